internal import DirectoryModel
internal import JSONReader
internal import SCIMClient
internal import Synchronization

extension SCIMTarget {
  /// Makes an account; one that is there already is taken over if it is nobody else's.
  ///
  /// - Returns: Its id.
  func invite(_ change: Change) async throws(SCIMError) -> String {
    guard let member = change.member else { throw .blocked("the change names no member") }
    let body = SCIMUserBody(traits, try await client.discover())
      .creation(email: member.email, externalID: member.externalID, name: member.name)
    var resource: SCIMResource?
    do throws(SCIMError) {
      resource = try await client.create(.users, body)
    } catch {
      if error.kind == .conflict { return try await adopt(member, error) }
      guard error.mayHaveHappened else { throw error }
      // Whether it was made is looked up before it is sent once more.
      let found = try await afterWrite { () throws(SCIMError) in
        try await lookUp(member, isFresh: true)
      }
      if let found {
        return try await afterWrite { () throws(SCIMError) in try await takeOver(found, member) }
      }
      do throws(SCIMError) {
        resource = try await client.create(.users, body)
      } catch {
        if error.kind == .conflict { return try await adopt(member, error) }
        throw error
      }
    }
    let made = resource
    return try await afterWrite { () throws(SCIMError) in try await created(member, made) }
  }

  /// Notes what the service did not keep of a new account.
  private func created(
    _ member: MemberReference,
    _ resource: SCIMResource?
  ) async throws(SCIMError) -> String {
    var resource = resource
    if resource == nil {
      // Never guessed from `Location`, which points to the wrong host behind proxies.
      guard let found = try await lookUp(member, isFresh: true) else {
        throw .ignored("the service accepted the new account and does not show it")
      }
      resource = try await client.resource(.users, found.id)
    } else if let shown = resource, shown.userName == nil {
      resource = try await client.resource(.users, shown.id)
    }
    guard let resource else { throw .ignored("the service does not show the new account") }
    guard isAnswer(resource, to: member) else {
      throw .blocked(
        "the service answered with another account (\(resource.userName ?? resource.id)): nothing is given to it"
      )
    }
    if let wanted = member.externalID, resource.externalID != wanted {
      try remember(.user(id: resource.id, externalID: wanted))
    }
    if let name = member.name, !name.isEmpty, !traits.omitted.contains("displayName"),
      makesNames(resource, insteadOf: name)
    {
      try remember(.notKept("displayName"))
    }
    session.withLock { session in
      session.userNames[resource.id] = resource.userName ?? member.email
      session.offerSample(SCIMUserRecord(resource))
    }
    return resource.id
  }

  /// Whether a service makes the names that it shows: none, the address, or the parts put together.
  ///
  /// Any other difference, such as a name cut short, is about this one account.
  private func makesNames(_ resource: SCIMResource, insteadOf name: String) -> Bool {
    guard let shown = resource.personName else { return true }
    if DisplayName.areEqual(shown, name) { return false }
    let parts = PersonName(name)
    return shown.lowercased() == resource.userName?.lowercased()
      || shown.lowercased() == resource.email?.lowercased()
      || DisplayName.areEqual(shown, "\(parts.given) \(parts.family)")
  }

  /// Whether a new account that a service shows is the one that was sent: by its external id, else by name or address.
  private func isAnswer(_ resource: SCIMResource, to member: MemberReference) -> Bool {
    if let shown = resource.externalID { return shown == member.externalID }
    let email = member.email.lowercased()
    return resource.userName?.lowercased() == email || resource.email?.lowercased() == email
  }

  /// The service says that somebody is there already.
  private func adopt(
    _ member: MemberReference,
    _ error: SCIMError
  ) async throws(SCIMError) -> String {
    guard let found = try await lookUp(member, isFresh: false) else {
      let said = error.detail.isEmpty ? "" : " (\(error.detail))"
      throw .blocked(
        "an account with this address exists in the service and SCIM does not show it\(said): connect or delete it there"
      )
    }
    return try await takeOver(found, member)
  }

  /// - Returns: The id, now with the directory's id on it.
  private func takeOver(
    _ found: SCIMUserRecord,
    _ member: MemberReference
  ) async throws(SCIMError) -> String {
    let known = session.withLock(\.memory)
    let externalID = found.externalID ?? known.userExternalIDs[found.id]
    if let externalID, externalID != member.externalID {
      throw .blocked("the account with this address belongs to another identity (\(externalID))")
    }
    let wasRemoved = known.removedUsers.contains(found.id)
    // Who was there when the organization was read has been judged by the plan, which did not link it.
    guard wasRemoved || !session.withLock({ $0.isKnown(found.id) }) else {
      throw .blocked(
        "an account that was there before has this address (\(found.email ?? found.userName ?? found.id)): connect or rename it in the service"
      )
    }
    if found.active == false {
      // Whom this tool has deleted, and the service only deactivated, comes back; anybody else waits for a person.
      guard wasRemoved else {
        throw .blocked("the account is there and inactive: the next run reads it and decides")
      }
      try await setActive(found.id, true)
    }
    if externalID == nil, let wanted = member.externalID,
      try await keepsExternalID(.users, found.id, wanted) == false
    {
      try remember(.user(id: found.id, externalID: wanted))
    }
    if wasRemoved { try remember(.returned(id: found.id)) }
    session.withLock { $0.userNames[found.id] = found.userName ?? member.email }
    return found.id
  }

  /// Finds an account by external id, then by name or address: with filters that have proved to work, else by a
  /// listing, which is made once for all such cases unless it has to be fresh.
  ///
  /// - Throws: ``SCIMError`` also if several fit.
  private func lookUp(
    _ member: MemberReference,
    isFresh: Bool
  ) async throws(SCIMError) -> SCIMUserRecord? {
    if traits.lookup != .listing {
      if let externalID = member.externalID,
        let hit = try await find("externalId", externalID, { $0.externalID == externalID })
      {
        return hit
      }
      let email = member.email.lowercased()
      if let hit = try await find("userName", email, { $0.userName?.lowercased() == email }) {
        return hit
      }
      if traits.lookup == .filter { return nil }
    }
    var users = session.withLock(\.listing)
    if users == nil || isFresh {
      let read = try await client.list(.init(.users)) { SCIMUserRecord($0) }
      session.withLock { $0.listing = read }
      users = read
    }
    return try Self.match(member, among: users ?? [])
  }

  /// One filtered question, if the service answers such questions truly.
  private func find(
    _ attribute: String,
    _ value: String,
    _ isRight: (SCIMUserRecord) -> Bool
  ) async throws(SCIMError) -> SCIMUserRecord? {
    guard EqualityFilter.isTrustworthy(value), try await verdict(attribute) == .works else {
      return nil
    }
    let page: SCIMListPage
    do throws(SCIMError) {
      page = try await client.find(.users, EqualityFilter(attribute, value).text)
    } catch {
      // What has worked for somebody else may be refused for this value: a listing tells.
      guard error.isRefusal else { throw error }
      return nil
    }
    let hits = page.resources.map { SCIMUserRecord($0) }.filter(isRight)
    guard hits.count < 2 else {
      throw .blocked("several accounts in the service have the \(attribute) '\(value)'")
    }
    return hits.first
  }

  /// Whether a filter on an attribute of users can be relied upon.
  func verdict(_ attribute: String) async throws(SCIMError) -> FilterVerdict {
    let sample = session.withLock(\.sample)
    let known = sample.map {
      ($0.id, attribute == "externalId" ? $0.externalID : $0.userName)
    }
    // Bitwarden looks at names only if they hold an `@`.
    let nonce =
      "probe-\(UInt64.random(in: 0 ... .max))-\(UInt64.random(in: 0 ... .max))@example.invalid"
    return try await client.verdict(on: .users, attribute, known: known, nonce: nonce)
  }

  static func match(
    _ member: MemberReference,
    among users: [SCIMUserRecord]
  ) throws(SCIMError) -> SCIMUserRecord? {
    var hits: [SCIMUserRecord] = []
    if let externalID = member.externalID {
      hits = users.filter { $0.externalID == externalID }
    }
    let email = member.email.lowercased()
    if hits.isEmpty { hits = users.filter { $0.userName?.lowercased() == email } }
    if hits.isEmpty { hits = users.filter { $0.email?.lowercased() == email } }
    guard hits.count < 2 else {
      throw .blocked("several accounts in the service fit \(member.email)")
    }
    return hits.first
  }
}
