/// An LDAP operation that did not succeed; nothing it returned before counts.
package struct LDAPError: Error, Equatable {
  package let kind: Kind
  /// What we were doing, to what: `bind as cn=reader,dc=example,dc=org`.
  package let action: String
  /// The server's address; nil if none was involved.
  package let server: String?
  /// What came back: the server's diagnostic text, the system's reason.
  package let detail: String?

  package enum Kind: Equatable, Sendable {
    /// What we were told to do makes no sense: an address, a filter, an empty password.
    case invalidInput
    /// No connection: refused, unknown name, no route.
    case unreachable
    case timedOut
    case cancelled
    /// TLS could not be set up.
    case tlsFailed
    /// The server's certificate is not to be trusted.
    case untrusted
    /// The connection would have been readable for anybody on the way.
    case unprotected
    /// The server, or libldap, gave this code.
    case result(LDAPResultCode)
    /// The server does not know any more how to go on with the search, and gave this code.
    case cookieRefused(LDAPResultCode)
    /// The connection was lost in the middle.
    case disconnected
    /// What came back is not LDAP, or not what was asked for.
    case malformed
    /// One answer, or all answers together, passed the limit of size.
    case tooLarge
    /// The server said success, but the answer shows that something is missing.
    case incomplete
  }

  package init(_ kind: Kind, _ action: String, server: String? = nil, detail: String? = nil) {
    self.kind = kind
    self.action = action
    self.server = server
    self.detail = detail
  }

  package var code: LDAPResultCode? {
    if case .result(let code) = kind { return code }
    return nil
  }
}

extension LDAPError {
  /// Whether a new connection and a search from its beginning may help: the connection broke, or the
  /// server lost or refused what it had begun.
  package var isBroken: Bool {
    switch kind {
    case .disconnected, .malformed, .cookieRefused: true
    case .result(let code):
      [.serverDown, .decodingError, .connectError, .busy, .unavailable].contains(code)
    default: false
    }
  }

  /// Whether another server may be tried: this one was never spoken to, or is not there for us now.
  package var isElsewhereWorthTrying: Bool {
    switch kind {
    case .unreachable, .timedOut, .tlsFailed, .untrusted: true
    default: isBroken
    }
  }
}

extension LDAPError: CustomStringConvertible {
  package var description: String { summary }

  /// Lower case, no final period: `cannot bind as cn=reader,… at ldaps://dc1…: invalidCredentials (49)`.
  package var summary: String {
    let place = server.map { " at \($0)" } ?? ""
    return "cannot \(action)\(place): \(reason)"
  }

  private var reason: String {
    let text = detail.map { Self.shortened($0) }
    func with(_ word: String) -> String { text.map { "\(word), \($0)" } ?? word }
    return switch kind {
    case .invalidInput, .unreachable, .incomplete, .unprotected: text ?? "it is not possible"
    case .timedOut: text ?? "no answer in time"
    case .cancelled: "cancelled"
    case .tlsFailed: with("TLS failed")
    case .untrusted: with("the server's certificate is not trusted")
    case .result(let code), .cookieRefused(let code): with("\(code)")
    case .disconnected: with("the connection was lost")
    case .malformed: with("the answer cannot be read")
    case .tooLarge: text ?? "the answer is too large"
    }
  }

  /// A server's text is at most a line: 300 characters, control characters as spaces.
  private static func shortened(_ text: String) -> String {
    let clean = String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix(300).map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }
      )
    )
    return clean.split(separator: " ").joined(separator: " ")
  }
}
