internal import DirectoryModel

/// `groupCreations`: new groups; more at once while no group is managed.
enum GroupCreations {
  static func judge(_ input: inout LimitInput) -> LimitVerdict {
    let planned = input.counted { $0.action == .createGroup }
    let value = planned.count + RecentCounts.of(.groupCreations, input.world)
    let allowed = input.world.policy.limits.groupCreations.allowed(
      of: input.managedGroups,
      firstFloor: input.isFirstForGroups ? LimitSettings.firstGroupCreationsFloor : nil
    )
    let exceeded = !planned.isEmpty && value > (allowed ?? .max)
    if exceeded { input.hold(planned, for: .groupCreations) }
    return LimitVerdict(
      name: .groupCreations,
      value: value,
      base: input.managedGroups,
      allowed: allowed,
      exceeded: exceeded,
      examples: planned.prefix(8).compactMap {
        input.world.directory.group(Int(input.drafts.list[$0].rosterGroup)).name
      }
    )
  }
}
