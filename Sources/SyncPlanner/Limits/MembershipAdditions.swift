internal import DirectoryModel

/// `membershipAdditions` to groups that existed, over all groups, and `groupGrowth` of one.
enum MembershipAdditions {
  static func judge(_ input: inout LimitInput) -> LimitVerdict {
    let planned = input.additionsToGroupsThatExisted()
    let verdict = input.verdict(
      .membershipAdditions,
      planned: planned,
      base: input.memberships,
      allowance: input.world.policy.limits.membershipAdditions
    )
    if verdict.exceeded { input.hold(planned, for: .membershipAdditions) }
    return verdict
  }
}

/// `groupGrowth`: one group above four members before or after; holds that group only.
enum GroupGrowth {
  static func judge(_ input: inout LimitInput) -> [LimitVerdict] {
    let planned = input.additionsToGroupsThatExisted()
    return input.judgeEachGroup(
      .groupGrowth,
      planned: planned,
      allowance: input.world.policy.limits.groupGrowth
    ) { input, group, count in
      let base = input.world.memberships.range(group).count
      return base + count > 4 ? base : nil
    }
  }
}
