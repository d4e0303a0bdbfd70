internal import DirectoryModel

extension MemoryAfterRun {
  /// Who is in which group by what was written, for organizations that do not show it.
  ///
  /// External ids are those after the run: who was linked in it is remembered by the new one.
  func writtenMemberships() -> [String: [String]] {
    var linked: [String: String] = [:]
    for change in done {
      switch change.action {
      case .link, .relink: linked[change.member?.id ?? ""] = change.after?.externalID
      case .linkGroup, .relinkGroup: linked[change.group?.id ?? ""] = change.after?.externalID
      default: continue
      }
    }
    var written = before.writtenMemberships.mapValues { Set($0) }
    for change in done where change.action == .addToGroup || change.action == .removeFromGroup {
      guard
        let group = change.group?.id.flatMap({ linked[$0] }) ?? change.group?.externalID,
        let member = change.member?.id.flatMap({ linked[$0] }) ?? change.member?.externalID
      else { continue }
      if change.action == .addToGroup {
        written[group, default: []].insert(member)
      } else {
        written[group]?.remove(member)
      }
    }
    return written.mapValues { $0.sorted() }
  }
}
