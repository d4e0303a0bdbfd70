package import DirectoryModel

/// Plans what takes an earlier run back.
///
/// Pure and deterministic, as the ``Planner`` is, and it needs no source: what the run left, and the organization has
/// still so, becomes what it was before. What is otherwise by now is left alone, and what cannot be taken back is named.
package enum Undo {
  /// - Parameters:
  ///   - past: What the run did, in the order of its plan.
  ///   - run: Its name, for the reasons.
  ///   - endedAt: When it remembered, at the latest.
  ///   - organization: As it is now.
  ///   - policy: Who is protected, and the limits.
  ///   - memory: The changes of the last 20 hours count as they do for any plan.
  ///   - now: The time.
  /// - Returns: A plan as any other, with holds and limits judged and a digest of its own.
  package static func plan(
    _ past: [PastChange],
    run: String,
    endedAt: Timestamp,
    organization: OrganizationSnapshot,
    policy: SyncPolicy,
    memory: SyncMemory,
    now: Timestamp
  ) -> Plan {
    let present = UndoPresent(
      organization,
      policy: policy,
      memory: memory,
      endedAt: endedAt
    )
    var steps = UndoSteps(present: present, run: run)
    for change in past { steps.takeBack(change) }
    steps.keepLastOwners()
    var changes = steps.inOrder()
    let limits = UndoLimits(present: present, policy: policy, memory: memory, now: now)
      .judge(&changes)
    let stops = limits.filter { $0.exceeded && $0.consequence == .stop }.map(\.name)
    return Plan(
      organization: organization.identity,
      memberCount: organization.members.count,
      groupCount: organization.groups.count,
      seats: organization.seats,
      sources: [],
      changes: changes,
      advisories: organization.advisories + steps.advisories(),
      limits: limits,
      digest: PlanDigest.digest(
        organization: organization.identity,
        changes: changes,
        stops: stops
      ),
      createdAt: now,
      figures: PlanFigures()
    )
  }
}
