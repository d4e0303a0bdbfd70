internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Looks host names up, with a time limit.
enum HostAddresses {
  struct Address: Sendable {
    let family: Int32
    /// A `sockaddr`, as the system wants it.
    let bytes: [UInt8]
  }

  private enum Answer: Sendable {
    case found([Address])
    case failed(String)
  }

  /// The addresses of a host, in the system's order of preference.
  ///
  /// `getaddrinfo(3)` has no time limit: it runs on a thread of its own, which is left to itself when it takes too
  /// long.
  static func resolve(
    _ url: LDAPURL,
    within seconds: Double,
    watchdog: Watchdog
  ) throws(LDAPError) -> [Address] {
    let answer = AnswerBox()
    let host = url.host
    let port = url.port
    DispatchQueue.global().async { answer.give(lookUp(host: host, port: port)) }
    let deadline = MonotonicTime.now + seconds
    while MonotonicTime.now < deadline {
      switch answer.wait(seconds: 0.05) {
      case .found(let addresses) where !addresses.isEmpty: return addresses
      case .found:
        throw LDAPError(.unreachable, "connect", server: "\(url)", detail: "no address for \(host)")
      case .failed(let reason):
        throw LDAPError(.unreachable, "connect", server: "\(url)", detail: "\(host): \(reason)")
      case nil:
        if let reason = watchdog.reason { throw reason.error("connect", server: "\(url)") }
      }
    }
    throw LDAPError(
      .timedOut,
      "connect",
      server: "\(url)",
      detail: "the name \(host) was not found in \(seconds.shortText) s"
    )
  }

  private static func lookUp(host: String, port: UInt16) -> Answer {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV
    var first: UnsafeMutablePointer<addrinfo>?
    var status = getaddrinfo(host, String(port), &hints, &first)
    if status != 0 {
      // An address may be written out that no interface has the family of (::1 on a machine without IPv6).
      hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
      if getaddrinfo(host, String(port), &hints, &first) == 0 { status = 0 }
    }
    guard status == 0 else {
      return .failed(gai_strerror(status).map { String(cString: $0) } ?? "error \(status)")
    }
    defer { freeaddrinfo(first) }
    var addresses: [Address] = []
    var next = first
    while let info = next?.pointee {
      if let pointer = info.ai_addr {
        let bytes = UnsafeRawBufferPointer(start: pointer, count: Int(info.ai_addrlen))
        addresses.append(Address(family: info.ai_family, bytes: Array(bytes)))
      }
      next = info.ai_next
    }
    return .found(addresses)
  }

  /// Hands one answer from thread to thread.
  private final class AnswerBox: Sendable {
    private let answer = Mutex<Answer?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    func give(_ value: Answer) {
      answer.withLock { $0 = value }
      isThere.signal()
    }

    func wait(seconds: Double) -> Answer? {
      guard isThere.wait(timeout: .now() + seconds) == .success else { return nil }
      return answer.withLock { $0 }
    }
  }
}
