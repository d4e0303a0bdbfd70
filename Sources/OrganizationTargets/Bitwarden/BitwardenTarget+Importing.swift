internal import DirectoryModel
internal import HTTPTransport
internal import HTTPTypes
internal import JSONReader

/// Many invitations in one request (the contract's section 8).
extension BitwardenTarget {
  /// People in one request: far below the 2,000 that the cloud takes, and done before proxies give up at 90 s.
  static var importSize: Int { 500 }

  /// Invites everybody of a batch by one import; memberships follow in their own stage.
  ///
  /// An import tells nothing and can be done in part, and it would link a member without external id who has
  /// one of the addresses: so the members are looked up before it, and after it.
  func importInvitations(_ steps: [ApplyStep]) async -> [ChangeOutcome] {
    await importGate.enter()
    defer { importGate.leave() }
    var steps = steps
    var outcomes: [ChangeOutcome] = []
    do throws(BitwardenFailure) {
      outcomes += settle(&steps, try await members(withAddressesOf: steps))
      if steps.isEmpty { return outcomes }
      let failure = await sendImport(steps)
      outcomes += settle(&steps, try await members(withAddressesOf: steps))
      for step in steps { outcomes += await left(step, failure) }
      return outcomes
    } catch {
      return outcomes + steps.map { ChangeOutcome($0.number, error) }
    }
  }

  /// - Returns: Why it failed, in whole or in part.
  private func sendImport(_ steps: [ApplyStep]) async -> BitwardenFailure? {
    let members = steps.map { step -> JSONValue in
      [
        "email": .optional(step.change.invitedEmail),
        "externalId": .optional(step.change.invitedExternalID),
        "deleted": false,
      ]
    }
    let body: JSONValue = [
      "groups": [],
      "members": JSONValue(.array(members)),
      "overwriteExisting": false,
      "largeImport": false,
      "inviteUsersAfterProvisioning": true,
    ]
    do throws(BitwardenFailure) {
      _ = try await connection.call(.post, "/public/organization/import", body: body)
      return nil
    } catch {
      if error.mayHaveBeenDone { try? await clock.sleep(Self.patience) }
      return error
    }
  }

  /// Takes out of `steps` whoever is a member by now.
  private func settle(
    _ steps: inout [ApplyStep],
    _ members: [String: BitwardenMember]
  ) -> [ChangeOutcome] {
    var outcomes: [ChangeOutcome] = []
    steps.removeAll { step in
      guard let email = step.change.invitedEmail, let member = members[email] else { return false }
      outcomes.append(
        member.externalID == step.change.invitedExternalID
          ? ChangeOutcome(step.number, .done, createdID: member.id.description)
          : ChangeOutcome(
            step.number,
            .changedMeanwhile("somebody else invited the address")
          )
      )
      return true
    }
    return outcomes
  }

  /// What becomes of somebody whom the import left out.
  private func left(_ step: ApplyStep, _ failure: BitwardenFailure?) async -> [ChangeOutcome] {
    switch failure {
    // Without the right to import, or with data that no import can bear (two members of one external id).
    case .refused(400, "Organization cannot use directory syncing."), .refused(500, _):
      do throws(BitwardenFailure) {
        return try await invite(step)
      } catch {
        return [ChangeOutcome(step.number, error)]
      }
    case .some(let failure): return [ChangeOutcome(step.number, failure)]
    case nil:
      return [ChangeOutcome(step.number, .failed, message: "the import left this person out")]
    }
  }

  private func members(
    withAddressesOf steps: [ApplyStep]
  ) async throws(BitwardenFailure) -> [String: BitwardenMember] {
    let wanted = Set(steps.compactMap(\.change.invitedEmail))
    let reply = try await connection.call(.get, "/public/members")
    var found: [String: BitwardenMember] = [:]
    try BitwardenList.read(reply.body) { value throws(BitwardenFailure) in
      let member = try BitwardenMember(value)
      if let email = member.email, wanted.contains(email) { found[email] = member }
    }
    return found
  }
}

extension Change {
  fileprivate var invitedEmail: String? {
    (after?.email ?? member?.email).flatMap(EmailAddress.normalized)
  }

  fileprivate var invitedExternalID: String? { after?.externalID ?? member?.externalID }
}
