internal import JSONReader

extension SandboxOrganization {
  /// POST member (contract 6.4).
  mutating func invite(
    _ model: MemberModel,
    _ settings: SandboxSettings
  ) throws(SandboxRefusal) -> SandboxMember {
    let email = model.email ?? ""
    guard !isKnown(email, settings) else {
      throw .badRequest("This user has already been invited.")
    }
    try takeSeats(
      1,
      settings,
      selfHosted: settings.hasNewInviteFlow
        ? "Cannot auto scale self-host." : "Cannot autoscale on self-hosted instance."
    )
    let groups = model.groups ?? []
    guard groups.allSatisfy({ self.groups[$0] != nil }),
      (model.collections ?? []).allSatisfy({ collections.contains($0.id) })
    else {
      throw settings.hasNewInviteFlow
        ? .badRequest("Failed to invite users")
        : .aggregate(["Failed to invite users"])
    }
    let isBlank = (model.externalID ?? "").allSatisfy(\.isWhitespace)
    let member = addMember(
      email: email.lowercased(),
      externalID: isBlank && settings.hasNewInviteFlow ? nil : model.externalID,
      type: model.type,
      status: SandboxMember.Status.invited
    )
    updateMember(member.id) { member in
      member.collections = model.collections ?? []
      member.permissions = model.permissions
    }
    for group in groups { updateGroup(group) { $0.members.insert(member.id) } }
    outbox.append(SandboxMail(kind: .invitation, email: member.email))
    return members[member.id] ?? member
  }

  /// Whether an invitation would be refused as a duplicate; databases other than SQL Server see only accounts.
  func isKnown(_ email: String, _ settings: SandboxSettings) -> Bool {
    let lowered = email.lowercased()
    return members.values.contains { member in
      switch settings.database {
      case .sqlServer: member.email.lowercased() == lowered
      case .other: member.userID != nil && member.email == email
      }
    }
  }

  /// PUT member (contract 6.5): what is left out is taken away, but for groups and permissions.
  mutating func update(_ id: String, _ model: MemberModel) throws(SandboxRefusal) {
    if model.type != SandboxMember.Role.owner, !hasConfirmedOwner(otherThan: id) {
      throw .badRequest("Organization must have at least one confirmed owner.")
    }
    if model.type == SandboxMember.Role.custom, !usesCustomPermissions {
      throw .badRequest(
        "To enable custom permissions the organization must be on an Enterprise plan."
      )
    }
    guard (model.collections ?? []).allSatisfy({ collections.contains($0.id) }),
      (model.groups ?? []).allSatisfy({ groups[$0] != nil })
    else { throw .unknownReference }
    updateMember(id) { member in
      member.type = model.type
      member.externalID = model.externalID
      member.collections = model.collections ?? []
      if let permissions = model.permissions { member.permissions = permissions }
    }
    if let wanted = model.groups { setGroups(of: id, to: Set(wanted)) }
  }

  /// Ids that are not ours are passed over.
  mutating func setGroups(of member: String, to wanted: Set<String>) {
    for id in groups.keys {
      updateGroup(id) { group in
        if wanted.contains(id) {
          group.members.insert(member)
        } else {
          group.members.remove(member)
        }
      }
    }
  }

  /// DELETE member (contract 6.7).
  mutating func remove(_ id: String) throws(SandboxRefusal) {
    guard let member = members[id] else { throw .unknownID }
    try keepOwner(member)
    deleteMember(id)
  }

  /// POST revoke (contract 6.9).
  mutating func revoke(_ id: String) throws(SandboxRefusal) {
    guard let member = members[id] else { throw .unknownID }
    guard member.status != SandboxMember.Status.revoked else {
      throw .badRequest("Already revoked.")
    }
    try keepOwner(member)
    updateMember(id) { member in
      member.priorStatus = member.status
      member.status = SandboxMember.Status.revoked
    }
  }

  private func keepOwner(_ member: SandboxMember) throws(SandboxRefusal) {
    if member.type == SandboxMember.Role.owner, !hasConfirmedOwner(otherThan: member.id) {
      throw .badRequest("Organization must have at least one confirmed owner.")
    }
  }

  /// POST reinvite (contract 6.8).
  mutating func reinvite(_ id: String) throws(SandboxRefusal) {
    guard let member = members[id] else { throw .unknownID }
    guard member.status == SandboxMember.Status.invited else {
      throw .badRequest("User invalid.")
    }
    outbox.append(SandboxMail(kind: .reinvitation, email: member.email))
  }
}
