internal import DirectoryModel
internal import RunState
internal import Synchronization

/// Writes the journal of a run that applies something.
final class JournalWriter: RunJournal {
  private let journal: Journal
  private let plan: Plan
  private let countsAgainstLimits: Bool
  private let clock: @Sendable () -> Timestamp
  private let failure = Mutex<StateError?>(nil)
  private let departed = Mutex(CountedChanges.DepartedGroups())

  init(
    _ journal: Journal,
    plan: Plan,
    countsAgainstLimits: Bool,
    clock: @escaping @Sendable () -> Timestamp
  ) {
    self.journal = journal
    self.plan = plan
    self.countsAgainstLimits = countsAgainstLimits
    self.clock = clock
  }

  func willApply(_ steps: [ApplyStep]) throws {
    if let earlier = failure.withLock({ $0 }) { throw earlier }
    let entries = steps.flatMap { [$0] + $0.companions }.map { step in
      Journal.Entry(
        number: step.number,
        change: step.change,
        limits: countsAgainstLimits ? limits(of: step) : []
      )
    }
    try journal.begin(entries, now: clock())
  }

  /// By the change as planned, whose group has no id where an earlier stage has created it.
  private func limits(of step: ApplyStep) -> [(name: LimitName, subject: String?)] {
    departed.withLock { CountedChanges.limits(of: plan.changes[step.number], &$0) }
  }

  func didApply(_ outcomes: [ChangeOutcome]) {
    do throws(StateError) {
      try journal.record(outcomes, now: clock())
    } catch {
      // The next call is not made; what has happened stands as begun, and the next run looks.
      failure.withLock { $0 = error }
    }
  }
}
