internal import DirectoryModel

/// Who joins and who leaves the groups that both sides have, against the members that are really there.
struct Memberships {
  private let world: World
  private let matching: Matching
  /// For entries that share an id: the row that stands for each, by row; empty if no entries do.
  private var representatives: [Int: Int] = [:]
  /// The group in which each member was last wanted or present, to tell without sets.
  private var wantedIn: [Int32]
  private var presentIn: [Int32]

  private init(_ world: World, _ matching: Matching) {
    self.world = world
    self.matching = matching
    wantedIn = [Int32](repeating: -1, count: world.members.count)
    presentIn = [Int32](repeating: -1, count: world.members.count)
    for (first, others) in world.directory.usersByID.others {
      let rows = [first] + others
      let chosen = Matching.representative(rows, world)
      for row in rows { representatives[row] = chosen }
    }
  }

  static func plan(
    _ world: World,
    _ matching: Matching,
    _ groups: GroupMatching,
    _ drafts: inout Drafts
  ) {
    guard world.can.canChangeMemberships else {
      drafts.tell(
        "cannotChangeMemberships",
        "groups",
        world.can.limitationNote ?? "the organization takes no changes of who is in a group"
      )
      return
    }
    var memberships = Memberships(world, matching)
    memberships.holdDoubtfulRestores(groups, &drafts)
    memberships.holdHiddenRestores(groups, &drafts)
    for position in world.roster.groups.indices where !groups.isLeftOut[position] {
      let row = groups.groupOfRoster[position]
      if row >= 0, UntouchableGroups.tell(row, world, &drafts) { continue }
      memberships.plan(position, row, gate: groups.gate[position], &drafts)
    }
  }

  /// A member loses what it should not have before it is restored; where that cannot be told, a person decides.
  private func holdDoubtfulRestores(_ groups: GroupMatching, _ drafts: inout Drafts) {
    for position in world.roster.groups.indices where !groups.isLeftOut[position] {
      let row = groups.groupOfRoster[position]
      let group = world.roster.groups[position]
      guard row >= 0, isDoubtful(group) else { continue }
      var extra: Set<Int> = []
      for member in world.memberships[row] where drafts.fates[Int(member)] == .restored {
        extra.insert(Int(member))
      }
      guard !extra.isEmpty else { continue }
      world.roster.memberships.forEachUser(ofGroup: group) { user in
        let person = representatives.isEmpty ? Int(user) : representatives[Int(user)] ?? Int(user)
        extra.remove(memberOf(person, drafts))
      }
      for member in extra { holdRestore(of: member, &drafts) }
    }
  }

  /// Whoever may be in a group that does not show its members, and should not be, waits for a person as well.
  private func holdHiddenRestores(_ groups: GroupMatching, _ drafts: inout Drafts) {
    guard !world.organization.untouchableGroups.isEmpty else { return }
    var open = Set(drafts.list.filter { $0.action == .restore }.map { Int($0.member) })
    for position in world.roster.groups.indices where !groups.isLeftOut[position] {
      let row = groups.groupOfRoster[position]
      guard row >= 0, world.organization.untouchableGroups[row] != nil, !open.isEmpty else {
        continue
      }
      var listed: Set<Int> = []
      world.roster.memberships.forEachUser(ofGroup: world.roster.groups[position]) { user in
        let person = representatives.isEmpty ? Int(user) : representatives[Int(user)] ?? Int(user)
        let member = memberOf(person, drafts)
        if open.contains(member) { listed.insert(member) }
      }
      for member in open.subtracting(listed) { holdRestore(of: member, &drafts) }
      open = listed
    }
  }

  private func holdRestore(of member: Int, _ drafts: inout Drafts) {
    let restore = Int(drafts.gate[member])
    if drafts.list[restore].hold == nil { drafts.list[restore].hold = .doubtfulGroup }
  }

  private mutating func plan(
    _ position: Int,
    _ row: Int,
    gate: Int32,
    _ drafts: inout Drafts
  ) {
    let mark = Int32(position)
    let group = world.roster.groups[position]
    let present = row < 0 ? [] : world.memberships[row]
    for member in present { presentIn[Int(member)] = mark }
    // Whoever is perhaps not there joins once more, and is still there to leave.
    if row >= 0 { for member in world.doubtfulMemberships[row] { presentIn[Int(member)] = -1 } }
    var wanted: [Int] = []
    var invited: [Int] = []
    world.roster.memberships.forEachUser(ofGroup: group) { user in
      let person = representatives.isEmpty ? Int(user) : representatives[Int(user)] ?? Int(user)
      let member = memberOf(person, drafts)
      if member >= 0 {
        wanted.append(member)
      } else if world.roster.isMember(person), drafts.invitations[person] != nil {
        invited.append(person)
      }
    }
    for member in wanted where wantedIn[member] != mark {
      wantedIn[member] = mark
      if presentIn[member] != mark { join(member, group, row, gate, &drafts) }
    }
    var last = -1
    for person in invited.sorted() where person != last {
      last = person
      var draft = Draft(.addToGroup, reason: .memberInDirectory)
      draft.person = Int32(person)
      draft.rosterGroup = Int32(group)
      draft.group = Int32(row)
      draft.requiresMember = drafts.invitations[person] ?? -1
      draft.requiresGroup = gate
      drafts.add(draft)
    }
    if isDoubtful(group) { return }
    for member in present where wantedIn[Int(member)] != mark {
      leave(Int(member), group, row, gate, &drafts)
    }
  }

  /// The member that a person is, or will be by a link; -1 for nobody.
  private func memberOf(_ person: Int, _ drafts: Drafts) -> Int {
    let matched = Int(matching.memberOfPerson[person])
    if matched >= 0 { return matched }
    return drafts.linkedMembers.isEmpty ? -1 : drafts.linkedMembers[person] ?? -1
  }

  private func join(
    _ member: Int,
    _ group: Int,
    _ row: Int,
    _ gate: Int32,
    _ drafts: inout Drafts
  ) {
    switch drafts.fates[member] {
    case .keeps, .onlyLoses, .departs: return
    case .stays, .linked, .restored: break
    }
    var draft = Draft(.addToGroup, reason: .memberInDirectory)
    draft.member = Int32(member)
    draft.person = matching.personOfMember[member]
    draft.rosterGroup = Int32(group)
    draft.group = Int32(row)
    draft.requiresMember = drafts.gate[member]
    draft.requiresGroup = gate
    drafts.add(draft)
  }

  private func leave(
    _ member: Int,
    _ group: Int,
    _ row: Int,
    _ gate: Int32,
    _ drafts: inout Drafts
  ) {
    var draft = Draft(.removeFromGroup, reason: .notMemberInDirectory)
    switch drafts.fates[member] {
    case .keeps, .departs: return
    case .stays, .onlyLoses: break
    case .linked: draft.requiresMember = drafts.gate[member]
    // Lost before the restore, and waits with it; but after it in a group that is linked only now.
    case .restored:
      if gate >= 0 {
        draft.requiresMember = drafts.gate[member]
      } else {
        draft.hold = drafts.list[Int(drafts.gate[member])].hold == nil ? nil : .dependsOn
      }
    }
    draft.member = Int32(member)
    draft.person = matching.personOfMember[member]
    draft.rosterGroup = Int32(group)
    draft.group = Int32(row)
    draft.requiresGroup = gate
    drafts.add(draft)
  }

  /// From a list that shows that members are missing nobody is taken.
  private func isDoubtful(_ group: Int) -> Bool {
    if world.isAdditionsOnly || world.directory.groups.doubtful[group] { return true }
    let reading = world.directory.readings[world.directory.reading(ofGroup: group)]
    return (reading.membershipCompleteness ?? .doubtful) == .doubtful
  }
}
