package import DirectoryModel
package import HTTPTransport
internal import SCIMClient
internal import SCIMFilter

/// The users and groups of a SCIM 2.0 service, read whole or not at all.
package struct SCIMSource: DirectorySource {
  private let settings: SCIMSourceSettings
  private let client: SCIMClient
  private let userFilter: Filter?
  private let groupFilter: Filter?
  private let preferences: [Filter]

  /// - Parameters:
  ///   - settings: Which service it is.
  ///   - transport: Sends single requests; authorization, pace and retries are wrapped around it here.
  ///   - clock: For retries and pauses.
  /// - Throws: ``SourceError`` for an address or filters that cannot be used.
  package init(
    _ settings: SCIMSourceSettings,
    transport: any HTTPTransport,
    clock: TransportClock = .system
  ) throws(SourceError) {
    self.settings = settings
    do throws(SCIMSourceFailure) {
      userFilter = try Self.filter(settings.userFilter)
      groupFilter = try Self.filter(settings.groupFilter)
      var preferences: [Filter] = []
      for text in settings.preferences.prefix(32) {
        if let filter = try Self.filter(text) { preferences.append(filter) }
      }
      self.preferences = preferences
      client = try Self.client(settings, transport, clock)
    } catch {
      throw error.sourceError(settings.name)
    }
  }

  /// Over the network.
  ///
  /// - Throws: ``SourceError`` for an address, filters or certificates that cannot be used.
  package init(_ settings: SCIMSourceSettings) throws(SourceError) {
    let transport: any HTTPTransport
    do throws(HTTPTransportError) {
      transport = try SCIMTransport.network(
        caFile: settings.caFile,
        proxy: settings.proxy,
        options: settings.options
      )
    } catch {
      throw SCIMSourceFailure.configuration(error.summary).sourceError(settings.name)
    }
    try self.init(settings, transport: transport)
  }

  package var description: SourceDescription {
    SourceDescription(
      name: settings.name,
      kind: .scim,
      provider: "scim",
      place: client.address.description
    )
  }

  package func read(
    progress: @escaping @Sendable (Int) -> Void
  ) async throws(SourceError) -> DirectorySnapshot {
    do throws(SCIMSourceFailure) {
      var reading = SCIMSourceReading(
        userFilter: userFilter,
        groupFilter: groupFilter,
        preferences: preferences
      )
      try await readUsers(&reading, progress)
      try await readGroups(&reading, progress)
      return try reading.snapshot(description)
    } catch {
      throw error.sourceError(settings.name)
    }
  }

  /// Asks for each id by itself; one that is there after all shows that the listing was not whole.
  package var canLocate: Bool { true }

  package func locate(_ ids: [String]) async throws(SourceError) -> [LocatedUser] {
    do throws(SCIMSourceFailure) {
      for id in ids where try await exists(id) {
        throw .incomplete(
          reason: "located",
          "the user \(id) is there, but the listing of users does not have it",
          hint: "Run again when nobody changes the service."
        )
      }
      return []
    } catch {
      throw error.sourceError(settings.name)
    }
  }

  private func exists(_ id: String) async throws(SCIMSourceFailure) -> Bool {
    do throws(SCIMError) {
      _ = try await client.resource(.users, id)
      return true
    } catch {
      if error.kind == .notFound { return false }
      throw .service(error)
    }
  }

  private func readUsers(
    _ reading: inout SCIMSourceReading,
    _ progress: @escaping @Sendable (Int) -> Void
  ) async throws(SCIMSourceFailure) {
    let entries: [SCIMSourceReading.User]
    do throws(SCIMError) {
      entries = try await client.list(.init(.users), progress: progress) { reading.user($0) }
    } catch {
      throw .service(error)
    }
    reading.users = entries
  }

  private func readGroups(
    _ reading: inout SCIMSourceReading,
    _ progress: @escaping @Sendable (Int) -> Void
  ) async throws(SCIMSourceFailure) {
    do throws(SCIMError) {
      guard try await client.discover().hasGroups else { return }
      var listing = SCIMClient.Listing(.groups)
      listing.leavesMembersOut = true
      let groups = try await client.list(listing) { reading.group($0) }
      let users = reading.users.count
      let members = try await client.members(
        ofGroups: groups.map(\.id),
        concurrency: settings.options.concurrency
      ) { progress(users + $0) }
      reading.groups = groups
      reading.members = members
    } catch {
      throw .service(error)
    }
  }

  private static func filter(_ text: String?) throws(SCIMSourceFailure) -> Filter? {
    guard let text else { return nil }
    do throws(FilterError) {
      return try Filter(parsing: text)
    } catch {
      throw .configuration("the filter '\(text)' cannot be understood: \(error)")
    }
  }

  private static func client(
    _ settings: SCIMSourceSettings,
    _ transport: any HTTPTransport,
    _ clock: TransportClock
  ) throws(SCIMSourceFailure) -> SCIMClient {
    let address: ServiceAddress
    do throws(HTTPTransportError) {
      address = try ServiceAddress(parsing: settings.url)
    } catch {
      throw .configuration(error.summary)
    }
    let secrets = KnownSecrets()
    return SCIMClient(
      address: address,
      transport: SCIMTransport.wrapping(
        transport,
        settings.credentials,
        secrets: secrets,
        options: settings.options,
        clock: clock
      ),
      options: settings.options,
      clock: clock,
      secrets: secrets
    )
  }
}
