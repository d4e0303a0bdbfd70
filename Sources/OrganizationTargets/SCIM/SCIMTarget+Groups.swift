internal import DirectoryModel
internal import JSONReader
internal import SCIMClient
internal import Synchronization

extension SCIMTarget {
  /// Makes a group, without members: services ignore them there, or cap them.
  ///
  /// - Returns: Its id.
  func createGroup(_ change: Change) async throws(SCIMError) -> String {
    guard let group = change.group else { throw .blocked("the change names no group") }
    var members = [
      JSONValue.Member(key: "schemas", value: [JSONValue(stringLiteral: SCIMSchemaURI.group)]),
      JSONValue.Member(key: "displayName", value: JSONValue(.string(group.name))),
    ]
    if let externalID = group.externalID {
      members.append(
        JSONValue.Member(key: "externalId", value: JSONValue(.string(externalID)))
      )
    }
    let body = JSONValue(.object(members))
    let resource: SCIMResource?
    do throws(SCIMError) {
      resource = try await client.create(.groups, body)
    } catch {
      guard error.kind == .conflict || error.mayHaveHappened else { throw error }
      // Names are not unique everywhere: a blind second attempt would make a second group.
      if error.kind == .conflict {
        guard let found = try await lookUp(group) else { throw error }
        return try await linked(group, found)
      }
      let found = try await afterWrite { () throws(SCIMError) in try await lookUp(group) }
      if let found {
        return try await afterWrite { () throws(SCIMError) in try await linked(group, found) }
      }
      resource = try await client.create(.groups, body)
    }
    return try await afterWrite { () throws(SCIMError) in try await created(group, resource) }
  }

  private func created(
    _ group: GroupReference,
    _ resource: SCIMResource?
  ) async throws(SCIMError) -> String {
    let shown = resource?.externalID
    guard shown == nil || shown == group.externalID else {
      throw .blocked(
        "the service answered with another group (\(shown ?? "")): nobody is added to it"
      )
    }
    var found = resource?.id
    if found == nil { found = try await lookUp(group) }
    guard let found else {
      throw .ignored("the service accepted the new group and does not show it")
    }
    session.withLock { session in
      session.knownGroups.insert(found)
      session.emptyGroups.insert(found)
    }
    return shown == group.externalID ? found : try await linked(group, found)
  }

  /// - Returns: The id of a group that was made, now with the directory's id on it.
  private func linked(_ group: GroupReference, _ id: String) async throws(SCIMError) -> String {
    session.withLock { _ = $0.knownGroups.insert(id) }
    if let wanted = group.externalID, try await keepsExternalID(.groups, id, wanted) == false {
      try remember(.group(id: id, externalID: wanted))
    }
    return id
  }

  /// A group that was not there when the organization was read, and is the one that was to be made.
  private func lookUp(_ group: GroupReference) async throws(SCIMError) -> String? {
    var listing = SCIMClient.Listing(.groups)
    listing.leavesMembersOut = true
    let groups = try await client.list(listing) { SCIMGroupRecord($0) }
    if let externalID = group.externalID,
      let ours = groups.first(where: { $0.externalID == externalID })
    {
      return ours.id
    }
    let known = session.withLock(\.knownGroups)
    let new = groups.filter {
      $0.name == group.name && $0.externalID == nil && !known.contains($0.id)
    }
    guard new.count < 2 else {
      throw .blocked("several new groups in the service are called '\(group.name)'")
    }
    return new.first?.id
  }

  func renameGroup(_ change: Change) async throws(SCIMError) {
    let id = try groupID(change)
    guard let name = change.after?.name ?? change.group?.name else {
      throw .blocked("the change names no name")
    }
    let value = JSONValue(.string(name))
    let operation = PatchOperation(.replace, "displayName", value)
    let shown = try await write(.groups, id, [operation]) {
      $0.json.setting("displayName", to: value)
    }
    let seen = try await seen(.groups, id, shown)
    guard seen.displayName == name else {
      throw .ignored(
        "the service accepted the new name and still shows '\(seen.displayName ?? "")'"
      )
    }
  }

  /// Writes the directory's id on a group; remembers it for a service that keeps none.
  func linkGroup(_ change: Change) async throws(SCIMError) {
    let id = try groupID(change)
    guard let wanted = change.after?.externalID ?? change.group?.externalID else {
      throw .blocked("the change names no external id")
    }
    try await checkUnlinked(.groups, id, change)
    if try await keepsExternalID(.groups, id, wanted) == false {
      try remember(.group(id: id, externalID: wanted))
    }
  }

  func deleteGroup(_ change: Change) async throws(SCIMError) {
    let id = try groupID(change)
    do throws(SCIMError) {
      try await client.delete(.groups, id)
    } catch {
      guard error.kind == .notFound else { throw error }
      try remember(.group(id: id, externalID: nil))
      return
    }
    let seen = try await afterWrite { () throws(SCIMError) in
      try await look(.groups, id, shown: nil) { $0 == nil }
    }
    if seen != nil { throw .ignored("the service accepted the deletion and still shows the group") }
    try await afterWrite { () throws(SCIMError) in
      try remember(.group(id: id, externalID: nil))
    }
  }

  func groupID(_ change: Change) throws(SCIMError) -> String {
    guard let id = change.group?.id else { throw .blocked("the change names no group") }
    return id
  }
}
