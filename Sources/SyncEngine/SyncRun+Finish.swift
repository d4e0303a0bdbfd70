package import DirectoryModel
internal import Logging
package import RunState
internal import SyncPlanner

extension SyncRun {
  /// Does what was decided, reads again, remembers, and reports.
  ///
  /// - Parameters:
  ///   - prepared: What ``prepare(isApplying:purpose:progress:)`` made, with the lock held.
  ///   - decision: What may be done, or why nothing may.
  ///   - onOutcomes: Outcomes as they come.
  /// - Returns: The report, which is also in the run's folder.
  /// - Throws: ``StateError`` where the state folder fails before anything was done.
  package func finish(
    _ prepared: PreparedRun,
    _ decision: RunDecision,
    onOutcomes: @escaping @Sendable ([ChangeOutcome]) -> Void
  ) async throws -> FinishedRun {
    let folder = try prepared.state.makeRun(now: prepared.startedAt)
    logger.debug("made the run's folder", metadata: ["folder": "\(folder.path)"])
    try folder.write(plan: encodePlan(decision.shown))
    var conclusion = RunConclusion(decision: decision, before: prepared.memory.memory)
    var journal: Journal?
    if let approved = decision.approved, !approved.numbers.isEmpty {
      let opened = try folder.openJournal()
      journal = opened
      let applier = Applier(
        target: target,
        journal: JournalWriter(
          opened,
          plan: approved.plan,
          countsAgainstLimits: prepared.memory.memory.hadGoodRun && !approved.isByPerson,
          clock: { [self] in time(prepared) }
        ),
        control: control,
        onOutcomes: onOutcomes
      )
      conclusion.take(await applier.apply(approved), reason: control.reason)
      logger.debug("applied", metadata: ["changes": "\(approved.numbers.count)"])
      if conclusion.isWorthVerifying, control.reason == nil {
        conclusion.take(await verify(prepared, decision, conclusion))
      }
    }
    return remember(prepared, conclusion, folder, journal)
  }

  /// Reads again and plans again: what was reported done and is not counts as failed.
  private func verify(
    _ prepared: PreparedRun,
    _ decision: RunDecision,
    _ conclusion: RunConclusion
  ) async -> Verification {
    do {
      let reading = try await read(for: prepared.purpose) { _ in }
      // A restore that did not happen has to be planned again to be seen.
      var memory = memory(prepared, conclusion, doubtful: []).memory()
      memory.revocations.merge(prepared.memory.memory.revocations) { after, _ in after }
      let again = try plan(prepared.purpose, reading, memory, now: time(prepared)).plan
      return Verification(
        before: prepared.plan,
        done: conclusion.numberedDone,
        unanswered: conclusion.unansweredAccess,
        again: again
      )
    } catch {
      if let reason = control.reason { return Verification(.ended(reason)) }
      return Verification(.unreadable((error as? any DiagnosableError)?.summary ?? "\(error)"))
    }
  }

  private func memory(
    _ prepared: PreparedRun,
    _ conclusion: RunConclusion,
    doubtful: [Change]
  ) -> MemoryAfterRun {
    let isGood = conclusion.isGood && !isAdditionsOnly(prepared)
    return MemoryAfterRun(
      before: prepared.memory.memory,
      plan: prepared.plan,
      observations: prepared.observations,
      fingerprint: policy.fingerprint,
      isGood: isGood,
      isStopped: conclusion.isStopped,
      isByPerson: conclusion.decision.approved?.isByPerson ?? false,
      done: conclusion.numberedDone.map(\.change),
      doubtful: doubtful,
      passed: Set(conclusion.decision.approved?.numbers ?? []),
      refusals: conclusion.refusals(isGood: isGood),
      now: time(prepared)
    )
  }

  private func isAdditionsOnly(_ prepared: PreparedRun) -> Bool {
    prepared.directory?.readings.contains { $0.least == .doubtful } ?? true
  }

  private func remember(
    _ prepared: PreparedRun,
    _ conclusion: RunConclusion,
    _ folder: RunFolder,
    _ journal: Journal?
  ) -> FinishedRun {
    var conclusion = conclusion
    let update = memory(prepared, conclusion, doubtful: conclusion.doubtful)
    let after = update.memory()
    var isRemembered = false
    do throws(StateError) {
      // By the earlier of both clocks: whichever is put right, the memory is not from the future.
      try prepared.state.saveMemory(after, of: folder, now: min(update.now, clock()))
      isRemembered = true
      // Killed between the two, ids that were not remembered count as foreign, which only holds more.
      if update.isGood { try rememberSeen(prepared) }
      try journal?.end(now: update.now)
    } catch {
      conclusion.take(stateFailure: error)
    }
    var report = conclusion.report(
      command: command,
      startedAt: prepared.startedAt,
      endedAt: time(prepared)
    )
    report.decisionsSince = after.decisionsSince
    do throws(StateError) {
      // A run with a report is known to the memory; one without is recovered from its journal.
      if isRemembered { try folder.write(report: encodeReport(report)) }
      try prepared.state.removeOldRuns(
        olderThan: keepsRunsFor,
        now: min(update.now, clock()),
        current: folder
      )
    } catch {
      conclusion.take(stateFailure: error)
    }
    var final = conclusion.report(
      command: command,
      startedAt: prepared.startedAt,
      endedAt: report.endedAt
    )
    final.decisionsSince = after.decisionsSince
    return FinishedRun(
      report: final,
      folder: folder,
      error: conclusion.error,
      notes: conclusion.notes,
      memory: after
    )
  }

  private func rememberSeen(_ prepared: PreparedRun) throws(StateError) {
    guard let directory = prepared.directory else { return }
    let memory = prepared.memory.memory
    for reading in directory.readings {
      let name = reading.description.name
      try prepared.state.rememberSeen(
        source: name,
        kind: .users,
        arena: directory.arena,
        ids: directory.users.ids[reading.users],
        known: memory.seenIDs[name]
      )
      guard let groups = reading.groups else { continue }
      try prepared.state.rememberSeen(
        source: name,
        kind: .groups,
        arena: directory.arena,
        ids: directory.groups.ids[groups],
        known: memory.seenGroupIDs[name]
      )
    }
  }
}

/// A run that is over.
package struct FinishedRun: Sendable {
  package let report: RunReport
  package let folder: RunFolder
  /// What ended it early, or failed at the end.
  package let error: (any DiagnosableError)?
  /// Things worth telling beside the report: differences made by others, refusals that repeat.
  package let notes: [String]
  package let memory: SyncMemory
}
