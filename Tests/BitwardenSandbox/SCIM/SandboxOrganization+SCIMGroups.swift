internal import JSONReader

extension SandboxOrganization {
  /// POST /groups (contract 14.6).
  mutating func provisionGroup(_ body: JSONValue) throws(SandboxRefusal) -> SandboxGroup {
    guard usesGroups else { throw .scim(400, "This organization cannot use groups.") }
    guard let name = body["displayName"]?.string, !name.isEmpty else {
      throw .scim(
        400,
        "Exception of type 'Bit.Core.Exceptions.BadRequestException' was thrown."
      )
    }
    let externalID = body["externalId"]?.string
    if let externalID, groups.values.contains(where: { $0.externalID == externalID }) {
      throw .scim(409, "Conflict.")
    }
    return addGroup(
      name: name,
      externalID: externalID ?? String(makeID().prefix(15)),
      members: known(body["members"])
    )
  }

  /// PUT /groups/{id}: left-out members stay.
  mutating func replaceGroup(_ id: String, _ body: JSONValue) throws(SandboxRefusal) {
    guard let name = body["displayName"]?.string else {
      throw .scim(500, "Cannot insert the value NULL into column 'Name'.")
    }
    let wanted = body["members"].map { known($0) }
    updateGroup(id) { group in
      group.name = name
      if let wanted { group.members = wanted }
    }
  }

  /// PATCH /groups/{id}: operations one by one, not as a transaction; those not understood are passed over.
  mutating func patchGroup(_ id: String, _ operations: [JSONValue]) throws(SandboxRefusal) {
    for operation in operations {
      let value = operation["value"]
      let path = operation["path"]?.string
      let bracket = path.flatMap(Self.bracketID)
      switch (operation["op"]?.string?.lowercased(), path?.lowercased()) {
      case ("replace", "members"): try setMembers(id, to: known(value))
      case ("replace", "displayname"):
        if let name = value?.string { updateGroup(id) { $0.name = name } }
      case ("replace", "externalid"), ("add", "externalid"):
        try setExternalID(id, value?.string)
      case ("replace", nil), ("add", nil):
        if let name = value?["displayName"]?.string {
          updateGroup(id) { $0.name = name }
        } else if let externalID = value?["externalId"] {
          try setExternalID(id, externalID.string)
        }
      case ("add", "members"):
        let added = known(value)
        updateGroup(id) { $0.members.formUnion(added) }
      case ("remove", "members"):
        guard value?.array != nil else { throw .scim(500, "Value cannot be null.") }
        let removed = known(value)
        updateGroup(id) { $0.members.subtract(removed) }
      case ("add", _):
        if let bracket, members[bracket] != nil { updateGroup(id) { $0.members.insert(bracket) } }
      case ("remove", _):
        guard let bracket else { continue }
        guard members[bracket] != nil else { throw .scim(404, "User not found.") }
        updateGroup(id) { $0.members.remove(bracket) }
      default: break
      }
    }
  }

  private mutating func setMembers(_ id: String, to wanted: Set<String>) throws(SandboxRefusal) {
    updateGroup(id) { $0.members = wanted }
  }

  private mutating func setExternalID(_ id: String, _ text: String?) throws(SandboxRefusal) {
    let isBlank = (text ?? "").allSatisfy(\.isWhitespace)
    if (text?.count ?? 0) > 300 { throw .scim(400, "ExternalId cannot exceed 300 characters.") }
    if let text, !isBlank,
      groups.values.contains(where: {
        $0.id != id && $0.externalID?.lowercased() == text.lowercased()
      })
    {
      throw .scim(409, "ExternalId already exists for another group.")
    }
    updateGroup(id) { $0.externalID = isBlank ? nil : text }
  }

  /// Ids of members among the values; others are passed over.
  private func known(_ value: JSONValue?) -> Set<String> {
    let ids = (value?.array ?? []).compactMap { $0["value"]?.string?.lowercased() }
    return Set(ids.filter { members[$0] != nil })
  }

  /// The id of `members[value eq "ID"]`.
  private static func bracketID(_ path: String) -> String? {
    let start = "members[value eq \""
    guard path.lowercased().hasPrefix(start), path.hasSuffix("\"]") else { return nil }
    return path.dropFirst(start.count).dropLast(2).lowercased()
  }
}
