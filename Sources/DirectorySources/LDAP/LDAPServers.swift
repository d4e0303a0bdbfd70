internal import LDAPClient

/// The servers of a source, tried in order.
struct LDAPServers: Sendable {
  private let settings: LDAPSourceSettings

  /// A server that says "busy" is asked again this often.
  private static let patience = 4

  init(_ settings: LDAPSourceSettings) {
    self.settings = settings
  }

  /// Connects to the first server that can be reached, beginning with number `first` and going round.
  ///
  /// - Parameters:
  ///   - first: Where to begin.
  ///   - only: Whether no other may be tried.
  /// - Returns: The connection, and which server it is.
  /// - Throws: ``LDAPSourceFailure``: the last server's; at once if our name or password is refused.
  func connect(
    from first: Int,
    only: Bool
  ) async throws(LDAPSourceFailure) -> (LDAPConnection, Int) {
    let count = settings.urls.count
    guard count > 0 else { throw .configuration(message: "'urls' names no server", hint: nil) }
    var failures: [LDAPError] = []
    for offset in 0..<(only ? 1 : count) {
      let number = (first + offset) % count
      do throws(LDAPSourceFailure) {
        return (try await connect(to: number), number)
      } catch {
        guard case .ldap(let failure) = error, failure.isElsewhereWorthTrying else { throw error }
        failures.append(failure)
      }
    }
    throw .ldap(Self.combined(failures))
  }

  /// Connects to one server, with patience if it is busy.
  func connect(to number: Int) async throws(LDAPSourceFailure) -> LDAPConnection {
    let settings = try connectionSettings()
    var attempt = 1
    while true {
      do throws(LDAPError) {
        let url = try LDAPURL(parsing: self.settings.urls[number])
        return try await LDAPConnection.open(url, settings: settings)
      } catch {
        guard error.code == .busy || error.code == .unavailable, attempt < Self.patience,
          !Task.isCancelled
        else { throw .ldap(error) }
      }
      await pause(attempt)
      attempt += 1
    }
  }

  /// Waits before another attempt, twice as long each time.
  func pause(_ attempt: Int) async {
    let seconds = settings.retryDelay * Double(1 << min(attempt - 1, 6))
    // A cancelled wait is followed by an attempt that is cancelled as well.
    try? await Task.sleep(for: .seconds(seconds))
  }

  /// Of several servers each one's reason.
  private static func combined(_ failures: [LDAPError]) -> LDAPError {
    guard failures.count > 1, let last = failures.last else {
      return failures.first ?? LDAPError(.unreachable, "connect")
    }
    let others = failures.dropLast().map(\.summary).joined(separator: "; ")
    let detail = [last.detail, others].compactMap(\.self).joined(separator: "; ")
    return LDAPError(last.kind, last.action, server: last.server, detail: detail)
  }

  private func connectionSettings() throws(LDAPSourceFailure) -> LDAPConnectionSettings {
    var result = LDAPConnectionSettings()
    result.startTLS = settings.startTLS
    result.caFile = settings.caFile
    result.certificateFile = settings.certificateFile
    result.keyFile = settings.keyFile
    result.verifiesCertificate = settings.verifiesCertificate
    result.acceptsUnprotected = settings.acceptsUnprotected
    result.usesSystemDefaults = settings.usesSystemDefaults
    result.timeouts = settings.timeouts
    result.bind = try bind()
    return result
  }

  private func bind() throws(LDAPSourceFailure) -> LDAPBind {
    switch settings.bind {
    case .anonymous: return .anonymous
    case .external: return .external
    case .gssapi(let ticketCache, let keytab):
      return .gssapi(ticketCache: ticketCache, keytab: keytab)
    case .simple(let dn, let password):
      do {
        return .simple(dn: dn, password: LDAPPassword(try password()))
      } catch {
        throw .secret(error)
      }
    }
  }
}
