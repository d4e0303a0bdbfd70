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

  private func apply(_ steps: [ApplyStep], _ progress: inout ApplyProgress) async {
    guard !steps.isEmpty else { return }
    var pending = target.batches(of: steps).makeIterator()
    await withTaskGroup(of: BatchResult.self) { group in
      var isEnding = false
      func startNext() {
        guard !isEnding, control.reason == nil, let batch = pending.next() else { return }
        group.addTask { await run(batch) }
      }
      for _ in 0..<max(1, target.concurrency) { startNext() }
      for await result in group {
        progress.record(result)
        onOutcomes(result.outcomes)
        isEnding = progress.isOver
        startNext()
      }
    }
    if control.reason != nil { progress.end() }
  }

  private func run(_ batch: [ApplyStep]) async -> BatchResult {
    do {
      try journal.willApply(batch)
    } catch let error as any DiagnosableError {
      return BatchResult(outcomes: [], journalFailure: error)
    } catch {
      return BatchResult(outcomes: [], journalFailure: JournalFailure(detail: "\(error)"))
    }
    let outcomes = await target.apply(batch)
    journal.didApply(outcomes)
    return BatchResult(outcomes: outcomes, journalFailure: nil)
  }
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
