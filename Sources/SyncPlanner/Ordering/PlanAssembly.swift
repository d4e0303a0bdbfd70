internal import DirectoryModel

/// Turns drafts in order of doing into changes: from here on texts stand for rows.
struct PlanAssembly {
  let world: World
  private let drafts: Drafts
  private var members: [Int32: MemberReference] = [:]
  private var groups: [Int64: GroupReference] = [:]
  /// Where each group of the directory was found.
  private var places: [Int32: String] = [:]
  private var limitHolds: [LimitName: Hold] = [:]

  static func changes(_ drafts: Drafts, _ world: World) -> [Change] {
    var assembly = PlanAssembly(world: world, drafts: drafts)
    var changes: [Change] = []
    changes.reserveCapacity(drafts.list.count)
    for number in drafts.list.indices { changes.append(assembly.change(number)) }
    // A restore waits for what its member should not have to be gone.
    for (number, draft) in drafts.list.enumerated() {
      if let restore = Dependencies.restoreBehind(draft, drafts) {
        changes[restore].requires.append(number)
      }
    }
    return changes
  }

  private init(world: World, drafts: Drafts) {
    self.world = world
    self.drafts = drafts
  }

  private mutating func change(_ number: Int) -> Change {
    let draft = drafts.list[number]
    let (before, after) = fields(draft)
    let root = draft.hold == .dependsOn ? Dependencies.root(of: number, drafts) : nil
    return Change(
      draft.action,
      reason: ChangeReason(draft.reason, detail(draft)),
      hold: draft.hold.map { hold($0, draft, root: root) },
      member: member(draft),
      group: group(draft),
      before: before,
      after: after,
      requires: requirements(draft)
    )
  }

  /// What a limit holds it holds with the same words, however many changes there are.
  private mutating func hold(_ why: Hold.Why, _ draft: Draft, root: Int?) -> Hold {
    guard why == .limit, root == nil, let limit = draft.limit else {
      return HoldTexts.hold(why, draft, world, root: root)
    }
    if let known = limitHolds[limit] { return known }
    let hold = HoldTexts.hold(why, draft, world, root: nil)
    limitHolds[limit] = hold
    return hold
  }

  private func requirements(_ draft: Draft) -> [Int] {
    if draft.requiresGroup < 0, draft.requiresMember < 0 { return [] }
    return [draft.requiresGroup, draft.requiresMember].filter { $0 >= 0 }.map(Int.init)
  }

  private mutating func member(_ draft: Draft) -> MemberReference? {
    guard draft.member >= 0 || draft.person >= 0 else { return nil }
    let key = draft.member >= 0 ? draft.member : -1 - draft.person
    if let known = members[key] { return known }
    let reference: MemberReference
    if draft.member >= 0 {
      let member = Int(draft.member)
      reference = MemberReference(
        id: text(world.members.ids[member]) ?? "",
        externalID: text(world.members.externalIDs[member]),
        email: text(world.members.emails[member]) ?? "",
        name: user(draft, \.names) ?? text(world.members.names[member])
      )
    } else {
      reference = MemberReference(
        id: nil,
        externalID: user(draft, \.ids),
        email: user(draft, \.emails) ?? "",
        name: user(draft, \.names)
      )
    }
    members[key] = reference
    return reference
  }

  /// A text of the organization's member or group.
  private func text(_ text: Text) -> String? { world.organization.arena.string(text) }

  /// A text of the draft's person; nil if it has none.
  func user(_ draft: Draft, _ column: KeyPath<UserColumns, [Text]>) -> String? {
    guard draft.person >= 0 else { return nil }
    return world.directory.arena.string(world.directory.users[keyPath: column][Int(draft.person)])
  }

  private mutating func group(_ draft: Draft) -> GroupReference? {
    let key = SubjectRanks.groupKey(draft)
    if key == .min { return nil }
    if let known = groups[key] { return known }
    let reference: GroupReference
    if draft.group >= 0 {
      let view = world.organization.group(Int(draft.group))
      reference = GroupReference(id: view.id, externalID: view.externalID, name: view.name)
    } else {
      let view = world.directory.group(Int(draft.rosterGroup))
      reference = GroupReference(id: nil, externalID: view.id, name: view.name ?? "")
    }
    groups[key] = reference
    return reference
  }

  /// The particulars of a reason: which source, which rule, where.
  private mutating func detail(_ draft: Draft) -> String? {
    switch draft.reason {
    case .outOfScope:
      guard draft.scopeRule == .located, draft.person >= 0 else { return draft.scopeRule.key }
      return "found at \(world.directory.user(Int(draft.person)).place ?? "")"
    case .disabled, .deleted, .disabledByAddress, .inDirectory, .backInDirectory:
      if draft.rosterGroup >= 0 {
        return world.directory.group(Int(draft.rosterGroup)).reading.description.name
      }
      guard draft.person >= 0 else { return nil }
      return world.name(ofReading: world.directory.reading(ofUser: Int(draft.person)))
    case .absent: return absentFrom(draft)
    case .memberInDirectory, .notMemberInDirectory:
      guard draft.rosterGroup >= 0 else { return nil }
      if let known = places[draft.rosterGroup] { return known }
      let group = world.directory.group(Int(draft.rosterGroup))
      let place = group.place ?? group.reading.description.name
      places[draft.rosterGroup] = place
      return place
    case .removeAfter:
      let id = world.organization.member(Int(draft.member)).id
      return world.memory.revocations[id]?.at.description
    case .sameAddress, .sameName, .externalIDReplaced, .addressChanged, .nameChanged,
      .groupDeparted, .takenBack:
      return nil
    }
  }

  private func absentFrom(_ draft: Draft) -> String? {
    guard draft.member >= 0 else { return nil }
    let id = world.bytes(ofMember: world.members.externalIDs[Int(draft.member)])
    let names = world.readingsThatKnew(id).map { world.name(ofReading: $0) }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }
}
