internal import JSONReader

extension SandboxOrganization {
  /// POST /users (contract 14.5).
  mutating func provision(
    _ body: JSONValue,
    _ settings: SandboxSettings
  ) throws(SandboxRefusal) -> SandboxMember {
    let emails = body["emails"]?.array ?? []
    let email =
      emails.first { $0["primary"]?.bool == true }?["value"]?.string
      ?? emails.first { $0["type"]?.string == "work" }?["value"]?.string
      ?? emails.compactMap { $0["value"]?.string }.first { !$0.isEmpty }
    guard body["active"]?.bool == true, let email = email?.lowercased(), !email.isEmpty else {
      throw .scim(
        400,
        "Exception of type 'Bit.Core.Exceptions.BadRequestException' was thrown."
      )
    }
    let externalID = body["externalId"]?.string ?? body["userName"]?.string ?? makeID()
    guard
      !members.values.contains(where: {
        $0.email.lowercased() == email || $0.externalID == externalID
      })
    else { throw .scim(409, "User already exists.") }
    let stages = stagesOverSCIM && hasStagedFlag && settings.canStage
    do throws(SandboxRefusal) {
      try takeSeats(stages ? 0 : 1, settings, selfHosted: "Cannot auto scale self-host.")
    } catch {
      throw SCIMAPI.asSCIM(error)
    }
    if !stages { outbox.append(SandboxMail(kind: .invitation, email: email)) }
    return addMember(
      email: email,
      externalID: externalID,
      status: stages ? SandboxMember.Status.staged : SandboxMember.Status.invited
    )
  }

  mutating func setActive(
    _ id: String,
    _ isActive: Bool,
    _ settings: SandboxSettings
  ) throws(SandboxRefusal) {
    let isRevoked = members[id]?.status == SandboxMember.Status.revoked
    guard isActive == isRevoked else { return }
    do throws(SandboxRefusal) {
      if isActive { try restore(id, settings) } else { try revoke(id) }
    } catch {
      throw SCIMAPI.asSCIM(error, suffix: " for user \(id)")
    }
  }

  /// PATCH /users/{id}: `active` and, since 2026.3.0, `externalId`; everything else is passed over.
  mutating func patchUser(
    _ id: String,
    _ operations: [JSONValue],
    _ settings: SandboxSettings
  ) throws(SandboxRefusal) {
    for operation in operations where operation["op"]?.string?.lowercased() == "replace" {
      let value = operation["value"]
      switch operation["path"]?.string?.lowercased() {
      case "active":
        let isActive = value?.bool ?? (value?.string?.lowercased() == "true")
        try patchActive(id, isActive, settings)
      case "externalid": try patchExternalID(id, value, settings)
      case nil:
        if let active = value?["active"] {
          guard let isActive = active.bool else {
            throw .scim(500, "The requested operation requires an element of type 'Boolean'.")
          }
          try patchActive(id, isActive, settings)
        }
        if let externalID = value?["externalId"] { try patchExternalID(id, externalID, settings) }
      default: break
      }
    }
  }

  /// Revoking needs another confirmed owner, whoever is revoked.
  private mutating func patchActive(
    _ id: String,
    _ isActive: Bool,
    _ settings: SandboxSettings
  ) throws(SandboxRefusal) {
    if !isActive, !hasConfirmedOwner(otherThan: id) {
      throw .scim(400, "Organization must have at least one confirmed owner.")
    }
    try setActive(id, isActive, settings)
  }

  private mutating func patchExternalID(
    _ id: String,
    _ value: JSONValue?,
    _ settings: SandboxSettings
  ) throws(SandboxRefusal) {
    guard settings.version >= ServerVersion(2026, 3, 0) else { return }
    let externalID = value?.string
    if (externalID?.count ?? 0) > 300 {
      throw .scim(400, "ExternalId cannot exceed 300 characters.")
    }
    if let externalID,
      members.values.contains(where: {
        $0.id != id && $0.externalID?.lowercased() == externalID.lowercased()
      })
    {
      throw .scim(409, "ExternalId already exists for another user.")
    }
    updateMember(id) { $0.externalID = externalID }
  }
}
