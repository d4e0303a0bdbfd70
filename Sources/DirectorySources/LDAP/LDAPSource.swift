package import DirectoryModel
internal import LDAPClient
internal import Synchronization

/// A directory that is read by LDAP, whole or not at all.
package final class LDAPSource: DirectorySource {
  let settings: LDAPSourceSettings
  let now: @Sendable () -> Timestamp
  /// The server that the last read came from, by its place in the settings: look-ups go to the same one.
  private let server = Mutex(0)

  /// A broken read is begun anew on a new connection this often.
  private static let attempts = 3

  /// - Parameters:
  ///   - settings: Values that were checked.
  ///   - now: The time, by which accounts have expired or not.
  package init(_ settings: LDAPSourceSettings, now: @escaping @Sendable () -> Timestamp) {
    self.settings = settings
    self.now = now
  }

  package var description: SourceDescription {
    SourceDescription(
      name: settings.name,
      kind: .ldap,
      provider: settings.schema == "auto" ? nil : settings.schema,
      place: settings.urls.first ?? ""
    )
  }

  package func read(
    progress: @escaping @Sendable (Int) -> Void
  ) async throws(SourceError) -> DirectorySnapshot {
    let progress = ReadProgress(progress)
    do throws(LDAPSourceFailure) {
      return try await read(progress)
    } catch {
      throw error.sourceError(settings)
    }
  }

  package var canLocate: Bool { true }

  package func locate(_ ids: [String]) async throws(SourceError) -> [LocatedUser] {
    do throws(LDAPSourceFailure) {
      let servers = LDAPServers(settings)
      let connection = try await servers.connect(to: server.withLock { $0 })
      let profile = try await ServerProfile.read(connection, settings)
      var search = LocatingSearch(settings, profile, connection, try mapping(profile))
      return try await search.locate(ids)
    } catch {
      throw error.sourceError(settings)
    }
  }

  private func mapping(_ profile: ServerProfile) throws(LDAPSourceFailure) -> UserMapping {
    try UserMapping(settings, profile.schema, now: now())
  }

  /// Reads, and begins anew if the connection breaks; from another server only as long as none has given an entry.
  private func read(_ progress: ReadProgress) async throws(LDAPSourceFailure) -> DirectorySnapshot {
    let servers = LDAPServers(settings)
    var attempt = 1
    var first = 0
    while true {
      let (connection, number) = try await servers.connect(from: first, only: progress.hasBegun)
      server.withLock { $0 = number }
      do throws(LDAPSourceFailure) {
        let profile = try await ServerProfile.read(connection, settings)
        var reading = try LDAPReading(settings, profile, connection, now: now(), progress)
        return try await reading.run()
      } catch {
        guard error.isBroken, attempt < Self.attempts, !Task.isCancelled else { throw error }
        if progress.hasBegun { first = number } else { first = (number + 1) % settings.urls.count }
      }
      await servers.pause(attempt)
      attempt += 1
    }
  }
}
