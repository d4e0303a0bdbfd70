/// Which server the sandbox is: version, database, and how it behaves on the wire.
package struct SandboxSettings: Sendable {
  package var kind = Kind.bitwarden
  package var version = ServerVersion(2026, 8, 0)
  package var database = Database.sqlServer
  /// Bitwarden's cloud: rate limits, seats that can be bought, a subscription to read.
  package var isCloud = false
  /// Lists come in another order each time, as the server's SQL has no ORDER BY.
  package var shufflesLists = true
  /// Each answer takes at least so long.
  package var latency = Duration.zero
  /// The `Date` of answers that do not go over the network; over it they carry this machine's.
  package var date: String?
  /// Of ids, tokens and the order of lists.
  package var seed: UInt64 = 1

  package enum Kind: Sendable {
    case bitwarden
    case vaultwarden
  }

  /// SQL Server, or PostgreSQL, MySQL and SQLite, which differ in what counts as a duplicate (contract 6.4, 6.6).
  package enum Database: Sendable {
    case sqlServer
    case other
  }

  package init() {}

  package init(_ profile: Profile) {
    switch profile {
    case .current: break
    case .beforeRevoke: version = ServerVersion(2026, 1, 0)
    case .beforeCollections: version = ServerVersion(2025, 10, 1)
    case .otherDatabase: database = .other
    case .vaultwarden:
      kind = .vaultwarden
      version = ServerVersion(2026, 6, 0)
    }
  }

  /// Servers that are worth testing against; the names are those of `bitwarden-sandbox --profile`.
  package enum Profile: String, Sendable, CaseIterable {
    case current
    /// No revoke and restore in the Public API.
    case beforeRevoke = "before-2026.2"
    /// Further no collections in the list of members.
    case beforeCollections = "before-2025.11"
    case otherDatabase = "other-database"
    case vaultwarden
  }

  /// Since 2026.2.0.
  var canRevoke: Bool { version >= ServerVersion(2026, 2, 0) }
  /// Since 2025.11.1.
  var listsCollections: Bool { version >= ServerVersion(2025, 11, 1) }
  /// Since 2026.7.0.
  var canStage: Bool { version >= ServerVersion(2026, 7, 0) }
  /// POST member went through the older invitation flow until then.
  var hasNewInviteFlow: Bool { version > ServerVersion(2026, 6, 2) }
}

/// `YYYY.M.P`.
package struct ServerVersion: Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let patch: Int

  package init(_ year: Int, _ month: Int, _ patch: Int) {
    self.year = year
    self.month = month
    self.patch = patch
  }

  package static func < (left: ServerVersion, right: ServerVersion) -> Bool {
    (left.year, left.month, left.patch) < (right.year, right.month, right.patch)
  }

  package var description: String { "\(year).\(month).\(patch)" }
}
