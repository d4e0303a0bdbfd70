internal import DirectoryModel
internal import HTTPTransport
internal import HTTPTypes
internal import JSONReader
internal import Synchronization

/// Many invitations in one request (the contract's section 8).
extension BitwardenTarget {
  /// People in one request: more the cloud does not take.
  static var importSize: Int { 2000 }

  /// Bytes of one request: a little below the 28.6 MiB that a server's own web server takes.
  static var importBytes: Int { 28 << 20 }

  /// Cuts invitations up into imports, by number and by bytes.
  func importBatches(of steps: [ApplyStep]) -> [[ApplyStep]] {
    var batches: [[ApplyStep]] = []
    var bytes = 0
    for step in steps {
      let size = step.change.importedBytes
      let isFull = bytes + size > Self.importBytes || batches.last?.count == Self.importSize
      if batches.isEmpty || isFull {
        batches.append([])
        bytes = 0
      }
      batches[batches.count - 1].append(step)
      bytes += size
    }
    return batches
  }

  /// Invites or stages everybody of a batch; memberships follow in their own stage.
  ///
  /// Staging is tried on one person first: a server without it would invite everybody instead.
  func importInvitations(_ steps: [ApplyStep]) async -> [ChangeOutcome] {
    await importGate.enter()
    defer { importGate.leave() }
    guard settings.stagesNewMembers else { return await importOnce(steps) }
    var outcomes: [ChangeOutcome] = []
    var rest = steps[...]
    if staging.withLock({ $0 == .untried }), let first = rest.popFirst() {
      outcomes += await importOnce([first])
    }
    switch staging.withLock({ $0 }) {
    case .works: return rest.isEmpty ? outcomes : outcomes + (await importOnce(Array(rest)))
    case .untried:
      return outcomes
        + rest.map {
          ChangeOutcome($0.number, .notAttempted, message: "staging could not be tried")
        }
    case .invitesInstead:
      let failure = BitwardenFailure.unsupported(
        "the server invites new people instead of staging them: set 'organization.newMembers' to \"invite\", or switch its feature flag on"
      )
      return outcomes + rest.map { ChangeOutcome($0.number, failure) }
    }
  }

  /// An import tells nothing and can be done in part, and it would link a member without external id who has
  /// one of the addresses: so the members are looked up before it, and after it.
  private func importOnce(_ steps: [ApplyStep]) async -> [ChangeOutcome] {
    var steps = steps
    var outcomes: [ChangeOutcome] = []
    do throws(BitwardenFailure) {
      outcomes += settle(&steps, try await members(withAddressesOf: steps))
      if steps.isEmpty { return outcomes }
      let failure = await sendImport(steps)
      do throws(BitwardenFailure) {
        outcomes += try await settleAfterImport(&steps, failure)
      } catch {
        // What was refused was not done.
        let isSent = failure?.mayHaveBeenDone ?? true
        throw isSent ? error.afterSending : failure ?? error
      }
      return outcomes + (await left(steps, failure))
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
      "inviteUsersAfterProvisioning": JSONValue(.bool(!settings.stagesNewMembers)),
    ]
    do throws(BitwardenFailure) {
      _ = try await connection.call(.post, "/public/organization/import", body: body)
      return nil
    } catch {
      return error
    }
  }

  /// Looks up who is there after an import.
  ///
  /// Where its answer was lost the server can be at work for minutes (a proxy gives up after 90 s): it is looked at
  /// again and again until everybody is there, but nothing is sent a second time.
  private func settleAfterImport(
    _ steps: inout [ApplyStep],
    _ failure: BitwardenFailure?
  ) async throws(BitwardenFailure) -> [ChangeOutcome] {
    var outcomes: [ChangeOutcome] = []
    let waits = failure?.mayHaveBeenDone ?? false ? failure?.waitsAfterImport ?? [] : [.zero]
    for wait in waits {
      if wait > .zero { try? await clock.sleep(wait) }
      outcomes += settle(&steps, try await members(withAddressesOf: steps))
      if steps.isEmpty { break }
    }
    return outcomes
  }

  /// Takes out of `steps` whoever is a member by now.
  private func settle(
    _ steps: inout [ApplyStep],
    _ members: [String: BitwardenMember]
  ) -> [ChangeOutcome] {
    var outcomes: [ChangeOutcome] = []
    steps.removeAll { step in
      guard let email = step.change.invitedEmail, let member = members[email] else { return false }
      guard member.externalID == step.change.invitedExternalID else {
        let failure = BitwardenFailure.changedMeanwhile("somebody else invited the address")
        outcomes.append(ChangeOutcome(step.number, failure))
        return true
      }
      staging.withLock { staging in
        if member.memberStatus == .staged { staging = .works }
        if member.memberStatus == .invited, staging == .untried { staging = .invitesInstead }
      }
      outcomes.append(ChangeOutcome(step.number, .done, createdID: member.id.description))
      return true
    }
    return outcomes
  }

  /// What becomes of those whom the import left out.
  private func left(_ steps: [ApplyStep], _ failure: BitwardenFailure?) async -> [ChangeOutcome] {
    if let failure, failure.isAboutSeats, !settings.stagesNewMembers {
      return await inviteSingly(
        steps,
        because: "too few seats are left for all of them (set 'limits.seats')"
      )
    }
    switch failure {
    // Without the right to import, or with data that no import can bear (two members of one external id).
    case .refused(400, "Organization cannot use directory syncing."), .refused(500, _):
      if !settings.stagesNewMembers {
        return await inviteSingly(steps, because: "the server refuses imports")
      }
    case nil:
      return steps.map {
        ChangeOutcome($0.number, .failed, message: "the import left this person out")
      }
    default: break
    }
    return steps.map { step in
      failure.map { ChangeOutcome(step.number, $0) } ?? ChangeOutcome(step.number, .notAttempted)
    }
  }

  /// How long single invitations go on where an import was to be: a run can be ended between batches only.
  private static var longestDetour: Duration { .seconds(60) }

  /// Invites one after the other, where an import is all or nothing, until the seats are used up.
  private func inviteSingly(
    _ steps: [ApplyStep],
    because why: String
  ) async -> [ChangeOutcome] {
    let start = clock.now()
    var outcomes: [ChangeOutcome] = []
    var noSeat: BitwardenFailure?
    for step in steps {
      if let noSeat {
        outcomes.append(ChangeOutcome(step.number, noSeat))
        continue
      }
      guard clock.now() - start < Self.longestDetour else {
        let message = "\(why), and one by one it takes long: the next run goes on"
        outcomes.append(ChangeOutcome(step.number, .notAttempted, message: message))
        continue
      }
      do throws(BitwardenFailure) {
        outcomes += try await invite(step)
      } catch {
        // The others would be told the same.
        if error.isAboutSeats {
          noSeat = .unsupported(
            "\(error.message) Set 'limits.seats' to the number of seats: whoever finds none is held then"
          )
        }
        outcomes.append(ChangeOutcome(step.number, noSeat ?? error))
      }
    }
    return outcomes
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

  /// What this person takes in an import's body, escapes at their longest.
  fileprivate var importedBytes: Int {
    64 + 6 * ((invitedEmail ?? "").utf8.count + (invitedExternalID ?? "").utf8.count)
  }
}

extension BitwardenFailure {
  /// A server that said 500 by itself is done with it; one behind a proxy, or out of reach, may not be.
  fileprivate var waitsAfterImport: [Duration] {
    if case .refused(500, _) = self { return [.zero] }
    return [3, 10, 20, 30, 60, 60, 60].map { .seconds($0) }
  }
}
