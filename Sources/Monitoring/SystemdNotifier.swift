#if canImport(Glibc)
  internal import Glibc
#endif

/// Tells systemd how the service is doing: the datagrams of sd_notify(3), to the socket that `NOTIFY_SOCKET` names.
///
/// Nothing waits, and nothing fails: whoever is not listening is not told.
package struct SystemdNotifier: Sendable {
  /// The socket's name as the kernel takes it: an abstract one begins with a zero byte.
  private let name: [UInt8]

  package enum Message: Equatable, Sendable {
    case ready
    /// What `systemctl status` shows; one line.
    case status(String)
    case stopping
  }

  /// Without `NOTIFY_SOCKET`, or with one that is neither a path nor an abstract name, there is nobody to tell.
  package init?(environment: [String: String]) {
    guard let text = environment["NOTIFY_SOCKET"], let first = text.utf8.first else { return nil }
    var name = Array(text.utf8)
    switch first {
    case UInt8(ascii: "/"): break
    case UInt8(ascii: "@"): name[0] = 0
    default: return nil
    }
    // Room for the closing zero byte of a path in `sun_path` (unix(7)).
    guard name.count > 1, name.count < 108, !name.dropFirst().contains(0) else { return nil }
    self.name = name
  }

  package func send(_ messages: Message...) {
    #if canImport(Glibc)
      let text = messages.map(Self.line).joined(separator: "\n")
      let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
      guard descriptor >= 0 else { return }
      defer { close(descriptor) }
      Self.send(Array(text.utf8), to: name, descriptor)
    #endif
  }

  static func line(_ message: Message) -> String {
    switch message {
    case .ready: "READY=1"
    case .status(let text): "STATUS=\(oneLine(text))"
    case .stopping: "STOPPING=1"
    }
  }

  /// A line break would begin a field of its own.
  private static func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix(400).map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }
      )
    )
  }

  #if canImport(Glibc)
    private static func send(_ bytes: [UInt8], to name: [UInt8], _ descriptor: Int32) {
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
      let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
      // A path ends with its zero byte; an abstract name is as long as it is.
      let length = socklen_t(start + name.count + (name[0] == 0 ? 0 : 1))
      let flags = Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
          _ = sendto(descriptor, bytes, bytes.count, flags, pointer, length)
        }
      }
    }
  #endif
}
