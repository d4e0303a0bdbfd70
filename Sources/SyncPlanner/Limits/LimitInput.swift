internal import DirectoryModel

/// What limits are judged on: the drafts in order of doing, the world, and the figures that several limits share.
struct LimitInput {
  let world: World
  /// In order of doing; those that are held for another reason do not count.
  var drafts: Drafts
  /// Managed members that are not revoked.
  let activeMembers: Int
  /// Managed members, revoked ones included.
  let managedMembers: Int
  /// Managed and foreign members.
  let membersWithID: Int
  let managedGroups: Int
  let revokedMembers: Int
  /// Memberships of managed members in managed groups.
  let managedMemberships: Int
  /// All memberships.
  let memberships: Int
  /// Addresses whose external ids no source knows.
  let replacedIDs: [String]
  private let isManaged: [Bool]

  init(
    world: World,
    drafts: Drafts,
    matching: Matching,
    groups: GroupMatching,
    replacedIDs: [String]
  ) {
    self.world = world
    self.drafts = drafts
    self.replacedIDs = replacedIDs
    let members = world.members
    isManaged = (0..<members.count).map { member in
      guard world.isManagedColumn(member) else { return false }
      if matching.personOfMember[member] >= 0 { return true }
      return !world.readingsThatKnew(world.bytes(ofMember: members.externalIDs[member])).isEmpty
    }
    let isManaged = isManaged
    activeMembers = isManaged.indices.count { isManaged[$0] && members.statuses[$0] != .revoked }
    managedMembers = isManaged.count { $0 }
    membersWithID = (0..<members.count).count { world.isManagedColumn($0) }
    revokedMembers = members.statuses.count { $0 == .revoked }
    var isManagedGroup = [Bool](repeating: false, count: world.organization.groups.count)
    for group in isManagedGroup.indices {
      let id = world.organization.groups.externalIDs[group]
      if id.isNone { continue }
      isManagedGroup[group] =
        groups.taken.contains(group) || groups.isInDirectory(group)
        || !world.readingsThatKnewGroup(world.organization.arena.bytes(id)).isEmpty
    }
    managedGroups = isManagedGroup.count { $0 }
    let rows = world.memberships
    memberships = rows.values.count
    var count = 0
    for group in isManagedGroup.indices where isManagedGroup[group] {
      for index in rows.range(group) where isManaged[Int(rows.values[index])] { count += 1 }
    }
    managedMemberships = count
  }

  /// No member is managed but those whom an unfinished first run has invited.
  var isFirstForMembers: Bool { managedMembers <= world.memory.beginnings.invited.count }

  /// No group is managed but those that an unfinished first run has made.
  var isFirstForGroups: Bool { managedGroups <= world.memory.beginnings.groups.count }

  /// Additions to groups that existed: not to those that are made now, or by an unfinished first run.
  func additionsToGroupsThatExisted() -> [Int] {
    let made = world.memory.beginnings.groups
    return counted { draft in
      guard draft.action == .addToGroup, draft.group >= 0 else { return false }
      if made.isEmpty { return true }
      let id = world.organization.group(Int(draft.group)).externalID
      return id.map { !made.contains($0) } ?? true
    }
  }

  /// Managed members of a group now.
  func managedMembers(ofGroup group: Int) -> Int {
    let rows = world.memberships
    return rows.range(group).count { isManaged[Int(rows.values[$0])] }
  }

  /// Positions of the drafts that count and fit: those that are held do not, but for a limit.
  func counted(_ isIncluded: (Draft) -> Bool) -> [Int] {
    drafts.list.indices.filter { number in
      let hold = drafts.list[number].hold
      return (hold == nil || hold == .limit) && isIncluded(drafts.list[number])
    }
  }

  /// Holds drafts for a limit, those that another one does not hold already.
  mutating func hold(_ numbers: [Int], for limit: LimitName) {
    for number in numbers where drafts.list[number].hold == nil {
      drafts.list[number].hold = .limit
      drafts.list[number].limit = limit
    }
  }

  /// The verdict on changes that are planned now together with those of the last 20 hours.
  ///
  /// Exceeded only by something that is planned now.
  func verdict(
    _ name: LimitName,
    planned: [Int],
    base: Int,
    allowance: LimitSettings.Allowance,
    firstFloor: Int? = nil
  ) -> LimitVerdict {
    let value = planned.count + RecentCounts.of(name, world)
    let allowed = allowance.allowed(of: base, firstFloor: firstFloor)
    return LimitVerdict(
      name: name,
      value: value,
      base: base,
      allowed: allowed,
      exceeded: !planned.isEmpty && value > (allowed ?? .max),
      examples: planned.prefix(8).compactMap { address(of: drafts.list[$0]) }
    )
  }

  func address(of draft: Draft) -> String? {
    if draft.member >= 0 {
      let member = world.organization.member(Int(draft.member))
      return member.email ?? member.id
    }
    return draft.person >= 0 ? world.directory.user(Int(draft.person)).email : nil
  }
}
