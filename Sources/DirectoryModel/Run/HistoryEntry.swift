/// One past run, as `history` lists it.
package struct HistoryEntry: Equatable, Sendable {
  /// The name of its folder: "20261125T010000Z-4fa1c2".
  package let run: String
  package let startedAt: Timestamp
  /// nil: it has no report; it is running, or was killed.
  package let endedAt: Timestamp?
  /// "sync", "apply", "undo".
  package let command: String
  /// nil while there is no report.
  package let exitCode: Int?
  /// The report's own sentence: "stopped by memberRemovals, nothing was changed".
  package let conclusion: String
  /// Changes done that take something away, and all others.
  package let taken: Int
  package let given: Int
  package let failed: Int
  /// Changes that were left for a person to decide.
  package let held: Int
  /// The limits that stopped it, with their figures.
  package let stops: [LimitVerdict]

  package var done: Int { taken + given }

  package init(
    run: String,
    startedAt: Timestamp,
    endedAt: Timestamp?,
    command: String,
    exitCode: Int?,
    conclusion: String,
    taken: Int,
    given: Int,
    failed: Int,
    held: Int,
    stops: [LimitVerdict]
  ) {
    self.run = run
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.command = command
    self.exitCode = exitCode
    self.conclusion = conclusion
    self.taken = taken
    self.given = given
    self.failed = failed
    self.held = held
    self.stops = stops
  }
}
