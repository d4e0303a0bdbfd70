internal import DirectoryModel
internal import SyncPlanner

/// How a run ended, and the exit code that says so.
struct RunConclusion {
  let decision: RunDecision
  private let before: SyncMemory
  private var result: Applier.Result?
  /// Why the applying ended early.
  private var reason: RunControl.Reason?
  private var verification: Verification?
  private var stateFailure: (any DiagnosableError)?

  init(decision: RunDecision, before: SyncMemory) {
    self.decision = decision
    self.before = before
  }

  mutating func take(_ result: Applier.Result, reason: RunControl.Reason?) {
    self.result = result
    self.reason = reason
    if let failure = result.journalFailure { stateFailure = failure }
  }

  mutating func take(_ verification: Verification) { self.verification = verification }

  mutating func take(stateFailure error: any DiagnosableError) { stateFailure = error }

  private var changes: [Change] { decision.approved?.plan.changes ?? [] }

  /// Outcomes, corrected by what reading again has shown.
  var outcomes: [ChangeOutcome] {
    (result?.outcomes ?? []).map { outcome in
      guard outcome.result == .done, verification?.undone.contains(outcome.number) ?? false else {
        return outcome
      }
      return ChangeOutcome(
        outcome.number,
        .failed,
        message: "was reported done, but reading again shows that it is not",
        // No refusal of this one object, which a second night would make an advisory.
        isSystemic: true
      )
    }
  }

  var numberedDone: [(number: Int, change: Change)] {
    outcomes.filter { $0.result == .done }.map { ($0.number, changes[$0.number]) }
  }

  private var unanswered: [(number: Int, change: Change)] {
    outcomes.filter(\.mayHaveHappened).map { ($0.number, changes[$0.number]) }
  }

  /// Revocations and restores whose answer was lost: they may have happened.
  var unansweredAccess: [(number: Int, change: Change)] {
    unanswered.filter { $0.change.action == .revoke || $0.change.action == .restore }
  }

  /// Changes whose answer was lost, without revocations and restores that reading again has shown to be still to be
  /// made.
  ///
  /// Of memberships it says nothing: a service that does not show them is planned for by memory.
  var doubtful: [Change] {
    let open = Set(unansweredAccess.map(\.number)).intersection(verification?.undone ?? [])
    return unanswered.filter { !open.contains($0.number) }.map(\.change)
  }

  /// What reading again could tell is worth the reading.
  var isWorthVerifying: Bool { hasChangedAnything || !unansweredAccess.isEmpty }

  /// Nothing was done, and every failure says something about the organization rather than about single objects.
  private var isRefusedWhole: Bool {
    let failures = (result?.outcomes ?? []).filter { $0.result == .failed }
    return !mayHaveChangedAnything && !failures.isEmpty
      && failures.allSatisfy { $0.isSystemic && !$0.refusesCredentials }
  }

  private var hasChangedAnything: Bool {
    result?.outcomes.contains { $0.result == .done } ?? false
  }

  private var mayHaveChangedAnything: Bool { hasChangedAnything || !doubtful.isEmpty }

  /// Failures of single objects, by the change's key.
  ///
  /// A good run has tried again all that is still refused; of any other, those that it did not try stay known.
  func refusals(isGood: Bool) -> [String: String] {
    var refusals = isGood ? [:] : before.refusals
    for outcome in outcomes where outcome.result != .notAttempted {
      refusals[changes[outcome.number].key] = nil
    }
    for outcome in outcomes where outcome.result == .failed && !outcome.isSystemic {
      refusals[changes[outcome.number].key] = outcome.message ?? ""
    }
    return refusals
  }

  /// Failures that the last run did not have in the same words.
  private var newFailures: Int {
    outcomes.count { outcome in
      switch outcome.result {
      case .done: false
      case .failed:
        before.refusals[changes[outcome.number].key] != (outcome.message ?? "")
          || outcome.isSystemic
      case .notAttempted: !dependsOnRepeatedRefusal(outcome.number)
      }
    }
  }

  /// However far up: a membership needs a restore, which may need a removal from another group.
  private func dependsOnRepeatedRefusal(_ number: Int) -> Bool {
    changes[number].requires.contains {
      before.refusals[changes[$0].key] != nil || dependsOnRepeatedRefusal($0)
    }
  }

  var isStopped: Bool {
    if case .stopped = decision.refusal { return true }
    return false
  }

  /// A run of the whole plan that did what was not held, single failures aside.
  var isGood: Bool {
    decision.refusal == nil && !decision.isPartial && reason == nil && stateFailure == nil
      && !(result?.isBroken ?? false)
  }

  /// What ended the run early, or failed.
  var error: (any DiagnosableError)? {
    stateFailure
  }

  var notes: [String] {
    var notes: [String] = []
    switch verification?.failure {
    case .unreadable(let cause): notes.append("what was done could not be verified: \(cause)")
    case .ended: notes.append("the run was ended while it read again to verify what was done")
    case nil: break
    }
    if let others = verification?.foreignDifferences, others > 0 {
      notes.append(
        others == 1
          ? "1 difference has appeared meanwhile; the next run sees to it"
          : "\(others) differences have appeared meanwhile; the next run sees to them"
      )
    }
    if let own = verification?.followUps, own > 0 {
      notes.append(
        own == 1
          ? "1 change follows from what was linked; the next run makes it"
          : "\(own) changes follow from what was linked; the next run makes them"
      )
    }
    // Done, and yet something to tell.
    notes += Set(outcomes.compactMap { $0.result == .done ? $0.message : nil }).sorted()
    let repeated = outcomes.filter {
      $0.result == .failed && !$0.isSystemic
        && before.refusals[changes[$0.number].key] == ($0.message ?? "")
    }
    for outcome in repeated {
      let change = changes[outcome.number]
      notes.append(
        "\(change.action.rawValue) \(change.member?.email ?? change.group?.name ?? "") is refused as in the last run: \(outcome.message ?? "")"
      )
    }
    return notes
  }

  /// Precedence after something was changed: 130/143, 8, 74, 4, 10, 0; before: that of `DESIGN.md` section 6.
  private var ending: (code: Int32, sentence: String) {
    if let reason { return (reason.category.exitCode, Self.sentence(reason, outcomes)) }
    if case .ended(let reason) = verification?.failure {
      return (reason.category.exitCode, Self.sentence(reason, outcomes))
    }
    if let stateFailure { return (FailureCategory.state.exitCode, stateFailure.summary) }
    if let result {
      if isRefusedWhole { return (FailureCategory.organization.exitCode, partly) }
      if !mayHaveChangedAnything, result.outcomes.contains(where: \.refusesCredentials) {
        return (
          FailureCategory.credentials.exitCode, "credentials refused; nothing was changed"
        )
      }
      if newFailures > 0 || verification?.failure != nil {
        return (FailureCategory.partlyApplied.exitCode, partly)
      }
    }
    switch decision.refusal {
    case .stopped(let sentence), .held(let sentence):
      return (FailureCategory.stopped.exitCode, sentence)
    case .declined, nil: break
    }
    // Before 2 and 0, also after a "no" (`DESIGN.md` section 6, precedence).
    if waitsForPerson { return (10, "decisions wait for a person") }
    if decision.refusal == .declined { return (2, "declined, nothing was changed") }
    if !decision.shown.changes.isEmpty { return (0, "done") }
    return (0, decision.isPartial ? "nothing to do" : "in sync")
  }

  private var partly: String {
    let failed = outcomes.count { $0.result == .failed }
    let skipped = outcomes.count { $0.result == .notAttempted }
    if failed + skipped == 0 { return "applied, but could not be verified" }
    let what =
      !numberedDone.isEmpty
      ? "applied in part" : doubtful.isEmpty ? "nothing was applied" : "perhaps applied in part"
    return "\(what): \(failed) failed, \(skipped) not attempted"
  }

  /// Held changes that stay undone, or people who wait.
  private var waitsForPerson: Bool {
    let done = Set(decision.approved?.numbers ?? [])
    return decision.shown.advisories.contains(where: \.needsDecision)
      || decision.shown.changes.indices.contains {
        (decision.shown.changes[$0].hold?.needsDecision ?? false) && !done.contains($0)
      }
  }

  private static func sentence(
    _ reason: RunControl.Reason,
    _ outcomes: [ChangeOutcome]
  ) -> String {
    let done = outcomes.count { $0.result == .done }
    let changes = done == 1 ? "1 change" : "\(done) changes"
    return switch reason {
    case .interrupted: "interrupted after \(changes)"
    case .deadline: "the deadline (run.deadline) passed after \(changes)"
    }
  }

  func report(command: String, startedAt: Timestamp, endedAt: Timestamp) -> RunReport {
    let ending = ending
    return RunReport(
      command: command,
      startedAt: startedAt,
      endedAt: endedAt,
      exitCode: ending.code,
      conclusion: ending.sentence,
      plan: decision.shown,
      outcomes: outcomes,
      approval: decision.approval,
      isPartial: decision.isPartial
    )
  }
}
