package import HTTPTypes

/// Where a service is: scheme, host, port and path prefix, judged once.
///
/// Only https, except on this machine; no user, query or fragment, and no `..` that would leave the prefix.
package struct ServiceAddress: Equatable, Sendable {
  package let scheme: String
  /// Host and port as written, lower-cased.
  package let authority: String
  /// Without port and brackets.
  package let host: String
  /// The prefix of every path; empty, or begins with a slash and ends without one.
  package let path: String

  /// - Throws: ``HTTPTransportError`` with `refusedAddress`.
  package init(parsing text: String) throws(HTTPTransportError) {
    func refusal(_ detail: String) -> HTTPTransportError {
      HTTPTransportError(.refusedAddress(detail), place: Self.withoutUser(text))
    }
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
      throw refusal("it does not begin with https://")
    }
    scheme = text[..<colon].lowercased()
    guard scheme == "https" || scheme == "http" else {
      throw refusal("it does not begin with https://")
    }
    let rest = text[text.index(colon, offsetBy: 3)...]
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    authority = rest[..<slash].lowercased()
    guard let host = Self.host(of: authority) else { throw refusal("it names no host") }
    self.host = host
    var path = String(rest[slash...])
    while path.hasSuffix("/") { path.removeLast() }
    guard path.utf8.allSatisfy(Self.isPathByte) else {
      throw refusal("its path holds more than letters, digits and -._~/%:@")
    }
    guard !path.split(separator: "/").contains("..") else { throw refusal("its path holds '..'") }
    self.path = path
    guard scheme == "https" || Self.isLoopback(host) else {
      throw refusal("http beyond this machine")
    }
  }

  /// A request to a path below the prefix.
  ///
  /// The path begins with a slash; whatever in it came from outside is escaped already.
  package func request(_ method: HTTPRequest.Method, _ path: String) -> HTTPRequest {
    HTTPRequest(method: method, scheme: scheme, authority: authority, path: self.path + path)
  }

  /// Whether a host is this machine (127.0.0.0/8, ::1, localhost).
  package static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// The host of an authority; nil if there is none, if it carries a user, or if the port is no number.
  package static func host(of authority: String) -> String? {
    guard !authority.isEmpty, authority.utf8.allSatisfy(isHostByte) else { return nil }
    var port: Substring = ""
    var host = authority[...]
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<end]
      port = authority[authority.index(after: end)...]
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      port = authority[colon...]
    }
    if !port.isEmpty {
      guard port.hasPrefix(":"), let number = UInt16(port.dropFirst()), number > 0 else {
        return nil
      }
    }
    return host.isEmpty ? nil : String(host)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x3a, 0x5b, 0x5d, 0x5f: true
    default: byte >= 0x80
    }
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x25, 0x2d...0x2f, 0x3a, 0x40, 0x5f, 0x7e: true
    default: false
    }
  }

  /// For messages: what stands before an `@` may be a password.
  private static func withoutUser(_ text: String) -> String {
    guard let at = text.lastIndex(of: "@") else { return text }
    return "…" + text[at...]
  }
}

extension ServiceAddress: CustomStringConvertible {
  package var description: String { "\(scheme)://\(authority)\(path)" }
}
