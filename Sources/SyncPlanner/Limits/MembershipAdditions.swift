internal import DirectoryModel

/// `membershipAdditions` to groups that existed, over all groups, and `groupGrowth` of one.
enum MembershipAdditions {
  static func judge(_ input: inout LimitInput) -> LimitVerdict {
    let planned = input.counted { $0.action == .addToGroup && $0.group >= 0 }
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
    let planned = input.counted { $0.action == .addToGroup && $0.group >= 0 }
    let byGroup = Dictionary(grouping: planned) { Int(input.drafts.list[$0].group) }
    var verdicts: [LimitVerdict] = []
    for (group, numbers) in byGroup.sorted(by: { $0.key < $1.key }) {
      let base = input.world.memberships.range(group).count
      guard max(base, base + numbers.count) > 4 else { continue }
      let view = input.world.organization.group(group)
      let value =
        numbers.count
        + RecentCounts.of(.groupGrowth, subject: view.externalID ?? view.id, input.world)
      let allowed = input.world.policy.limits.groupGrowth.allowed(of: base)
      guard value > (allowed ?? .max) else { continue }
      input.hold(numbers, for: .groupGrowth)
      verdicts.append(
        LimitVerdict(
          name: .groupGrowth,
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
