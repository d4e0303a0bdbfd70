internal import DirectoryModel
internal import SCIMClient
internal import SCIMFilter

/// What was read of a SCIM service, on its way to a ``DirectorySnapshot``.
struct SCIMSourceReading {
  struct User {
    let id: String
    let userName: String?
    let email: String?
    let name: String?
    let active: Bool?
    let isActivityUnclear: Bool
    let passes: Bool
    let preferences: UInt32
  }

  struct Group {
    let id: String
    let name: String?
    let passes: Bool
  }

  var users: [User] = []
  /// nil: the service has none to give.
  var groups: [Group]?
  /// By group.
  var members: [GroupMembers] = []
  private let userFilter: ResourceFilter?
  private let groupFilter: ResourceFilter?
  private let preferences: [ResourceFilter]

  init(userFilter: Filter?, groupFilter: Filter?, preferences: [Filter]) {
    self.userFilter = userFilter.map { ResourceFilter($0) }
    self.groupFilter = groupFilter.map { ResourceFilter($0) }
    self.preferences = preferences.map { ResourceFilter($0) }
  }

  func user(_ resource: SCIMResource) -> User {
    var fitting: UInt32 = 0
    for (number, filter) in preferences.enumerated() {
      var judge = filter
      if judge.fits(resource.json) { fitting |= 1 << UInt32(number) }
    }
    return User(
      id: resource.id,
      userName: resource.userName,
      email: resource.email,
      name: resource.personName ?? resource.userName,
      active: resource.active,
      isActivityUnclear: resource.isActivityUnclear,
      passes: Self.passes(userFilter, resource),
      preferences: fitting
    )
  }

  func group(_ resource: SCIMResource) -> Group {
    Group(
      id: resource.id,
      name: resource.displayName,
      passes: Self.passes(groupFilter, resource)
    )
  }

  private static func passes(_ filter: ResourceFilter?, _ resource: SCIMResource) -> Bool {
    guard var judge = filter else { return true }
    return judge.fits(resource.json)
  }

  func snapshot(
    _ description: SourceDescription
  ) throws(SCIMSourceFailure) -> DirectorySnapshot {
    var builder = DirectorySnapshotBuilder()
    do throws(ArenaFull) {
      let showsInactive = users.contains { $0.active == false }
      for user in users { try add(user, showsInactive, &builder) }
      for group in groups ?? [] { try add(group, &builder) }
    } catch {
      throw .tooLarge
    }
    try addMembers(&builder)
    return builder.build(
      description: description,
      users: .proven,
      groups: groups == nil ? nil : .proven,
      memberships: groups == nil ? nil : .proven,
      isStatusKnown: users.contains { $0.active != nil },
      attributeCounts: [
        "email": users.count { $0.email != nil },
        "displayName": users.count { $0.name != nil },
        "status": users.count { $0.active != nil },
      ]
    )
  }

  private func add(
    _ user: User,
    _ showsInactive: Bool,
    _ builder: inout DirectorySnapshotBuilder
  ) throws(ArenaFull) {
    var entry = DirectorySnapshotBuilder.User()
    entry.id = try builder.texts.append(user.id)
    entry.email = try builder.texts.append(user.email.flatMap(EmailAddress.normalized))
    entry.name = try builder.texts.append(user.name)
    entry.state = state(user, showsInactive)
    if !user.passes { entry.marks.insert(.leftOutByFilter) }
    entry.preferences = user.preferences
    builder.add(entry)
  }

  /// `active` left out means active, unless the service shows somebody who is not; a word that says neither yes nor no
  /// is no reason to give anything.
  private func state(_ user: User, _ showsInactive: Bool) -> EntryState {
    switch user.active {
    case true?: .active
    case false?: .disabled
    case nil: showsInactive || user.isActivityUnclear ? .unknown : .active
    }
  }

  private func add(
    _ group: Group,
    _ builder: inout DirectorySnapshotBuilder
  ) throws(ArenaFull) {
    builder.addGroup(
      id: try builder.texts.append(group.id),
      name: try builder.texts.append(group.name),
      leftOut: !group.passes
    )
  }

  private func addMembers(
    _ builder: inout DirectorySnapshotBuilder
  ) throws(SCIMSourceFailure) {
    let groups = groups ?? []
    let people = users.map { MemberNaming.User(id: $0.id, userName: $0.userName) }
    let naming = MemberNaming(users: people, groups: members)
    var groupRows: [String: Int] = [:]
    for (row, group) in groups.enumerated() { groupRows[group.id] = row }
    for (row, group) in groups.enumerated() {
      switch members[row] {
      case .none: break
      case .unreadable(let reason):
        throw .incomplete(
          reason: "group",
          "the group '\(group.name ?? group.id)' \(reason)",
          hint: "Check the token's rights, or run again when nobody changes the service."
        )
      case .shown(let members):
        add(members, of: group, row, naming, groupRows, &builder)
      }
    }
    guard !groups.isEmpty, members.allSatisfy({ $0 == .none }) else { return }
    // A service that shows no members of any group may have some all the same: nobody is taken out of one.
    for row in groups.indices { builder.markDoubtful(group: row) }
    builder.advisories.append(
      Advisory(
        "membersNotShown",
        subject: "groups",
        message:
          "the service shows no member of any group: nobody is taken out of a group; set groups.sync to false if it never shows them"
      )
    )
  }

  private func add(
    _ members: [SCIMMember],
    of group: Group,
    _ row: Int,
    _ naming: MemberNaming,
    _ groupRows: [String: Int],
    _ builder: inout DirectorySnapshotBuilder
  ) {
    var strangers = 0
    for member in members {
      if let user = member.isGroup ? nil : naming.row(of: member) {
        builder.addMember(user: user, toGroup: row)
      } else if let child = groupRows[member.value] {
        builder.addSubgroup(child, toGroup: row)
      } else {
        strangers += 1
        // Its members are this group's, and nobody knows them.
        if member.isGroup { builder.markDoubtful(group: row) }
      }
    }
    guard strangers > 0 else { return }
    builder.advisories.append(
      Advisory(
        "unknownGroupMembers",
        subject: group.name ?? group.id,
        message: "has \(strangers) members that the service does not list as users or groups"
      )
    )
  }
}
