internal import DirectoryModel

/// Turns drafts in order of doing into changes: from here on texts stand for rows.
struct PlanAssembly {
  private let world: World
  private let drafts: Drafts
  private var members: [Int32: MemberReference] = [:]
  private var groups: [Int64: GroupReference] = [:]

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
      hold: draft.hold.map { HoldTexts.hold($0, draft, world, root: root) },
      member: member(draft),
      group: group(draft),
      before: before,
      after: after,
      requires: [draft.requiresGroup, draft.requiresMember].filter { $0 >= 0 }.map(Int.init)
    )
  }

  private mutating func member(_ draft: Draft) -> MemberReference? {
    if draft.member >= 0 {
      if let known = members[draft.member] { return known }
      let view = world.organization.member(Int(draft.member))
      let name = draft.person >= 0 ? world.directory.user(Int(draft.person)).displayName : nil
      let reference = MemberReference(
        id: view.id,
        externalID: view.externalID,
        email: view.email ?? "",
        name: name ?? view.name
      )
      members[draft.member] = reference
      return reference
    }
    guard draft.person >= 0 else { return nil }
    let key = -1 - draft.person
    if let known = members[key] { return known }
    let user = world.directory.user(Int(draft.person))
    let reference = MemberReference(
      id: nil,
      externalID: user.id,
      email: user.email ?? "",
      name: user.displayName
    )
    members[key] = reference
    return reference
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

  private func fields(_ draft: Draft) -> (before: ChangedFields?, after: ChangedFields?) {
    let member = draft.member >= 0 ? world.organization.member(Int(draft.member)) : nil
    let user = draft.person >= 0 ? world.directory.user(Int(draft.person)) : nil
    let group = draft.group >= 0 ? world.organization.group(Int(draft.group)) : nil
    let source = draft.rosterGroup >= 0 ? world.directory.group(Int(draft.rosterGroup)) : nil
    switch draft.action {
    case .invite:
      return (
        nil,
        ChangedFields(email: user?.email, name: user?.displayName, externalID: user?.id)
      )
    case .link, .relink:
      return (
        member?.externalID.map { ChangedFields(externalID: $0) },
        ChangedFields(externalID: user?.id)
      )
    case .restore:
      let prior = member?.priorStatus ?? .unknown
      return (
        ChangedFields(status: .revoked),
        prior == .unknown ? nil : ChangedFields(status: prior)
      )
    case .revoke:
      return (ChangedFields(status: member?.status), ChangedFields(status: .revoked))
    case .remove: return (ChangedFields(status: member?.status), nil)
    case .updateEmail:
      return (ChangedFields(email: member?.email), ChangedFields(email: user?.email))
    case .updateName:
      return (member?.name.map { ChangedFields(name: $0) }, ChangedFields(name: user?.displayName))
    case .createGroup:
      return (nil, ChangedFields(name: source?.name, externalID: source?.id))
    case .renameGroup: return (ChangedFields(name: group?.name), ChangedFields(name: source?.name))
    case .linkGroup, .relinkGroup:
      return (
        group?.externalID.map { ChangedFields(externalID: $0) },
        ChangedFields(externalID: source?.id)
      )
    case .deleteGroup: return (ChangedFields(name: group?.name), nil)
    case .addToGroup, .removeFromGroup: return (nil, nil)
    }
  }

  /// The particulars of a reason: which source, which rule, where.
  private func detail(_ draft: Draft) -> String? {
    switch draft.reason {
    case .outOfScope:
      guard draft.scopeRule == .located, draft.person >= 0 else { return draft.scopeRule.key }
      return "found at \(world.directory.user(Int(draft.person)).place ?? "")"
    case .disabled, .deleted, .disabledByAddress, .inDirectory, .backInDirectory:
      if draft.rosterGroup >= 0 {
        return world.directory.group(Int(draft.rosterGroup)).reading.description.name
      }
      guard draft.person >= 0 else { return nil }
      return world.directory.user(Int(draft.person)).reading.description.name
    case .absent: return absentFrom(draft)
    case .memberInDirectory, .notMemberInDirectory:
      guard draft.rosterGroup >= 0 else { return nil }
      let group = world.directory.group(Int(draft.rosterGroup))
      return group.place ?? group.reading.description.name
    case .removeAfter:
      let id = world.organization.member(Int(draft.member)).id
      return world.memory.revocations[id].map { "revoked at \($0.at)" }
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
