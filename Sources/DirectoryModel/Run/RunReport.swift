/// What a run did, for people, `report.json` and monitoring.
package struct RunReport: Equatable, Sendable {
  package let command: String
  package let startedAt: Timestamp
  package let endedAt: Timestamp
  package let exitCode: Int32
  /// One line that says why it ended so: "stopped by memberRemovals, nothing was changed".
  package let conclusion: String
  /// nil if the run ended before there was one.
  package let plan: Plan?
  /// One outcome for each change that was approved.
  package let outcomes: [ChangeOutcome]
  /// A plan that was let pass by a person: who, why, and the digest.
  package let approval: Approval?
  /// `--only`, a saved plan with less than everything, or an undo.
  package let isPartial: Bool
  /// Since when each open decision waits, by its key (``Plan/decisionKeys``).
  package var decisionsSince: [String: Timestamp] = [:]

  package struct Approval: Equatable, Sendable {
    package let digest: String
    package let who: String
    package let reason: String?

    package init(digest: String, who: String, reason: String?) {
      self.digest = digest
      self.who = who
      self.reason = reason
    }
  }

  package init(
    command: String,
    startedAt: Timestamp,
    endedAt: Timestamp,
    exitCode: Int32,
    conclusion: String,
    plan: Plan?,
    outcomes: [ChangeOutcome],
    approval: Approval?,
    isPartial: Bool = false
  ) {
    self.command = command
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.exitCode = exitCode
    self.conclusion = conclusion
    self.plan = plan
    self.outcomes = outcomes
    self.approval = approval
    self.isPartial = isPartial
  }

  package var doneCount: Int { outcomes.count { $0.result == .done } }
  package var failedCount: Int { outcomes.count { $0.result == .failed } }
}
