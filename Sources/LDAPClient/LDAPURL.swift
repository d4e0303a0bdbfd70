/// Where a server is: `ldap://host:port`, `ldaps://host:port` or `ldapi://%2Fpath` (RFC 4516, without DN and filter).
package struct LDAPURL: Hashable, Sendable {
  package let scheme: Scheme
  /// Without brackets; empty for `ldapi`.
  package let host: String
  /// 0 for `ldapi`.
  package let port: UInt16
  /// The socket's path, for `ldapi`.
  package let socketPath: String?

  package enum Scheme: String, Sendable {
    case ldap
    case ldaps
    case ldapi
  }

  /// - Throws: ``LDAPError`` with `.invalidInput` that says what is wrong.
  package init(parsing text: String) throws(LDAPError) {
    func refused(_ why: String) -> LDAPError {
      LDAPError(.invalidInput, "read the address '\(text)'", detail: why)
    }
    guard let separator = text.firstRange(of: "://"),
      let scheme = Scheme(rawValue: text[..<separator.lowerBound].lowercased())
    else { throw refused("it does not begin with ldaps://, ldap:// or ldapi://") }
    var rest = text[separator.upperBound...]
    if rest.hasSuffix("/") { rest.removeLast() }
    guard !rest.contains(where: { "/?#@ ".contains($0) }) else {
      throw refused("only a host and a port may follow the scheme")
    }
    self.scheme = scheme
    if scheme == .ldapi {
      guard let path = Self.decodingPercents(rest.isEmpty ? "%2Fvar%2Frun%2Fslapd%2Fldapi" : rest),
        path.utf8.count < 104, path.hasPrefix("/")
      else { throw refused("the socket's path is not an absolute one with '/' as %2F") }
      host = ""
      port = 0
      socketPath = path
      return
    }
    socketPath = nil
    let standard: UInt16 = scheme == .ldaps ? 636 : 389
    var host = rest
    var port: Substring?
    if rest.first == "[" {
      guard let end = rest.firstIndex(of: "]") else { throw refused("a bracket is not closed") }
      host = rest[rest.index(after: rest.startIndex)..<end]
      let after = rest[rest.index(after: end)...]
      guard after.isEmpty || after.first == ":" else { throw refused("the port is not a number") }
      port = after.isEmpty ? nil : after.dropFirst()
    } else if let colon = rest.lastIndex(of: ":") {
      host = rest[..<colon]
      port = rest[rest.index(after: colon)...]
      guard !host.contains(":") else { throw refused("an IPv6 address stands in brackets") }
    }
    guard !host.isEmpty, host.utf8.count <= 253 else { throw refused("it names no host") }
    guard let number = port.map({ UInt16($0) }) ?? standard, number > 0 else {
      throw refused("the port is not a number from 1 to 65535")
    }
    self.host = String(host)
    self.port = number
  }

  private static func decodingPercents(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst()?.hexDigitValue, let low = rest.popFirst()?.hexDigitValue
      else { return nil }
      bytes.append(high << 4 | low)
    }
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}

extension LDAPURL: CustomStringConvertible {
  /// The port is left out where it is the scheme's own.
  package var description: String {
    if let socketPath {
      return "ldapi://" + socketPath.split(separator: "/").map { "%2F\($0)" }.joined()
    }
    let name = host.contains(":") ? "[\(host)]" : host
    let standard: UInt16 = scheme == .ldaps ? 636 : 389
    return "\(scheme)://\(name)" + (port == standard ? "" : ":\(port)")
  }
}
