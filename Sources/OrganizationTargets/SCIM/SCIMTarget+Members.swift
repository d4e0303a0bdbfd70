internal import DirectoryModel
internal import JSONReader
internal import SCIMClient
internal import Synchronization

extension SCIMTarget {
  /// Suspends somebody, or gives access back; done only when the service shows it.
  func setActive(_ change: Change, _ active: Bool) async throws(SCIMError) {
    let id = try memberID(change)
    try await setActive(id, active)
    guard active else { return }
    try await afterWrite { () throws(SCIMError) in try remember(.returned(id: id)) }
  }

  func setActive(_ id: String, _ active: Bool) async throws(SCIMError) {
    let value = JSONValue(booleanLiteral: active)
    let shown: SCIMResource?
    do throws(SCIMError) {
      // Alone in its request, so that it cannot fail for another attribute's sake.
      shown = try await write(.users, id, [PatchOperation(.replace, "active", value)]) {
        $0.json.setting("active", to: value)
      }
    } catch {
      // Who is gone has no access.
      guard error.kind == .notFound, !active else { throw error }
      return
    }
    let seen = try await afterWrite { () throws(SCIMError) in
      try await look(.users, id, shown: shown) { user in
        guard let user else { return true }
        return user.active == active || (active && user.active == nil)
      }
    }
    guard let seen else {
      if active { throw .blocked("the account is gone; the next run invites it again") }
      return
    }
    if active ? seen.active == false : seen.active != false {
      throw .ignored(
        active
          ? "the service accepted the restoration and still shows the account inactive"
          : "the service accepted the revocation and still shows the account active"
      )
    }
  }

  /// Ends a membership; a service that only deactivates counts as having done it.
  func remove(_ change: Change) async throws(SCIMError) {
    let id = try memberID(change)
    do throws(SCIMError) {
      try await client.delete(.users, id)
    } catch {
      guard error.kind == .notFound else { throw error }
      try remember(.user(id: id, externalID: nil))
      return
    }
    let seen = try await afterWrite { () throws(SCIMError) in
      try await look(.users, id, shown: nil) { $0 == nil || $0?.active == false }
    }
    guard seen == nil || seen?.active == false else {
      throw .ignored("the service accepted the removal and still shows the account active")
    }
    try await afterWrite { () throws(SCIMError) in
      try remember(seen == nil ? .user(id: id, externalID: nil) : .removed(id: id))
    }
  }

  /// Writes the directory's id on an account; remembers it for a service that keeps none.
  func link(_ change: Change) async throws(SCIMError) {
    let id = try memberID(change)
    guard let wanted = change.after?.externalID ?? change.member?.externalID else {
      throw .blocked("the change names no external id")
    }
    try await checkUnlinked(.users, id, change)
    if try await keepsExternalID(.users, id, wanted) == false {
      try remember(.user(id: id, externalID: wanted))
    }
  }

  /// Somebody may have written an external id since the plan was made.
  func checkUnlinked(
    _ endpoint: SCIMEndpoint,
    _ id: String,
    _ change: Change
  ) async throws(SCIMError) {
    guard let present = try await client.resource(endpoint, id).externalID else { return }
    let wanted = change.after?.externalID
    guard present == change.before?.externalID || present == wanted else {
      throw .blocked("it carries the external id \(present) by now: the next run decides")
    }
  }

  /// - Returns: Whether the service shows the id now; false if it shows none.
  /// - Throws: ``SCIMError`` also if it goes on to show another.
  func keepsExternalID(
    _ endpoint: SCIMEndpoint,
    _ id: String,
    _ wanted: String
  ) async throws(SCIMError) -> Bool {
    let value = JSONValue(.string(wanted))
    var shown: SCIMResource?
    do throws(SCIMError) {
      shown = try await write(endpoint, id, [PatchOperation(.replace, "externalId", value)]) {
        $0.json.setting("externalId", to: value)
      }
    } catch {
      // A service that has no such attribute may say so: then the id is ours to remember.
      guard error.isRefusal else { throw error }
    }
    if let shown, shown.externalID == wanted { return true }
    let seen = try await seen(endpoint, id, nil)
    guard let kept = seen.externalID else { return false }
    guard kept == wanted else {
      throw .ignored("the service keeps the external id \(kept) and does not take \(wanted)")
    }
    return true
  }

  /// Gives an account another address.
  func updateEmail(_ change: Change) async throws(SCIMError) {
    let id = try memberID(change)
    guard let wanted = change.after?.email else { throw .blocked("the change names no address") }
    let body = SCIMUserBody(traits, try await client.discover())
    let current = try await client.resource(.users, id)
    let shown = try await writeOneByOne(id, body.addressOperations(current, wanted)) {
      body.readdressing($0, wanted)
    }
    let seen = try await seen(.users, id, shown)
    session.withLock { $0.userNames[id] = seen.userName ?? wanted }
    guard seen.email?.lowercased() == wanted.lowercased() else {
      if seen.userName?.lowercased() == wanted.lowercased() { try remember(.notKept("email")) }
      throw .ignored("the service accepted the new address and still shows \(seen.email ?? "none")")
    }
  }

  /// Gives an account another name; a service that does not keep it is not asked again.
  func updateName(_ change: Change) async throws(SCIMError) {
    let id = try memberID(change)
    guard let wanted = change.after?.name else { throw .blocked("the change names no name") }
    let body = SCIMUserBody(traits, try await client.discover())
    let shown = try await writeOneByOne(id, body.nameOperations(wanted)) {
      body.renaming($0.json, wanted)
    }
    let seen = try await seen(.users, id, shown)
    let name = seen.personName ?? ""
    guard DisplayName.areEqual(name, wanted) else {
      // What is cut is this one name: it says nothing about the others.
      if !name.isEmpty, wanted.hasPrefix(name) {
        throw .ignored("the service accepted the new name and cuts it to '\(name)'")
      }
      try remember(.notKept("displayName"))
      throw .ignored(
        "the service accepted the new name and shows \(seen.personName ?? "none"): names are not compared from now on"
      )
    }
  }

  /// All operations in one request; after a refusal each by itself, so that one attribute does not hold up the others.
  ///
  /// - Throws: ``SCIMError`` if all were refused, or anything else went wrong.
  private func writeOneByOne(
    _ id: String,
    _ operations: [PatchOperation],
    _ edit: (SCIMResource) -> JSONValue
  ) async throws(SCIMError) -> SCIMResource? {
    let first: SCIMError
    do throws(SCIMError) {
      return try await write(.users, id, operations, edit)
    } catch {
      guard error.isRefusal, operations.count > 1, !session.withLock(\.patchFails) else {
        throw error
      }
      first = error
    }
    var shown: SCIMResource?
    var refused = 0
    for (sent, operation) in operations.enumerated() {
      do throws(SCIMError) {
        shown = try await client.patch(.users, id, [operation])
      } catch {
        guard error.isRefusal else { throw refused < sent ? error.afterWrite : error }
        refused += 1
      }
    }
    if refused == operations.count { throw first }
    return shown
  }

  func memberID(_ change: Change) throws(SCIMError) -> String {
    guard let id = change.member?.id else { throw .blocked("the change names no member") }
    return id
  }
}
