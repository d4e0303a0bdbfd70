package import DirectoryModel
package import HTTPTransport
internal import HTTPTypes
internal import JSONReader
internal import Synchronization

/// A Bitwarden organization, read and changed by its Public API.
package final class BitwardenTarget: OrganizationTarget {
  let settings: BitwardenSettings
  let connection: BitwardenConnection
  /// For what needs no token: `GET /config`.
  private let anonymous: BitwardenConnection
  let clock: TransportClock
  /// For servers whose Public API cannot revoke.
  let scim: BitwardenSCIM?
  /// What was last read.
  private let seen = Mutex(Seen())

  /// Imports do not go on side by side.
  let importGate = OneAtATime()
  /// What came of staging so far.
  let staging = Mutex(Staging.untried)

  /// - Parameters:
  ///   - settings: Where the organization is.
  ///   - transport: Sends single requests; retries, pace and tokens are wrapped around it here.
  ///   - clock: For retries, pace and the life of tokens.
  /// - Throws: ``TargetError`` for addresses or ids that cannot be used.
  package init(
    _ settings: BitwardenSettings,
    transport: any HTTPTransport,
    clock: TransportClock = .system
  ) throws(TargetError) {
    self.settings = settings
    self.clock = clock
    let api = try Self.address(settings.apiURL)
    let secrets = KnownSecrets()
    var policy = RetryingTransport.Policy()
    let plainRule = policy.isRepeatable
    policy.isRepeatable = { request in
      let path = request.path ?? ""
      return plainRule(request) || path.hasSuffix("/revoke") || path.hasSuffix("/restore")
        || path.hasSuffix(BitwardenTokens.path)
    }
    let paced: any HTTPTransport =
      settings.isCloud
      ? PacingTransport(transport, rules: Self.publishedLimits, clock: clock) : transport
    let tokens = BitwardenTokens(
      identity: try Self.address(settings.identityURL),
      clientID: settings.clientID,
      clientSecret: settings.clientSecret,
      secrets: secrets,
      transport: RetryingTransport(paced, clock: clock, policy: policy)
    )
    let authorized = AuthorizingTransport(paced, clock: clock) { () throws(HTTPTransportError) in
      try await tokens.makeToken()
    }
    connection = BitwardenConnection(
      api: api,
      transport: RetryingTransport(authorized, clock: clock, policy: policy),
      secrets: secrets
    )
    anonymous = BitwardenConnection(
      api: api,
      transport: RetryingTransport(paced, clock: clock, policy: policy),
      secrets: secrets
    )
    if let endpoint = settings.scim {
      scim = try BitwardenSCIM(endpoint, settings, transport, clock, secrets)
    } else {
      scim = nil
    }
  }

  /// Over the network.
  ///
  /// - Throws: ``TargetError`` for addresses, ids or certificates that cannot be used.
  package convenience init(_ settings: BitwardenSettings) throws(TargetError) {
    let transport: AsyncHTTPTransport
    do throws(HTTPTransportError) {
      transport = try AsyncHTTPTransport(caFile: settings.caFile, proxy: settings.proxy)
    } catch {
      throw TargetError(category: .configuration, summary: error.summary, hint: error.hint)
    }
    try self.init(settings, transport: transport)
  }

  /// Below 60 a minute and 5 a second for each verb and path (the contract's section 11).
  private static let publishedLimits = [
    PacingTransport.Rule(count: 58, span: .seconds(60)),
    PacingTransport.Rule(count: 5, span: .milliseconds(1050)),
  ]

  package var place: String { settings.apiURL }

  package var concurrency: Int { max(1, settings.concurrency) }

  package func identify() async throws(TargetError) -> OrganizationIdentity {
    guard settings.clientID.hasPrefix("organization."),
      let id = GUID(settings.clientID.dropFirst("organization.".count))
    else {
      throw TargetError(
        category: .configuration,
        summary: "'organization.clientId' does not name an organization",
        hint: "It is \"organization.\" and the organization's id, as the web vault shows it."
      )
    }
    return OrganizationIdentity(
      kind: .bitwarden,
      id: id.description,
      name: nil,
      place: connection.api.authority
    )
  }

  package func read(
    progress: @escaping @Sendable (Int) -> Void
  ) async throws(TargetError) -> OrganizationSnapshot {
    let identity = try await identify()
    let server = try await server()
    let capabilities = server.capabilities(
      hasSCIM: scim != nil,
      stages: settings.stagesNewMembers
    )
    let reader = BitwardenReader(
      connection: connection,
      isCloud: settings.isCloud,
      concurrency: concurrency,
      clock: clock,
      progress: progress
    )
    let result = try await reader.read(identity, capabilities)
    seen.withLock { $0 = Seen(members: result.seen, canRevoke: server.canRevoke) }
    return result.snapshot
  }

  /// One member a batch; all memberships of one group in one, so that writes to a group never overlap; many
  /// invitations in imports.
  package func batches(of steps: [ApplyStep]) -> [[ApplyStep]] {
    if steps.count > settings.importAbove || settings.stagesNewMembers,
      steps.allSatisfy({ $0.change.action == .invite })
    {
      return importBatches(of: steps)
    }
    return steps.batchedByGroup
  }

  package func apply(_ batch: [ApplyStep]) async -> [ChangeOutcome] {
    if batch.allSatisfy(\.change.isMembership) { return await applyMemberships(batch) }
    if batch.count > 1 || settings.stagesNewMembers,
      batch.allSatisfy({ $0.change.action == .invite })
    {
      return await importInvitations(batch)
    }
    var outcomes: [ChangeOutcome] = []
    for step in batch {
      do throws(BitwardenFailure) {
        outcomes += try await apply(step)
      } catch {
        outcomes.append(ChangeOutcome(step.number, error))
        outcomes += step.companions.map {
          ChangeOutcome($0.number, .notAttempted, message: "the invitation failed")
        }
      }
    }
    return outcomes
  }

  /// What the member was when it was read; nil if it was not.
  func seenMember(_ id: GUID) -> SeenMember? { seen.withLock { $0.members[id] } }

  private func apply(_ step: ApplyStep) async throws(BitwardenFailure) -> [ChangeOutcome] {
    let change = step.change
    switch change.action {
    case .invite: return try await invite(step)
    case .createGroup: return [try await createGroup(step)]
    case .link, .relink: try await link(change)
    case .revoke: try await setActive(change, false)
    case .restore: try await setActive(change, true)
    case .remove: try await remove(change)
    case .renameGroup, .linkGroup, .relinkGroup: try await updateGroup(change)
    case .deleteGroup: try await deleteGroup(change)
    case .addToGroup, .removeFromGroup: return await applyMemberships([step])
    case .updateEmail, .updateName:
      throw .unsupported("members change this in their own account")
    }
    return [ChangeOutcome(step.number, .done)]
  }

  /// By the Public API, or by SCIM where that cannot.
  private func setActive(_ change: Change, _ isActive: Bool) async throws(BitwardenFailure) {
    if let scim, !seen.withLock({ $0.canRevoke }) {
      try await scim.setActive(try memberID(change), isActive)
    } else if isActive {
      try await post(change, "restore", alreadyDone: "Already active.")
    } else {
      try await post(change, "revoke", alreadyDone: "Already revoked.")
    }
  }

  private func server() async throws(TargetError) -> BitwardenServer {
    var config: JSONValue?
    do throws(BitwardenFailure) {
      config = try await anonymous.json("/config")
    } catch {
      // Without it nothing is known of the version; whether this is the API at all, the next call will tell.
      switch error {
      case .missing, .refused(400..<429, _): break
      default: throw error.targetError("read what \(place) is")
      }
    }
    let server = BitwardenServer(config)
    if let name = server.otherName {
      throw TargetError(
        summary: "\(place) is \(name), whose API cannot show members or groups",
        hint:
          "Without reading them there is no preview and no safe change. Use Bitwarden's own server."
      )
    }
    return server
  }

  static func address(_ text: String) throws(TargetError) -> ServiceAddress {
    do throws(HTTPTransportError) {
      return try ServiceAddress(parsing: text)
    } catch {
      throw TargetError(category: .configuration, summary: error.summary, hint: error.hint)
    }
  }
}

/// Whether the server stages new people when it is told to.
enum Staging: Sendable {
  case untried
  case works
  /// Its feature flag is off: it invited whom it should have staged.
  case invitesInstead
}

/// What is remembered of a read.
private struct Seen {
  /// An update must not be made on anything else.
  var members: [GUID: SeenMember] = [:]
  var canRevoke = true
}

/// What a later update must still find.
struct SeenMember: Equatable, Sendable {
  let type: Int8
  let status: Int8
}
