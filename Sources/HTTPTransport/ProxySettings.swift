/// Which hosts are reached through a proxy, by the environment's usual words.
package struct ProxySettings: Equatable, Sendable {
  package let host: String
  package let port: Int
  /// nil: the proxy lets everybody through.
  package let user: String?
  package let password: String
  /// `NO_PROXY`, lower-cased.
  private let exceptions: [Substring]

  /// - Parameter environment: `HTTPS_PROXY` or `https_proxy`, `NO_PROXY` or `no_proxy`; nil comes of no proxy.
  /// - Throws: ``HTTPTransportError`` with `refusedAddress` for a proxy that is not `http://HOST:PORT`.
  package init?(environment: [String: String]) throws(HTTPTransportError) {
    let named = environment["HTTPS_PROXY"] ?? environment["https_proxy"] ?? ""
    guard !named.isEmpty else { return nil }
    func refusal(_ detail: String) -> HTTPTransportError {
      HTTPTransportError(.refusedAddress(detail), place: "HTTPS_PROXY")
    }
    var rest = named[...]
    if let mark = named.firstRange(of: "://") {
      guard named[..<mark.lowerBound].lowercased() == "http" else {
        throw refusal("only a proxy of the form http://HOST:PORT is supported")
      }
      rest = named[mark.upperBound...]
    }
    rest = rest.prefix { $0 != "/" }
    var credentials: [Substring] = []
    if let at = rest.lastIndex(of: "@") {
      credentials = rest[..<at].split(separator: ":", maxSplits: 1)
      rest = rest[rest.index(after: at)...]
    }
    guard let host = ServiceAddress.host(of: rest.lowercased()) else {
      throw refusal("it names no host, or its port is no number")
    }
    user = credentials.first.map(PercentText.decoded)
    password = credentials.count > 1 ? PercentText.decoded(credentials[1]) : ""
    self.host = host
    // What curl takes where none is named.
    port = Self.port(rest) ?? 1080
    exceptions = (environment["NO_PROXY"] ?? environment["no_proxy"] ?? "")
      .lowercased().split { $0 == "," || $0 == " " }
  }

  /// Whether a host is reached through the proxy; this machine never is.
  ///
  /// An exception is a host or a domain with all below it, with or without a dot or `*.` before it; `*` is every host.
  package func covers(_ host: String) -> Bool {
    if ServiceAddress.isLoopback(host) { return false }
    return !exceptions.contains { exception in
      if exception == "*" { return true }
      var domain = exception.hasPrefix("*.") ? exception.dropFirst(2) : exception
      if domain.hasPrefix(".") { domain = domain.dropFirst() }
      if !domain.hasPrefix("["), Self.port(domain) != nil {
        domain = domain.prefix { $0 != ":" }
      }
      return !domain.isEmpty && (host == domain || host.hasSuffix(".\(domain)"))
    }
  }

  private static func port(_ authority: Substring) -> Int? {
    let tail = authority.split(separator: "]", omittingEmptySubsequences: false).last ?? ""
    guard let colon = tail.lastIndex(of: ":"), tail.firstIndex(of: ":") == colon else { return nil }
    return UInt16(tail[tail.index(after: colon)...]).map(Int.init)
  }
}

/// Text in which `%XX` stands for a byte (RFC 3986, section 2.1).
enum PercentText {
  static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
