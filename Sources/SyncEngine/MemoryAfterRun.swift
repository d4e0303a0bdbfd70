package import DirectoryModel
package import SyncPlanner

/// What a run leaves for the next ones.
///
/// A good run remembers everything; runs that were stopped, refused or declined, `--only` and `additionsOnly` remember
/// what they did and who is disabled, no more.
package struct MemoryAfterRun {
  package let before: SyncMemory
  /// The whole plan, not the part that `--only` chose.
  package let plan: Plan
  /// nil for a run that read no source: it knows nothing new about anybody there.
  package let observations: Observations?
  package let fingerprint: String
  package let isGood: Bool
  package let isStopped: Bool
  /// A person approved it: it does not count against later runs, and is the new baseline for shrinking.
  package let isByPerson: Bool
  /// The changes that were done.
  package let done: [Change]
  /// Changes that were tried and may have happened, though nobody said so.
  package let doubtful: [Change]
  /// Held changes that a person let pass, whether they succeeded or not.
  package let passed: Set<Int>
  package let refusals: [String: String]
  package let now: Timestamp

  package init(
    before: SyncMemory,
    plan: Plan,
    observations: Observations?,
    fingerprint: String,
    isGood: Bool,
    isStopped: Bool,
    isByPerson: Bool,
    done: [Change],
    doubtful: [Change] = [],
    passed: Set<Int>,
    refusals: [String: String],
    now: Timestamp
  ) {
    self.before = before
    self.plan = plan
    self.observations = observations
    self.fingerprint = fingerprint
    self.isGood = isGood
    self.isStopped = isStopped
    self.isByPerson = isByPerson
    self.done = done
    self.doubtful = doubtful
    self.passed = passed
    self.refusals = refusals
    self.now = now
  }

  /// The memory to be kept; ids that were seen are kept apart, since they are many.
  package func memory() -> SyncMemory {
    var memory = before
    memory.loss = nil
    memory.revocations = revocations()
    memory.disabledSince = disabledSince()
    memory.recent = recent()
    rememberMemberships(in: &memory)
    if observations != nil {
      memory.refusals = refusals
      memory.decisionsSince = decisionsSince()
    }
    memory.stopped =
      isStopped
      ? SyncMemory.Stopped(
        since: before.stopped?.since ?? now,
        runs: (before.stopped?.runs ?? 0) + 1
      ) : isGood ? nil : before.stopped
    if !before.hadGoodRun {
      for change in done {
        memory.beginnings.take(change.action, change.member?.externalID ?? change.group?.externalID)
      }
    }
    guard isGood else { return memory }
    memory.beginnings = SyncMemory.Beginnings()
    memory.absences = absences()
    memory.goodRuns = goodRuns()
    // A fingerprint that was never remembered is no change: nothing could be held for it.
    if isFingerprintSettled || before.fingerprint == nil { memory.fingerprint = fingerprint }
    memory.hadGoodRun = true
    return memory
  }

  private func revocations() -> [String: SyncMemory.Revocation] {
    var revocations = before.revocations
    if isGood, let observations {
      revocations = revocations.filter { observations.revokedMembers.contains($0.key) }
    }
    for change in done {
      guard let id = change.member?.id else { continue }
      switch change.action {
      case .revoke: revocations[id] = revocation(change, isInDoubt: false)
      case .restore, .remove: revocations[id] = nil
      case .link, .relink, .linkGroup, .relinkGroup, .updateEmail, .updateName, .renameGroup,
        .removeFromGroup, .createGroup, .invite, .addToGroup, .deleteGroup:
        break
      }
    }
    for change in doubtful {
      guard let id = change.member?.id else { continue }
      if change.action == .revoke { revocations[id] = revocation(change, isInDoubt: true) }
      if change.action == .restore { revocations[id]?.isInDoubt = true }
    }
    return revocations
  }

  private func revocation(_ change: Change, isInDoubt: Bool) -> SyncMemory.Revocation {
    SyncMemory.Revocation(
      at: now,
      priorStatus: change.before?.status ?? .unknown,
      externalID: change.member?.externalID,
      isInDoubt: isInDoubt
    )
  }

  private func disabledSince() -> [String: Timestamp] {
    var since = before.disabledSince
    if let observations {
      since = [:]
      for id in observations.disabledWithAccess { since[id] = before.disabledSince[id] ?? now }
    }
    for change in done where change.action == .revoke || change.action == .remove {
      if let id = change.member?.externalID { since[id] = nil }
    }
    return since
  }

  private func absences() -> [SyncMemory.AbsenceKey: SyncMemory.Absence] {
    var absences: [SyncMemory.AbsenceKey: SyncMemory.Absence] = [:]
    for (key, modified) in observations?.absences ?? [:] {
      let known = before.absences[key].flatMap { $0.exportModified <= modified ? $0 : nil }
      absences[key] = known ?? SyncMemory.Absence(firstSeen: now, exportModified: modified)
    }
    return absences
  }

  /// Figures of good runs of the seven days up to this one; an approved run is the new baseline.
  private func goodRuns() -> [PlanFigures.Remembered] {
    let this = PlanFigures.Remembered(at: now, figures: plan.figures)
    if isByPerson { return [this] }
    return before.goodRuns.filter { now - $0.at <= 7 * 86_400 } + [this]
  }

  /// Changes of the last 20 hours; those before the first good run ended, or that a person approved, do not count.
  private func recent() -> [SyncMemory.RecentChange] {
    let kept = before.recent.filter { (now - $0.at).magnitude < 20 * 3600 }
    guard before.hadGoodRun, !isByPerson else { return kept }
    return kept + CountedChanges.of(done, at: now)
  }

  private func decisionsSince() -> [String: Timestamp] {
    var since: [String: Timestamp] = [:]
    for key in plan.decisionKeys { since[key] = before.decisionsSince[key] ?? now }
    return since
  }

  /// A person has let all that was held for the changed configuration pass, or nothing was and all could be judged.
  private var isFingerprintSettled: Bool {
    let held = plan.changes.indices.filter { plan.changes[$0].hold?.why == .fingerprintChanged }
    if held.isEmpty { return !(observations?.isInconclusive ?? false) }
    return held.allSatisfy(passed.contains)
  }
}
