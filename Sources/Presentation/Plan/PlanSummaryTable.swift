internal import DirectoryModel

/// How many changes of each kind a plan has, how many of them are held and new, and what became of them.
enum PlanSummaryTable {
  static func section(_ plan: Plan, _ past: PlanPast) -> String {
    var counts: [ChangeAction: Counts] = [:]
    for (position, change) in plan.changes.enumerated() {
      counts[change.action, default: Counts()].add(change, past.outcomes[position], past)
    }
    if counts.isEmpty { return "" }
    let rows = counts.sorted { $0.key < $1.key }.map { action, counts in
      "<tr><td>\(words(action))</td>\(cells(counts, past))</tr>\n"
    }
    let heads =
      ["Planned", "Held"] + (past.newKeys == nil ? [] : ["New"])
      + (past.outcomes.isEmpty ? [] : ["Done", "Failed"])
    let numbers = heads.map { "<th class=\"number\">\($0)</th>" }.joined()
    return """
      <section class="summary">
      <h2>Summary</h2>
      <table>
      <thead><tr><th class="what">What</th>\(numbers)</tr></thead>
      <tbody>
      \(rows.joined())</tbody>
      </table>
      </section>

      """
  }

  private struct Counts {
    var planned = 0
    var held = 0
    var new = 0
    var done = 0
    var failed = 0

    mutating func add(_ change: Change, _ outcome: ChangeOutcome?, _ past: PlanPast) {
      planned += 1
      if change.hold != nil { held += 1 }
      if past.isNew(change) { new += 1 }
      switch outcome?.result {
      case .done: done += 1
      case .failed, .notAttempted: failed += 1
      case nil: break
      }
    }
  }

  private static func cells(_ counts: Counts, _ past: PlanPast) -> String {
    let numbers =
      [counts.planned, counts.held] + (past.newKeys == nil ? [] : [counts.new])
      + (past.outcomes.isEmpty ? [] : [counts.done, counts.failed])
    return numbers.map { "<td class=\"number\">\($0)</td>" }.joined()
  }

  private static func words(_ action: ChangeAction) -> String {
    switch action {
    case .revoke: "People revoked"
    case .remove: "People removed for good"
    case .removeFromGroup: "Memberships taken"
    case .deleteGroup: "Groups deleted"
    case .restore: "People restored"
    case .link: "Members linked"
    case .relink: "Members relinked"
    case .updateEmail: "Addresses changed"
    case .updateName: "Names changed"
    case .createGroup: "Groups created"
    case .renameGroup: "Groups renamed"
    case .linkGroup: "Groups linked"
    case .relinkGroup: "Groups relinked"
    case .addToGroup: "Memberships given"
    case .invite: "People invited"
    }
  }
}
