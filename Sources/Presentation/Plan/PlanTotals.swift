internal import DirectoryModel

/// The line that sums a plan up.
enum PlanTotals {
  /// Shown for what is only given, in this order.
  private static let order: [ChangeAction] = [
    .invite, .restore, .link, .relink, .linkGroup, .relinkGroup, .updateEmail, .updateName,
    .createGroup, .renameGroup, .addToGroup, .revoke, .remove, .removeFromGroup, .deleteGroup,
  ]

  /// "2 taken away, 3 given, 1 held; 5 new since the last run. All limits kept."
  static func text(_ plan: Plan, _ past: PlanPast, _ style: TextStyle) -> String {
    let ordinary = plan.changes.filter { $0.hold == nil }
    let held = plan.changes.count - ordinary.count
    let taken = ordinary.count { $0.action.takes }
    var text: String
    if plan.changes.isEmpty {
      text = "nothing to change"
    } else if taken == 0, held == 0, !ordinary.isEmpty {
      text = itemized(ordinary, style)
    } else {
      text =
        "\(style.number(taken)) taken away, \(style.number(ordinary.count - taken)) given, "
        + "\(style.number(held)) held"
    }
    if past.newKeys != nil, !plan.changes.isEmpty {
      text += "; \(style.number(plan.changes.count { past.isNew($0) })) new since the last run"
    }
    text += "."
    if taken == 0, held == 0, !ordinary.isEmpty { text += " Nothing is taken away." }
    let decisions = plan.advisories.count(where: \.needsDecision)
    if decisions > 0 {
      let more = held > 0 ? "more " : ""
      text +=
        " \(style.count(decisions, "\(more)decision waits", "\(more)decisions wait")) for a person."
    }
    return "\(text) \(limits(plan, style))"
  }

  /// "58 invitations, 8 new groups, 112 memberships".
  static func itemized(_ changes: [Change], _ style: TextStyle) -> String {
    var counts: [ChangeAction: Int] = [:]
    for change in changes { counts[change.action, default: 0] += 1 }
    return order.compactMap { action in
      counts[action].map { ChangeWords.count($0, action, style) }
    }.joined(separator: ", ")
  }

  private static func limits(_ plan: Plan, _ style: TextStyle) -> String {
    let stops = plan.stops
    if !stops.isEmpty { return "Stopped by \(names(stops, style))." }
    let holds = plan.limits.filter(\.exceeded)
    return holds.isEmpty ? "All limits kept." : "Held by \(names(holds, style))."
  }

  /// "memberRemovals (9, allowed 4)"; a limit that several groups exceed is named once.
  private static func names(_ verdicts: [LimitVerdict], _ style: TextStyle) -> String {
    var seen: Set<LimitName> = []
    return verdicts.filter { seen.insert($0.name).inserted }.map { verdict in
      guard let allowed = verdict.allowed else { return verdict.name.rawValue }
      return
        "\(verdict.name.rawValue) (\(style.number(verdict.value)), allowed \(style.number(allowed)))"
    }.joined(separator: ", ")
  }
}
