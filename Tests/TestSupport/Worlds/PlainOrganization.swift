package import DirectoryModel

/// An organization in a few readable lines, to which changes can be applied.
package struct PlainOrganization: Sendable, Equatable {
  package var kind = OrganizationIdentity.Kind.file
  package var members: [Member] = []
  package var groups: [Group] = []
  package var capabilities = TargetCapabilities()
  package var untouchableGroups: [String: String] = [:]
  /// By id of a member: why it cannot be restored.
  package var restoreRefusals: [String: String] = [:]
  package var seats: OrganizationSnapshot.Seats?
  package var clockSkew: Int64?
  private var nextID = 1

  package init() {
    capabilities.emailChangeableIn = [.staged, .invited, .accepted, .confirmed]
    capabilities.canUpdateName = true
  }

  package struct Member: Sendable, Equatable {
    package var id: String
    package var externalID: String?
    package var email: String
    package var name: String?
    package var status: MemberStatus
    package var role: MemberRole
    package var prior = MemberStatus.unknown

    package init(
      _ id: String,
      _ externalID: String?,
      _ email: String,
      name: String? = nil,
      status: MemberStatus = .confirmed,
      role: MemberRole = .user,
      prior: MemberStatus = .unknown
    ) {
      self.id = id
      self.externalID = externalID
      self.email = email
      self.name = name
      self.status = status
      self.role = role
      self.prior = prior
    }
  }

  package struct Group: Sendable, Equatable {
    package var id: String
    package var externalID: String?
    package var name: String
    package var members: Set<String>

    package init(_ id: String, _ externalID: String?, _ name: String, members: Set<String> = []) {
      self.id = id
      self.externalID = externalID
      self.name = name
      self.members = members
    }
  }

  package func snapshot() throws -> OrganizationSnapshot {
    var builder = OrganizationSnapshotBuilder()
    var rows: [String: Int] = [:]
    for member in members {
      var row = OrganizationSnapshotBuilder.Member(
        id: try builder.texts.append(member.id),
        status: member.status,
        role: member.role
      )
      row.externalID = try builder.texts.append(member.externalID)
      row.email = try builder.texts.append(member.email)
      row.name = try builder.texts.append(member.name)
      row.priorStatus = member.prior
      let number = builder.add(row)
      rows[member.id] = number
      builder.restoreRefusals[number] = restoreRefusals[member.id]
    }
    for group in groups {
      let row = builder.addGroup(
        id: try builder.texts.append(group.id),
        externalID: try builder.texts.append(group.externalID),
        name: try builder.texts.append(group.name)
      )
      builder.untouchableGroups[row] = untouchableGroups[group.id]
      for member in group.members {
        if let member = rows[member] { builder.addMembership(member: member, group: row) }
      }
    }
    builder.seats = seats
    builder.clockSkew = clockSkew
    return builder.build(
      identity: OrganizationIdentity(kind: kind, id: "/test", name: nil, place: "/test"),
      capabilities: capabilities
    )
  }

  /// Does a change; ids that earlier changes made are found by external id.
  package mutating func apply(_ change: Change) {
    let member = members.firstIndex { member in
      change.member.map {
        $0.id.map { $0 == member.id } ?? ($0.externalID == member.externalID)
      } ?? false
    }
    let group = groups.firstIndex { group in
      change.group.map { $0.id.map { $0 == group.id } ?? ($0.externalID == group.externalID) }
        ?? false
    }
    switch change.action {
    case .invite: invite(change)
    case .createGroup: create(change)
    case .revoke, .restore, .remove, .link, .relink, .updateEmail, .updateName:
      if let member { apply(change, toMember: member) }
    case .renameGroup: if let group { groups[group].name = change.after?.name ?? "" }
    case .linkGroup, .relinkGroup:
      if let group { groups[group].externalID = change.after?.externalID }
    case .deleteGroup: if let group { groups.remove(at: group) }
    case .addToGroup: if let group, let member { groups[group].members.insert(members[member].id) }
    case .removeFromGroup:
      if let group, let member { groups[group].members.remove(members[member].id) }
    }
  }

  private mutating func apply(_ change: Change, toMember row: Int) {
    switch change.action {
    case .revoke:
      members[row].prior = members[row].status
      members[row].status = .revoked
    case .restore:
      members[row].status = members[row].prior == .unknown ? .invited : members[row].prior
      members[row].prior = .unknown
    case .remove:
      for group in groups.indices { groups[group].members.remove(members[row].id) }
      members.remove(at: row)
    case .link, .relink: members[row].externalID = change.after?.externalID
    case .updateEmail: members[row].email = change.after?.email ?? ""
    case .updateName: members[row].name = change.after?.name
    case .invite, .createGroup, .renameGroup, .linkGroup, .relinkGroup, .deleteGroup, .addToGroup,
      .removeFromGroup:
      break
    }
  }

  private mutating func invite(_ change: Change) {
    while members.contains(where: { $0.id == "n\(nextID)" }) { nextID += 1 }
    members.append(
      Member(
        "n\(nextID)",
        change.after?.externalID,
        change.after?.email ?? "",
        name: change.after?.name,
        status: .invited
      )
    )
  }

  private mutating func create(_ change: Change) {
    while groups.contains(where: { $0.id == "gn\(nextID)" }) { nextID += 1 }
    groups.append(Group("gn\(nextID)", change.after?.externalID, change.after?.name ?? ""))
  }
}
