internal import DirectoryModel

/// What reading again has shown.
struct Verification {
  /// Positions in the plan of changes that were reported done, and are not.
  let undone: Set<Int>
  /// Differences that are there now and were not planned before: made by others meanwhile.
  let foreignDifferences: Int
  /// Why reading again failed.
  let unreadable: String?

  init(unreadable: String) {
    undone = []
    foreignDifferences = 0
    self.unreadable = unreadable
  }

  /// Compares the plan made now with what was done of the one before.
  init(before: Plan, done: [(number: Int, change: Change)], again: Plan) {
    let open = Set(again.changes.map(\.key))
    let planned = Set(before.changes.map(\.key))
    undone = Set(done.filter { open.contains($0.change.key) }.map(\.number))
    foreignDifferences = open.subtracting(planned).count
    unreadable = nil
  }
}
