internal import DirectoryModel
internal import SCIMClient

/// Makes an ``OrganizationSnapshot`` of what a service listed.
struct SCIMSnapshotAssembler {
  private let users: [SCIMUserRecord]
  private let groups: [SCIMGroupRecord]
  private let memory: SCIMMemory
  private let traits: SCIMServiceTraits
  /// Rows in ``users`` by what stands in `members[].value`.
  private let naming: MemberNaming
  /// Somebody is shown as inactive.
  private let showsInactive: Bool
  /// What stands in `members[].value` for those whom this tool has deleted.
  private let removed: Set<String>
  /// `members[].value` holds user names.
  var usesUserNames: Bool { naming.usesUserNames }
  /// Groups show their members, as far as can be told: no members is believed only of such a service.
  let showsMembers: Bool
  /// A group has shown members, now or in an earlier run.
  let hasShownMembers: Bool

  init(
    _ users: [SCIMUserRecord],
    _ groups: [SCIMGroupRecord],
    _ memory: SCIMMemory,
    _ traits: SCIMServiceTraits
  ) {
    // Whom this tool has deleted, and the service shows for ever as inactive, is no member.
    let members = users.filter { $0.active != false || !memory.removedUsers.contains($0.id) }
    self.users = members
    showsInactive = users.contains { $0.active == false }
    removed = Set(
      users.filter { $0.active == false && memory.removedUsers.contains($0.id) }
        .flatMap { [$0.id, $0.userName?.lowercased()].compactMap(\.self) }
    )
    self.groups = groups
    self.memory = memory
    self.traits = traits
    let decided: Bool? =
      switch traits.memberValue {
      case .automatic: nil
      case .id: false
      case .userName: true
      }
    naming = MemberNaming(
      users: members.map { MemberNaming.User(id: $0.id, userName: $0.userName) },
      groups: groups.map(\.members),
      usesUserNames: decided
    )
    let isShown = groups.contains { if case .shown = $0.members { true } else { false } }
    let canShow =
      switch traits.membersRead {
      case .filter, .none: false
      case .resource, .listing: true
      }
    hasShownMembers = canShow && (isShown || memory.showsMembers == true)
    showsMembers = hasShownMembers || (canShow && groups.isEmpty)
  }

  mutating func snapshot(
    _ identity: OrganizationIdentity,
    _ capabilities: TargetCapabilities,
    clockSkew: Int64?
  ) throws(SCIMError) -> OrganizationSnapshot {
    var builder = OrganizationSnapshotBuilder()
    do throws(ArenaFull) {
      for user in users { try add(user, &builder) }
      for group in groups { try add(group, &builder) }
    } catch {
      throw SCIMError(.incomplete, request: identity.place, detail: error.summary)
    }
    builder.clockSkew = clockSkew
    if !showsMembers, memory.showsMembers == false, traits.membersRead == .resource {
      builder.advisories.append(
        Advisory(
          "membersNotShown",
          subject: identity.place,
          message:
            "the service accepted members of groups and shows none: what the last run wrote counts as the present; set organization.options \"members.read\" to \"none\" if that is how it is"
        )
      )
    }
    return builder.build(identity: identity, capabilities: capabilities)
  }

  private func add(
    _ user: SCIMUserRecord,
    _ builder: inout OrganizationSnapshotBuilder
  ) throws(ArenaFull) {
    var member = OrganizationSnapshotBuilder.Member(
      id: try builder.texts.append(user.id),
      status: status(user),
      role: .unknown
    )
    member.externalID =
      try builder.texts.append(user.externalID ?? memory.userExternalIDs[user.id])
    member.email = try builder.texts.append(user.email.flatMap(EmailAddress.normalized))
    member.name = try builder.texts.append(user.name)
    // There is nothing else that a restore could return to.
    if member.status == .revoked { member.priorStatus = .confirmed }
    builder.add(member)
  }

  /// `active` left out means active, unless the service shows somebody who is not.
  private func status(_ user: SCIMUserRecord) -> MemberStatus {
    switch user.active {
    case true?: .confirmed
    case false?: .revoked
    case nil: showsInactive || user.isActivityUnclear ? .unknown : .confirmed
    }
  }

  private func add(
    _ group: SCIMGroupRecord,
    _ builder: inout OrganizationSnapshotBuilder
  ) throws(ArenaFull) {
    let externalID = group.externalID ?? memory.groupExternalIDs[group.id]
    let row = builder.addGroup(
      id: try builder.texts.append(group.id),
      externalID: try builder.texts.append(externalID),
      name: try builder.texts.append(group.name)
    )
    switch group.members {
    case .none: break
    case .unreadable(let reason): builder.untouchableGroups[row] = reason
    case .shown(let members): addMembers(members, of: group, row, &builder)
    }
  }

  private func addMembers(
    _ members: [SCIMMember],
    of group: SCIMGroupRecord,
    _ row: Int,
    _ builder: inout OrganizationSnapshotBuilder
  ) {
    var strangers = 0
    var seen: Set<Int> = []
    for member in members where !member.isGroup {
      let value = usesUserNames ? member.value.lowercased() : member.value
      guard let user = naming.row(of: member) else {
        if !removed.contains(value) { strangers += 1 }
        continue
      }
      if seen.insert(user).inserted { builder.addMembership(member: user, group: row) }
    }
    guard strangers > 0 else { return }
    builder.advisories.append(
      Advisory(
        "unknownGroupMembers",
        subject: group.name,
        message:
          "has \(strangers) members that are not among the service's users (deleted ones, or nested groups): they stay as they are"
      )
    )
  }
}
