import DirectoryModel

/// Small sides with everything in them that a listing has to cope with.
enum SampleSides {
  private static let users: [(id: String?, email: String?, name: String?, state: EntryState)] = [
    ("u-9", "zoe@example.com", "Zoë \"Z\" Nakamura", .active),
    ("U-1", "bo@example.com", "Bo\u{202e}\u{1b}[2J", .disabled),
    ("u-5", "kim2@example.com", "Kim", .active),
    ("u-5", "kim@example.com", "Kim", .active),
    (nil, nil, nil, .unknown),
    ("u-7", nil, "Gone", .deleted),
  ]

  /// Six users in an order that is not theirs, one without id, two of one id, and two groups.
  static func directory(
    hasGroups: Bool = true,
    isReversed: Bool = false
  ) throws -> DirectorySnapshot {
    var builder = DirectorySnapshotBuilder()
    if hasGroups {
      for (id, name) in [("g-2", "Sales | EMEA"), ("g-1", "Everyone")] {
        builder.addGroup(
          id: try builder.texts.append(id),
          name: try builder.texts.append(name)
        )
      }
    }
    for (id, email, name, state) in isReversed ? users.reversed() : users {
      var user = DirectorySnapshotBuilder.User()
      user.id = try builder.texts.append(id)
      user.email = try builder.texts.append(email)
      user.name = try builder.texts.append(name)
      user.state = state
      let row = builder.add(user)
      guard hasGroups else { continue }
      if id == "u-9" { builder.addMember(user: row, toGroup: 0) }
      builder.addMember(user: row, toGroup: 1)
    }
    let advisories = [
      Advisory("unusableEntry", subject: "u-9", message: "b"),
      Advisory("missing-email", subject: "u-7", message: "a"),
    ]
    builder.advisories = isReversed ? advisories.reversed() : advisories
    return builder.build(
      description: SamplePlans.hq.description,
      users: .proven,
      groups: hasGroups ? .unproven : nil,
      memberships: hasGroups ? .doubtful : nil
    )
  }

  static func memberships(_ directory: DirectorySnapshot) -> MembershipSets {
    var sets = MembershipSets(input: directory.members)
    for group in 0..<directory.groups.count {
      let set = sets.add(inputRow: group)
      sets.assign(set: set)
    }
    return sets
  }

  /// Zoë and Kim should be members; only Sales takes part.
  static func roster() throws -> Roster {
    let directory = try directory()
    return Roster(
      directory: directory,
      standings: [.member, .disabled, .merged, .member, .undecided, .deleted],
      scopeRules: [ScopeRule](repeating: .none, count: 6),
      groups: [0],
      syncsGroups: true,
      memberships: memberships(directory),
      advisories: []
    )
  }

  static func organization() throws -> OrganizationSnapshot {
    var builder = OrganizationSnapshotBuilder()
    var bo = OrganizationSnapshotBuilder.Member(
      id: try builder.texts.append("m2"),
      status: .revoked,
      role: .admin
    )
    bo.externalID = try builder.texts.append("U-1")
    bo.email = try builder.texts.append("bo@example.com")
    bo.name = try builder.texts.append("Bo\n")
    bo.priorStatus = .accepted
    let ada = OrganizationSnapshotBuilder.Member(
      id: try builder.texts.append("m1"),
      status: .confirmed,
      role: .owner
    )
    let rows = [builder.add(bo), builder.add(ada)]
    let group = builder.addGroup(
      id: try builder.texts.append("g1"),
      externalID: .none,
      name: try builder.texts.append("Everyone")
    )
    for row in rows { builder.addMembership(member: row, group: group) }
    return builder.build(identity: SamplePlans.file, capabilities: TargetCapabilities())
  }

  /// `count` users in ten groups.
  static func large(_ count: Int) throws -> DirectorySnapshot {
    var builder = DirectorySnapshotBuilder()
    for group in 0..<10 {
      let name = try builder.texts.append("group \(group)")
      builder.addGroup(id: name, name: name)
    }
    for number in 0..<count {
      var user = DirectorySnapshotBuilder.User()
      user.id = try builder.texts.append(
        "id-\(UInt32(truncatingIfNeeded: number &* 2_654_435_761))"
      )
      user.email = try builder.texts.append("user\(number)@example.com")
      user.name = try builder.texts.append("Usér \(number)")
      builder.addMember(user: builder.add(user), toGroup: number % 10)
    }
    return builder.build(
      description: SamplePlans.hq.description,
      users: .proven,
      groups: .proven,
      memberships: .proven
    )
  }
}
