internal import DirectoryModel

/// `groupDepartures`: managed groups that are emptied or deleted because they are gone from the source.
enum GroupDeparturesLimit {
  static func judge(_ input: inout LimitInput) -> LimitVerdict {
    let planned = input.counted { $0.reason == .groupDeparted }
    var groups: [Int32] = []
    // In order of doing the drafts of a group may lie apart: first the removals, then the deletions.
    var known: Set<Int32> = []
    for number in planned where known.insert(input.drafts.list[number].group).inserted {
      groups.append(input.drafts.list[number].group)
    }
    let value = groups.count + RecentCounts.of(.groupDepartures, input.world)
    let allowed = input.world.policy.limits.groupDepartures.allowed(of: input.managedGroups)
    let exceeded = !groups.isEmpty && value > (allowed ?? .max)
    if exceeded { input.hold(planned, for: .groupDepartures) }
    return LimitVerdict(
      name: .groupDepartures,
      value: value,
      base: input.managedGroups,
      allowed: allowed,
      exceeded: exceeded,
      examples: groups.prefix(8).map { input.world.organization.group(Int($0)).name }
    )
  }
}
