/// How to reach a server and who we are; values that were checked.
package struct LDAPConnectionSettings: Sendable {
  package var startTLS = false
  /// PEM; nil: the system's bundle of authorities.
  package var caFile: String?
  /// The client's certificate and key, PEM, for an external bind.
  package var certificateFile: String?
  package var keyFile: String?
  package var verifiesCertificate = true
  /// Reads without protection outside of this machine are let pass.
  package var acceptsUnprotected = false
  package var usesSystemDefaults = false
  package var bind = LDAPBind.anonymous
  package var timeouts = LDAPTimeouts()
  /// The largest answer of a server that is taken in, in bytes: one entry, one result.
  package var maximumEntrySize = 64 << 20

  package init() {}
}

/// Time limits in seconds.
package struct LDAPTimeouts: Sendable, Equatable {
  /// To look the name up and to connect, over all addresses of one server.
  package var connect: Double
  /// For the TLS handshake, for the bind, and between two answers of a search.
  package var answer: Double
  /// From opening the connection to its end.
  package var whole: Double

  package init(connect: Double = 10, answer: Double = 60, whole: Double = 1800) {
    self.connect = connect
    self.answer = answer
    self.whole = whole
  }
}

/// How to authenticate.
package enum LDAPBind: Sendable, Equatable {
  case anonymous
  case simple(dn: String, password: LDAPPassword)
  /// By the client's certificate, or as the calling user over `ldapi`.
  case external
  /// By a Kerberos ticket: from `ticketCache`, or fetched with `keytab`; nil: as the environment says.
  case gssapi(ticketCache: String?, keytab: String?)

  /// Who that is, for messages.
  package var name: String {
    switch self {
    case .anonymous: "nobody (anonymous)"
    case .simple(let dn, _): dn
    case .external: "the owner of the certificate or the process (EXTERNAL)"
    case .gssapi: "the owner of the Kerberos ticket (GSSAPI)"
    }
  }
}

/// A password, which no description shows.
package struct LDAPPassword: Sendable, Equatable {
  let value: String

  package init(_ value: String) {
    self.value = value
  }
}

extension LDAPPassword: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "<redacted>" }
  package var debugDescription: String { "<redacted>" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
