internal import HTTPTypes

extension HTTPRequest {
  /// Where the request goes, for messages: without query, which may hold what people need not see.
  var place: String {
    let path = path.map { String($0.prefix { $0 != "?" }) } ?? ""
    return "\(scheme ?? "https")://\(authority ?? "")\(path)"
  }

  /// Whether credentials may travel: over TLS, or without leaving this machine.
  var isSafe: Bool {
    guard let host = ServiceAddress.host(of: authority ?? "") else { return false }
    return scheme == "https" || (scheme == "http" && ServiceAddress.isLoopback(host.lowercased()))
  }
}
