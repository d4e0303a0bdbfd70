internal import DirectoryModel
internal import JSONReader
internal import Presentation
internal import RunState
internal import SafeFiles
internal import SyncEngine

/// What earlier runs have left, to tell what of a plan is new and what has waited.
enum LastRun {
  /// Bytes of a plan or report that is read for this; larger ones leave the figure out.
  private static let sizeLimit = 16 << 20

  /// - Parameters:
  ///   - plan: What is shown.
  ///   - prepared: What it was made from.
  ///   - hidesWaiting: Whether only news is told.
  /// - Returns: Nothing for an undo: what it takes back was planned by nobody before.
  static func past(
    of plan: Plan,
    _ prepared: PreparedRun,
    hidesWaiting: Bool = false
  ) -> PlanPast {
    guard case .bothSides = prepared.basis else { return PlanPast() }
    return PlanPast(
      newKeys: newKeys(in: plan, since: prepared.state),
      waitingSince: prepared.memory.memory.decisionsSince,
      hidesWaiting: hidesWaiting
    )
  }

  /// Changes that the last whole plan did not have, but for what follows from its links.
  ///
  /// - Returns: nil where no such plan is kept or can be read, which is of no other consequence.
  private static func newKeys(in plan: Plan, since state: StateFolder) -> Set<String>? {
    guard !plan.changes.isEmpty, let last = try? state.runs().first(where: isWhole),
      let changes = read(last.planPath)?["changes"]?.array
    else { return nil }
    let before = changes.map { SavedPlan.SavedChange($0) }
    let known = Set(before.map(\.key))
    let linked = before.filter { ChangeAction(rawValue: $0.action)?.links ?? false }
    let followUps = FollowUps(linked: Set(linked.compactMap { $0.after?["externalId"]?.string }))
    let new = plan.changes.filter { !known.contains($0.key) && !followUps.contains($0) }
    return Set(new.map(\.key))
  }

  /// A run of everything that ended by itself: no undo, and nothing that `--only` or a saved plan chose.
  private static func isWhole(_ run: RunFolder) -> Bool {
    guard let report = read(run.reportPath) else { return false }
    return report["partial"]?.bool != true && report["command"]?.string != "undo"
  }

  private static func read(_ path: String) -> JSONValue? {
    let bytes = try? InputFile.contents(of: path, limit: sizeLimit, followingLinks: false)
    return bytes.flatMap { try? JSONValue(parsing: $0) }
  }
}
