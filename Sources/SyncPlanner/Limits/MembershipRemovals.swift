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
    return input.judgeEachGroup(
      .groupShrink,
      planned: planned,
      allowance: input.world.policy.limits.groupShrink
    ) { input, group, _ in
      let base = input.managedMembers(ofGroup: group)
      return base > 4 ? base : nil
    }
  }
}
