internal import DirectoryModel
internal import JSONReader
internal import RunState
internal import SafeFiles

/// What the last run planned, to tell what is new since then.
enum LastRun {
  /// Bytes of a plan that is read for this; larger ones leave the figure out.
  private static let sizeLimit = 16 << 20

  /// - Parameters:
  ///   - plan: The plan made now.
  ///   - state: Where the organization's runs are kept.
  /// - Returns: How many changes the last run's plan did not have; nil where no run is kept, or its plan cannot be
  ///   read, which is of no other consequence.
  static func newChanges(in plan: Plan, since state: StateFolder) -> Int? {
    // An undo takes back what a run did; nothing of it was planned before.
    let isUndo = plan.changes.contains { $0.reason.code == .takenBack }
    guard !isUndo, !plan.changes.isEmpty, let last = try? state.runs().first,
      let bytes = try? InputFile.contents(
        of: last.planPath,
        limit: sizeLimit,
        followingLinks: false
      ),
      let changes = try? JSONValue(parsing: bytes)["changes"]?.array
    else { return nil }
    let known = Set(changes.map { SavedPlan.SavedChange($0).key })
    return plan.changes.count { !known.contains($0.key) }
  }
}
