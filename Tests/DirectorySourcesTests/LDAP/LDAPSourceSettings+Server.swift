import DirectoryModel
import DirectorySources
import LDAPClient
import TestSupport

/// A moment at which no account of the tests has expired.
let testTime = Timestamp(seconds: 1_795_000_000)

extension LDAPSourceSettings {
  /// Reads a whole server of the tests as the account that may read everything.
  init(_ server: LDAPServer, url: String? = nil, as account: String? = nil) {
    self.init(name: "lab", urls: [url ?? server.url])
    let password = server.password
    bind = .simple(dn: account ?? server.reader, password: { password })
    caFile = server.authority
    users.bases = ["ou=people," + server.base]
    groups.bases = ["ou=groups," + server.base]
    retryDelay = 0.01
    timeouts = LDAPTimeouts(connect: 60, answer: 60, whole: 240)
  }

  func read() async throws -> DirectorySnapshot {
    try await LDAPSource(self, now: { testTime }).read { _ in }
  }

  func locate(_ ids: [String]) async throws -> [LocatedUser] {
    try await LDAPSource(self, now: { testTime }).locate(ids)
  }
}
