internal import DirectoryModel

/// `membershipRemovals` over all groups, and `groupShrink` of one.
enum MembershipRemovals {
  static func judge(_ input: inout LimitInput) -> LimitVerdict {
    let planned = input.counted { $0.action == .removeFromGroup }
    let verdict = input.verdict(
      .membershipRemovals,
      planned: planned,
      base: input.managedMemberships,
      allowance: input.world.policy.limits.membershipRemovals
    )
    if verdict.exceeded { input.hold(planned, for: .membershipRemovals) }
    return verdict
  }
}

/// `groupShrink`: one group above four managed members; holds that group only.
///
/// A group that is gone from the source is judged by `groupDepartures`.
enum GroupShrink {
  static func judge(_ input: inout LimitInput) -> [LimitVerdict] {
    let planned = input.counted { $0.action == .removeFromGroup && $0.reason != .groupDeparted }
    let byGroup = Dictionary(grouping: planned) { Int(input.drafts.list[$0].group) }
    var verdicts: [LimitVerdict] = []
    for (group, numbers) in byGroup.sorted(by: { $0.key < $1.key }) {
      let base = input.managedMembers(ofGroup: group)
      guard base > 4 else { continue }
      let view = input.world.organization.group(group)
      let value =
        numbers.count
        + RecentCounts.of(.groupShrink, subject: view.externalID ?? view.id, input.world)
      let allowed = input.world.policy.limits.groupShrink.allowed(of: base)
      guard value > (allowed ?? .max) else { continue }
      input.hold(numbers, for: .groupShrink)
      verdicts.append(
        LimitVerdict(
          name: .groupShrink,
          subject: view.name,
          value: value,
          base: base,
          allowed: allowed,
          exceeded: true
        )
      )
    }
    return verdicts.sorted { ($0.subject ?? "") < ($1.subject ?? "") }
  }
}
