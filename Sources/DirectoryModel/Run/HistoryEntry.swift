/// One past run, as `history` lists it.
package struct HistoryEntry: Equatable, Sendable {
  /// The name of its folder: "20261125T010000Z-4fa1c2".
  package let run: String
  /// "sync", "apply", "undo".
  package let command: String
  package let startedAt: Timestamp
  /// nil: it has no report; it is running, or was killed.
  package let endedAt: Timestamp?
  package let ending: Ending
  /// nil while there is no report.
  package let exitCode: Int32?
  /// "2 taken away, 3 given, 1 held", "memberRemovals 9 of 44 (limit 4)"; empty if there is nothing to add.
  package let summary: String

  package enum Ending: String, Sendable, CaseIterable {
    case done
    case inSync = "in sync"
    case stopped
    /// Some changes failed.
    case partly
    case failed
    case declined
    case interrupted
    /// No report: running now, or killed.
    case unfinished
  }

  package init(
    run: String,
    command: String,
    startedAt: Timestamp,
    endedAt: Timestamp?,
    ending: Ending,
    exitCode: Int32?,
    summary: String
  ) {
    self.run = run
    self.command = command
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.ending = ending
    self.exitCode = exitCode
    self.summary = summary
  }
}
