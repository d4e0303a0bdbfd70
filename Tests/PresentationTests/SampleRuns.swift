import DirectoryModel

/// Runs that are over.
enum SampleRuns {
  /// One change failed, one was not attempted.
  static let partly = run(
    exitCode: 4,
    conclusion: "applied in part",
    outcomes: [
      ChangeOutcome(0, .done),
      ChangeOutcome(2, .done),
      ChangeOutcome(1, .failed, message: "409: \u{1b}[31mthe id is taken"),
      ChangeOutcome(4, .done, createdID: "m99"),
      ChangeOutcome(5, .notAttempted),
    ],
    approval: RunReport.Approval(
      digest: SamplePlans.digest,
      who: "ada",
      reason: "change 4711"
    )
  )

  /// Everything that was not held is done.
  static let done = run(
    exitCode: 10,
    conclusion: "decisions wait for a person",
    outcomes: [0, 2, 1, 4, 5].map { ChangeOutcome($0, .done) },
    approval: nil
  )

  /// The one change that was not held was refused, as in the run before.
  static let refused = run(
    exitCode: 10,
    conclusion: "decisions wait for a person",
    outcomes: [ChangeOutcome(1, .failed, message: "409: the id is taken")],
    approval: nil
  )

  private static func run(
    exitCode: Int32,
    conclusion: String,
    outcomes: [ChangeOutcome],
    approval: RunReport.Approval?
  ) -> RunReport {
    RunReport(
      command: "sync",
      startedAt: SamplePlans.now,
      endedAt: SamplePlans.now + 2,
      exitCode: exitCode,
      conclusion: conclusion,
      plan: SamplePlans.ordinaryDay,
      outcomes: outcomes,
      approval: approval
    )
  }
}
