internal import DirectoryModel
internal import HTTPTransport
internal import HTTPTypes
internal import JSONReader

/// Changes of members.
extension BitwardenTarget {
  /// Invites, with the memberships that can go out in the same call.
  func invite(_ step: ApplyStep) async throws(BitwardenFailure) -> [ChangeOutcome] {
    let change = step.change
    let email = change.after?.email ?? change.member?.email ?? ""
    let externalID = change.after?.externalID ?? change.member?.externalID
    let companions = step.companions.compactMap { companion in
      companion.change.group?.id.flatMap { GUID($0) }.map { (number: companion.number, group: $0) }
    }
    var body: [JSONValue.Member] = [
      .init(key: "email", value: JSONValue(.string(email))),
      .init(key: "type", value: 2),
      .init(key: "externalId", value: .optional(externalID)),
    ]
    if !companions.isEmpty {
      body.append(.init(key: "groups", value: .ids(companions.map(\.group))))
    }
    let created = try await create("/public/members", JSONValue(.object(body))) {
      () throws(BitwardenFailure) in
      try await self.findMember(email: email, externalID: externalID)
    }
    var outcomes = [ChangeOutcome(step.number, .done, createdID: created.id.description)]
    // Whether memberships came with an invitation whose answer was lost is not known: they follow by themselves.
    if created.isAnswered {
      outcomes += companions.map { ChangeOutcome($0.number, .done) }
    }
    return outcomes
  }

  /// Writes the external id, echoing what an update would otherwise take away.
  func link(_ change: Change) async throws(BitwardenFailure) {
    let path = "/public/members/\(try memberID(change))"
    let member = try BitwardenMember(try await connection.json(path))
    let wanted = change.after?.externalID
    if member.externalID == wanted { return }
    try checkUnchanged(member, change)
    guard let collections = member.collections else {
      throw .unreadable("it does not tell which collections the member has")
    }
    _ = try await connection.call(
      .put,
      path,
      body: [
        "type": JSONValue(integerLiteral: member.type),
        "externalId": .optional(wanted),
        "collections": collections,
      ]
    )
  }

  /// Revokes or restores; that it was so already is as good as done.
  func post(
    _ change: Change,
    _ verb: String,
    alreadyDone: String
  ) async throws(BitwardenFailure) {
    let path = "/public/members/\(try memberID(change))"
    do {
      _ = try await connection.call(.post, "\(path)/\(verb)")
    } catch {
      if error == .refused(status: 400, message: alreadyDone) { return }
      guard error == .missing else { throw error }
      // No such member, or no such call: only a member who is still there tells which.
      do {
        _ = try await connection.call(.get, path)
      } catch {
        // Who is gone has no access.
        if error == .missing, change.action == .revoke { return }
        throw error
      }
      throw .unsupported("this server cannot \(verb) members; 2026.2.0 and later can")
    }
  }

  /// Ends the membership; that there is none any more is as good as done.
  func remove(_ change: Change) async throws(BitwardenFailure) {
    do {
      _ = try await connection.call(.delete, "/public/members/\(try memberID(change))")
    } catch {
      guard error == .missing else { throw error }
    }
  }

  /// A stale role would promote or demote, a stale address would link somebody else.
  private func checkUnchanged(
    _ member: BitwardenMember,
    _ change: Change
  ) throws(BitwardenFailure) {
    guard let seen = seenMember(member.id), seen == SeenMember(member) else {
      throw .changedMeanwhile("the member's role or status")
    }
    let planned = (change.member?.email).flatMap(EmailAddress.normalized)
    guard member.email == planned else { throw .changedMeanwhile("the member's address") }
    let before = change.before?.externalID ?? ""
    guard member.externalID?.nonBlank ?? "" == before else {
      throw .changedMeanwhile("the member's external id")
    }
  }

  private func findMember(
    email: String,
    externalID: String?
  ) async throws(BitwardenFailure) -> GUID? {
    let reply = try await connection.call(.get, "/public/members")
    let wanted = EmailAddress.normalized(email)
    var found: BitwardenMember?
    try BitwardenList.read(reply.body) { value throws(BitwardenFailure) in
      let member = try BitwardenMember(value)
      if member.email == wanted { found = member }
    }
    guard let found else { return nil }
    guard found.externalID == externalID else {
      throw .changedMeanwhile("somebody else invited the address")
    }
    return found.id
  }

  func memberID(_ change: Change) throws(BitwardenFailure) -> GUID {
    guard let id = change.member?.id.flatMap({ GUID($0) }) else {
      throw .changedMeanwhile("'\(change.member?.id ?? "")' is no id of a member")
    }
    return id
  }
}

extension String {
  fileprivate var nonBlank: String? { isEmpty ? nil : self }
}

extension JSONValue {
  static func optional(_ text: String?) -> JSONValue {
    text.map { JSONValue(.string($0)) } ?? nil
  }

  static func ids(_ ids: [GUID]) -> JSONValue {
    JSONValue(.array(ids.map { JSONValue(.string($0.description)) }))
  }
}
