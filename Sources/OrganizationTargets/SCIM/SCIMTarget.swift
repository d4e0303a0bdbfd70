package import DirectoryModel
package import HTTPTransport
internal import SCIMClient
internal import Synchronization

/// Any SCIM 2.0 service as the organization (`contracts/scim.md`).
///
/// What a service announces is permission to try; what it answers with 2xx is done only when it shows.
package final class SCIMTarget: OrganizationTarget {
  let settings: SCIMTargetSettings
  let traits: SCIMServiceTraits
  let client: SCIMClient
  let clock: TransportClock
  private let memoryStore: (any SCIMMemoryStore)?
  let session: Mutex<SCIMSession>
  /// Removal by value is tried by one before others use it.
  let valueGate = OneAtATime()

  /// - Parameters:
  ///   - settings: Which service it is.
  ///   - transport: Sends single requests; authorization, pace and retries are wrapped around it here.
  ///   - memory: For what the service does not keep; nil: nothing is remembered.
  ///   - clock: For retries and pauses.
  /// - Throws: ``TargetError`` for an address that cannot be used.
  package init(
    _ settings: SCIMTargetSettings,
    transport: any HTTPTransport,
    memory: (any SCIMMemoryStore)?,
    clock: TransportClock = .system
  ) throws(TargetError) {
    self.settings = settings
    self.clock = clock
    traits = settings.traits
    memoryStore = memory
    session = Mutex(SCIMSession(settings.traits))
    let secrets = KnownSecrets()
    client = SCIMClient(
      address: try settings.address(),
      transport: SCIMTransport.wrapping(
        transport,
        settings.credentials,
        secrets: secrets,
        options: settings.traits.client,
        clock: clock
      ),
      options: settings.traits.client,
      clock: clock,
      secrets: secrets
    )
  }

  /// Over the network.
  ///
  /// - Throws: ``TargetError`` for an address or certificates that cannot be used.
  package convenience init(
    _ settings: SCIMTargetSettings,
    memory: (any SCIMMemoryStore)?
  ) throws(TargetError) {
    let transport: any HTTPTransport
    do throws(HTTPTransportError) {
      transport = try SCIMTransport.network(
        caFile: settings.caFile,
        proxy: settings.proxy,
        options: settings.traits.client
      )
    } catch {
      throw TargetError(category: .configuration, summary: error.summary, hint: error.hint)
    }
    try self.init(settings, transport: transport, memory: memory)
  }

  package var place: String { client.address.description }

  package var concurrency: Int { traits.client.concurrency }

  package func identify() async throws(TargetError) -> OrganizationIdentity {
    try settings.identity()
  }

  /// One change a batch; all memberships of one group in one, so that writes to a group never overlap.
  package func batches(of steps: [ApplyStep]) -> [[ApplyStep]] {
    steps.batchedByGroup
  }

  package func apply(_ batch: [ApplyStep]) async -> [ChangeOutcome] {
    if let group = batch.first?.change.group?.id, batch.allSatisfy(\.change.isMembership) {
      return await applyMemberships(batch, group: group)
    }
    var outcomes: [ChangeOutcome] = []
    for step in batch {
      do throws(SCIMError) {
        let id = try await apply(step.change)
        outcomes.append(ChangeOutcome(step.number, .done, createdID: id))
      } catch {
        outcomes.append(ChangeOutcome(step.number, error))
      }
    }
    return outcomes
  }

  /// - Returns: The id of what was created.
  private func apply(_ change: Change) async throws(SCIMError) -> String? {
    switch change.action {
    case .invite: return try await invite(change)
    case .createGroup: return try await createGroup(change)
    case .revoke: try await setActive(change, false)
    case .restore: try await setActive(change, true)
    case .remove: try await remove(change)
    case .link, .relink: try await link(change)
    case .updateEmail: try await updateEmail(change)
    case .updateName: try await updateName(change)
    case .renameGroup: try await renameGroup(change)
    case .linkGroup, .relinkGroup: try await linkGroup(change)
    case .deleteGroup: try await deleteGroup(change)
    case .addToGroup, .removeFromGroup:
      throw .blocked("the change names no group")
    }
    return nil
  }

  // MARK: - Memory

  /// Reads what earlier runs have remembered; once.
  func loadMemory() throws(TargetError) {
    guard let memoryStore, !session.withLock(\.isMemoryLoaded) else { return }
    do {
      let memory = SCIMMemory(lines: try memoryStore.load())
      session.withLock { session in
        session.memory = memory
        session.isMemoryLoaded = true
      }
    } catch {
      let cause = (error as? any DiagnosableError)?.summary ?? "\(error)"
      throw TargetError(
        category: .state,
        summary: "cannot read what the service does not keep: \(cause)"
      )
    }
  }

  func remember(_ note: SCIMMemory.Note) throws(SCIMError) {
    let isNew = session.withLock { session in
      if session.memory.knows(note) { return false }
      session.memory.learn(note)
      return true
    }
    guard isNew, let memoryStore else { return }
    do {
      try memoryStore.append(note.line)
    } catch {
      let cause = (error as? any DiagnosableError)?.summary ?? "\(error)"
      throw .blocked("done, but what the service does not keep cannot be written down: \(cause)")
    }
  }
}
