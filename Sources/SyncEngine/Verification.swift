internal import DirectoryModel

/// What reading again has shown.
struct Verification {
  /// Positions in the plan of changes that were reported done, or got no answer, and are still to be made.
  let undone: Set<Int>
  /// Differences that are there now and were not planned before: made by others meanwhile.
  let foreignDifferences: Int
  /// Differences that could not be planned before this run's links were made.
  let followUps: Int
  /// Why nothing is known.
  let failure: Failure?

  enum Failure {
    /// Reading again failed, for this reason.
    case unreadable(String)
    /// The run was asked to end while it read.
    case ended(RunControl.Reason)
  }

  init(_ failure: Failure) {
    undone = []
    foreignDifferences = 0
    followUps = 0
    self.failure = failure
  }

  /// Compares the plan made now with what was done of the one before, and with what got no answer.
  init(
    before: Plan,
    done: [(number: Int, change: Change)],
    unanswered: [(number: Int, change: Change)],
    again: Plan
  ) {
    let open = Set(again.changes.map(\.key))
    let links = LinkedIDs(of: done.lazy.map(\.change))
    let planned = Set(before.changes.map { $0.key(after: links) })
    undone = Set(
      (done + unanswered).filter { open.contains($0.change.key(after: links)) }.map(\.number)
    )
    let own = FollowUps(of: done.lazy.map(\.change))
    let others = again.changes.filter { !planned.contains($0.key) }
    followUps = others.count { own.contains($0) }
    foreignDifferences = Set(others.filter { !own.contains($0) }.map(\.key)).count
    failure = nil
  }
}
