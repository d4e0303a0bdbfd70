#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A connected stream socket, closed when it goes away unless it was handed over.
///
/// libldap is not let connect by itself: its TLS handshake would have no time limit, and its errors tell a
/// refused port from an unknown name in no way.
struct ConnectedSocket: ~Copyable {
  private let descriptor: Int32

  /// Connects within the watchdog's time for connecting, trying every address of the host.
  static func open(
    _ url: LDAPURL,
    timeouts: LDAPTimeouts,
    watchdog: Watchdog
  ) throws(LDAPError) -> ConnectedSocket {
    if let path = url.socketPath { return try open(path: path, url: url) }
    let seconds = min(timeouts.connect, watchdog.secondsLeft)
    let deadline = MonotonicTime.now + seconds
    let addresses = try HostAddresses.resolve(url, within: seconds, watchdog: watchdog)
    var failure = "no address"
    for (index, address) in addresses.enumerated() {
      let left = deadline - MonotonicTime.now
      // An address that swallows everything leaves time for the others.
      let share =
        index == addresses.count - 1 ? left : max(left / Double(addresses.count - index), 0.1)
      guard left > 0 else { break }
      let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue) | closeOnExec, 0)
      guard descriptor >= 0 else {
        failure = systemMessage(errno)
        continue
      }
      let attempt = ConnectedSocket(descriptor: descriptor)
      watchdog.watch(descriptor)
      defer { watchdog.release() }
      let outcome = attempt.connect(to: address, seconds: share)
      if let reason = watchdog.reason { throw reason.error("connect", server: "\(url)") }
      guard let outcome else { return attempt }
      failure = outcome
    }
    let isLate = failure.hasPrefix("no answer")
    throw LDAPError(
      isLate ? .timedOut : .unreachable,
      "connect",
      server: "\(url)",
      detail: isLate ? "no answer in \(timeouts.connect.shortText) s" : failure
    )
  }

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// The descriptor, whose new owner closes it.
  consuming func take() -> Int32 {
    let descriptor = descriptor
    discard self
    return descriptor
  }

  /// Whether the other end is this machine: a socket in the file system or a loopback address.
  var isLocal: Bool {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let status = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getpeername(descriptor, $0, &length)
      }
    }
    guard status == 0 else { return false }
    let family = Int32(storage.ss_family)
    return withUnsafeBytes(of: storage) { bytes in
      switch family {
      case AF_UNIX: true
      // sockaddr_in: family, port, address. sockaddr_in6: family, port, flow, address.
      case AF_INET: bytes[4] == 127
      case AF_INET6:
        bytes[8..<23].allSatisfy { $0 == 0 } && bytes[23] == 1
          || bytes[8..<18].allSatisfy { $0 == 0 } && bytes[18] == 0xff && bytes[19] == 0xff
            && bytes[20] == 127
      default: false
      }
    }
  }

  /// - Returns: Why not, or nil if it is connected.
  private borrowing func connect(to address: HostAddresses.Address, seconds: Double) -> String? {
    let flags = fcntl(descriptor, F_GETFL)
    guard fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else { return systemMessage(errno) }
    let status = address.bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.map { base in
        base.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          systemConnect(descriptor, $0, socklen_t(bytes.count))
        }
      } ?? -1
    }
    if status != 0 {
      guard errno == EINPROGRESS else { return systemMessage(errno) }
      var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      let deadline = MonotonicTime.now + seconds
      var ready: Int32 = -1
      repeat {
        let left = max(deadline - MonotonicTime.now, 0)
        ready = poll(&entry, 1, Int32(min(left * 1000 + 1, 1e9)))
      } while ready < 0 && errno == EINTR
      guard ready > 0 else { return "no answer" }
      var error: Int32 = 0
      var length = socklen_t(MemoryLayout<Int32>.size)
      getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length)
      guard error == 0 else { return systemMessage(error) }
    }
    var on: Int32 = 1
    setsockopt(
      descriptor,
      Int32(IPPROTO_TCP),
      TCP_NODELAY,
      &on,
      socklen_t(MemoryLayout<Int32>.size)
    )
    setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &on, socklen_t(MemoryLayout<Int32>.size))
    guard fcntl(descriptor, F_SETFL, flags) == 0 else { return systemMessage(errno) }
    return nil
  }

  private static func open(path: String, url: LDAPURL) throws(LDAPError) -> ConnectedSocket {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | closeOnExec, 0)
    guard descriptor >= 0 else {
      throw LDAPError(.unreachable, "connect", server: "\(url)", detail: systemMessage(errno))
    }
    let attempt = ConnectedSocket(descriptor: descriptor)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // The address's parser has seen to it that the path and its end fit.
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        systemConnect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else {
      throw LDAPError(.unreachable, "connect", server: "\(url)", detail: systemMessage(errno))
    }
    return attempt
  }
}

#if canImport(Glibc)
  private let closeOnExec = Int32(SOCK_CLOEXEC.rawValue)
#else
  private let closeOnExec: Int32 = 0
#endif

/// `connect(2)`, whose name the method has taken.
private func systemConnect(
  _ descriptor: Int32,
  _ address: UnsafePointer<sockaddr>,
  _ length: socklen_t
) -> Int32 {
  connect(descriptor, address, length)
}

/// What the system calls an error number: `Connection refused`.
func systemMessage(_ number: Int32) -> String {
  strerror(number).map { String(cString: $0) } ?? "error \(number)"
}
