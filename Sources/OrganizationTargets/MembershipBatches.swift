internal import DirectoryModel

extension [ApplyStep] {
  /// One change a batch; all memberships of one group in one, so that writes to a group never overlap.
  var batchedByGroup: [[ApplyStep]] {
    var batches: [[ApplyStep]] = []
    var rows: [String: Int] = [:]
    for step in self {
      guard step.change.isMembership, let group = step.change.group?.id else {
        batches.append([step])
        continue
      }
      if let row = rows[group] {
        batches[row].append(step)
      } else {
        rows[group] = batches.count
        batches.append([step])
      }
    }
    return batches
  }
}

extension Change {
  var isMembership: Bool { action == .addToGroup || action == .removeFromGroup }
}
