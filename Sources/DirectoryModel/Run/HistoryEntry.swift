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
  /// Changes done, and changes that failed.
  package let done: Int
  package let failed: Int

  package init(
    run: String,
    startedAt: Timestamp,
    endedAt: Timestamp?,
    command: String,
    exitCode: Int?,
    conclusion: String,
    done: Int,
    failed: Int
  ) {
    self.run = run
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.command = command
    self.exitCode = exitCode
    self.conclusion = conclusion
    self.done = done
    self.failed = failed
  }
}
