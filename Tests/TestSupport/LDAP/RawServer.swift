#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Listens on loopback and is no LDAP server: says the same bytes to everybody, or nothing at all.
package final class RawServer: Sendable {
  private let descriptor: Int32
  package let port: UInt16

  /// Accepts connections into the kernel's queue and answers none; on every interface if asked to.
  package static func mute(everywhere: Bool = false) throws -> RawServer {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = everywhere ? 0 : UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
        guard bind(descriptor, name, length) == 0, listen(descriptor, 16) == 0 else { return false }
        return getsockname(descriptor, name, &length) == 0
      }
    }
    guard status else { throw LabProgram.Failure(description: "cannot listen on loopback") }
    return RawServer(descriptor: descriptor, port: UInt16(bigEndian: address.sin_port))
  }

  private init(descriptor: Int32, port: UInt16) {
    self.descriptor = descriptor
    self.port = port
  }

  deinit {
    close(descriptor)
  }

  /// Whether anybody has connected who was not answered.
  package var wasCalled: Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) > 0
  }

  /// Answers the next connection with `bytes` once it has said something, and keeps it open.
  package func answerOnce(_ bytes: [UInt8]) {
    let connection = accept(descriptor, nil, nil)
    guard connection >= 0 else { return }
    var heard = [UInt8](repeating: 0, count: 1024)
    _ = recv(connection, &heard, heard.count, 0)
    _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    // Until the other side has enough.
    while recv(connection, &heard, heard.count, 0) > 0 {}
    close(connection)
  }

  /// An IPv4 address of this machine that is not loopback; nil if it has none.
  package static func outsideAddress() -> String? {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { return nil }
    defer { freeifaddrs(first) }
    var next = first
    while let entry = next?.pointee {
      next = entry.ifa_next
      guard let address = entry.ifa_addr, Int32(address.pointee.sa_family) == AF_INET else {
        continue
      }
      let bytes = UnsafeRawBufferPointer(start: address, count: 16)[4..<8]
      if bytes.first != 127 { return bytes.map(String.init).joined(separator: ".") }
    }
    return nil
  }
}
