internal import DirectoryModel

/// A plan in the order in which people read it; text, Markdown and HTML are made from it.
struct PlanOutline {
  /// Of what is given and of what is worth knowing, as many lines are shown before the rest folds.
  static let foldAfter = 8

  let plan: Plan
  let showsAll: Bool
  let index: PlanIndex
  let words: ReasonWords

  /// Listed whole: nobody is asked about a line that was not shown.
  let taken: [PlanBlock]
  let given: [PlanBlock]
  /// Listed whole.
  let held: [HeldBlock]
  /// Those that need a decision come first and whole.
  let notes: [PlanNote]
  let hiddenNotes: Int
  /// What waits and was told before, and is left out here.
  let hiddenWaiting: HiddenWaiting?
  /// Changes that wait for a second read, were told before, and are left out here.
  let hiddenReads: Int

  /// So many decisions, the oldest of which waits since then.
  struct HiddenWaiting: Equatable {
    let count: Int
    let since: Timestamp
  }

  init(_ plan: Plan, _ style: TextStyle, _ past: PlanPast) {
    self.plan = plan
    showsAll = style.showsAll
    index = PlanIndex(plan.changes)
    words = ReasonWords(plan: plan, style)
    let lines = PlanLines(
      plan: plan,
      index: index,
      words: words,
      past: past,
      showsAll: showsAll
    )
    taken = Self.taken(lines)
    given = Self.given(lines)
    held = HeldBlocks.make(lines)
    (notes, hiddenNotes) = PlanNotes(lines).make(plan.advisories)
    let hidden =
      plan.changes.filter { lines.isHidden($0) }.compactMap { past.since($0) }
      + plan.advisories.filter { lines.isHidden($0) }.compactMap { past.since($0) }
    hiddenReads = plan.changes.count {
      $0.hold?.why == .absentUnproven && lines.isHidden($0)
    }
    hiddenWaiting = hidden.min().map { HiddenWaiting(count: hidden.count, since: $0) }
  }

  private static func taken(_ lines: PlanLines) -> [PlanBlock] {
    let departures = lines.positions { $0 == .revoke || $0 == .remove }
    let memberships = lines.positions { $0 == .removeFromGroup }
    let groups = lines.positions { $0 == .deleteGroup }
    return [
      .lines(departures.map { lines.line($0) }, hidden: 0),
      .lines(lines.byGroup(memberships), hidden: 0),
      .lines(groups.map { lines.line($0) }, hidden: 0),
    ].filter { $0 != .lines([], hidden: 0) }
  }

  private static func given(_ lines: PlanLines) -> [PlanBlock] {
    let kinds: [(ChangeAction) -> Bool] = [
      { $0 == .link || $0 == .relink || $0 == .linkGroup || $0 == .relinkGroup },
      { $0 == .updateEmail || $0 == .updateName || $0 == .renameGroup },
      { $0 == .restore },
      { $0 == .invite },
    ]
    var blocks = kinds.map { kind in
      lines.folded(lines.positions(where: kind)) { lines.line($0) }
    }
    blocks.append(lines.newGroups())
    blocks.append(lines.additions())
    return blocks.filter { $0 != .lines([], hidden: 0) && $0 != .newGroups([], hidden: 0) }
  }
}
