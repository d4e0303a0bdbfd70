package import DirectoryModel
package import SyncPlanner

/// Does an approved plan, stage by stage; it does not throw, each outcome carries its own failure.
package struct Applier: Sendable {
  private let target: any OrganizationTarget
  private let journal: any RunJournal
  private let control: RunControl
  private let onOutcomes: @Sendable ([ChangeOutcome]) -> Void

  /// What became of a plan.
  package struct Result: Sendable {
    /// One for each approved change, in the order of the plan.
    package let outcomes: [ChangeOutcome]
    /// The journal could not be written: the run ended before the call that it would have announced.
    package let journalFailure: (any DiagnosableError)?
    /// Failures that say nothing about single objects ended the run.
    package let isBroken: Bool
  }

  package init(
    target: any OrganizationTarget,
    journal: any RunJournal,
    control: RunControl,
    onOutcomes: @escaping @Sendable ([ChangeOutcome]) -> Void = { _ in }
  ) {
    self.target = target
    self.journal = journal
    self.control = control
    self.onOutcomes = onOutcomes
  }

  package func apply(_ approved: ApprovedPlan) async -> Result {
    var progress = ApplyProgress(approved)
    for stage in Self.stages(approved) {
      if progress.isOver { break }
      await apply(progress.steps(for: stage), &progress)
    }
    return progress.result()
  }

  /// The numbers of the plan, cut where the action changes.
  private static func stages(_ approved: ApprovedPlan) -> [[Int]] {
    var stages: [[Int]] = []
    var action: ChangeAction?
    for number in approved.numbers {
      let next = approved.plan.changes[number].action
      if next != action {
        stages.append([])
        action = next
      }
      stages[stages.count - 1].append(number)
    }
    return stages
  }

  /// Does one stage: `concurrency` batches at a time, and while they are under way the journal announces the next ones,
  /// so that no call waits for the disk.
  private func apply(_ steps: [ApplyStep], _ progress: inout ApplyProgress) async {
    guard !steps.isEmpty else { return }
    var queue = BatchQueue(target.batches(of: steps), width: max(1, target.concurrency))
    await withTaskGroup(of: StageEvent.self) { group in
      while true {
        if progress.isOver || control.reason != nil { queue.close() }
        if let announcement = queue.nextAnnouncement() {
          group.addTask { announce(announcement) }
        }
        while let batch = queue.nextCall() {
          group.addTask { .applied(await run(batch)) }
        }
        guard let event = await group.next() else { break }
        switch event {
        case .announced(let batches, let failure):
          queue.announced(failure == nil ? batches : [])
          progress.record(BatchResult(outcomes: [], journalFailure: failure))
        case .applied(let result):
          queue.finishedCall()
          progress.record(result)
          onOutcomes(result.outcomes)
        }
      }
    }
    withdraw(queue.ready)
    if control.reason != nil { progress.end() }
  }

  private func announce(_ batches: [[ApplyStep]]) -> StageEvent {
    do {
      try journal.willApply(batches.flatMap(\.self))
      return .announced(batches, failure: nil)
    } catch let error as any DiagnosableError {
      return .announced(batches, failure: error)
    } catch {
      return .announced(batches, failure: JournalFailure(detail: "\(error)"))
    }
  }

  private func run(_ batch: [ApplyStep]) async -> BatchResult {
    let outcomes = await target.apply(batch)
    journal.didApply(outcomes)
    return BatchResult(outcomes: outcomes, journalFailure: nil)
  }

  /// Says in the journal that what was announced last has not happened, where the run ended before it.
  private func withdraw(_ batches: [[ApplyStep]]) {
    let steps = batches.flatMap(\.self).flatMap { [$0] + $0.companions }
    guard !steps.isEmpty else { return }
    journal.didApply(
      steps.map { ChangeOutcome($0.number, .notAttempted, message: "the run ended before it") }
    )
  }
}

/// What happens while a stage is done.
private enum StageEvent: Sendable {
  /// These may be done now; none of them if the journal failed.
  case announced([[ApplyStep]], failure: (any DiagnosableError)?)
  case applied(BatchResult)
}

/// What one batch came to.
struct BatchResult: Sendable {
  let outcomes: [ChangeOutcome]
  let journalFailure: (any DiagnosableError)?
}

/// A journal that failed without saying how.
struct JournalFailure: DiagnosableError {
  let detail: String
  var category: FailureCategory { .state }
  var summary: String { "the journal cannot be written: \(detail)" }
  var hint: String? { "Check the state folder's disk and modes with 'rollcall check'." }
}
