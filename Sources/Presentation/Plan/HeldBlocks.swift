internal import DirectoryModel

/// Held changes as people settle them: what one deed cures stands together, dependents under their root.
enum HeldBlocks {
  private struct Key: Hashable {
    let action: ChangeAction
    let why: Hold.Why
    let limit: LimitName?
    let cure: String
  }

  static func make(_ lines: PlanLines) -> [HeldBlock] {
    var places: [Key: Int] = [:]
    var blocks: [(key: Key, roots: [Int])] = []
    for (position, change) in lines.plan.changes.enumerated() {
      guard let hold = change.hold, lines.index.root(of: position) == position,
        !lines.isHidden(change)
      else { continue }
      let key = Key(action: change.action, why: hold.why, limit: hold.limit, cure: hold.cure)
      if let place = places[key] {
        blocks[place].roots.append(position)
      } else {
        places[key] = blocks.count
        blocks.append((key, [position]))
      }
    }
    return blocks.map { key, roots in
      let isMembership = key.action == .addToGroup || key.action == .removeFromGroup
      return HeldBlock(
        lines: isMembership ? lines.byGroup(roots) : roots.map { root($0, lines) },
        cure: key.cure
      )
    }
  }

  private static func root(_ position: Int, _ lines: PlanLines) -> PlanLine {
    var line = lines.line(position)
    line.children = (lines.index.dependents[position] ?? []).map { dependent in
      let change = lines.plan.changes[dependent]
      let outcome = lines.past.outcomes[dependent].map { [ReasonWords.outcome($0)] } ?? []
      return PlanLine(
        sign: Sign(change.action),
        action: ChangeWords.action(change),
        who: ChangeWords.who(change),
        why: ([lines.words.reason(change)] + outcome).joined(separator: "; "),
        isNew: lines.past.isNew(change)
      )
    }
    return line
  }
}
