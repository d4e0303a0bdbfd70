import Monitoring
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc

  struct SystemdNotifierTests {
    /// Listens on a socket of this name, and returns the one datagram that `body` had sent.
    private func received(on name: String, _ body: () throws -> Void) throws -> String {
      let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
      defer { close(descriptor) }
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      var bytes = Array(name.utf8)
      if name.hasPrefix("@") { bytes[0] = 0 }
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
      let length = socklen_t(2 + bytes.count + (bytes[0] == 0 ? 0 : 1))
      let bound = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
      }
      try #require(bound == 0)
      try body()
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }

    @Test func `a path is told what is sent in one datagram`() throws {
      try withTemporaryFolder { folder in
        let name = "\(folder)/notify"
        let text = try received(on: name) {
          let notifier = try #require(SystemdNotifier(environment: ["NOTIFY_SOCKET": name]))
          notifier.send(.ready, .status("reading\nREADY=1"))
        }
        #expect(text == "READY=1\nSTATUS=reading READY=1")
      }
    }

    @Test func `an abstract socket is told`() throws {
      let name = "@rollcall-test-\(UInt64.random(in: .min ... .max))"
      let text = try received(on: name) {
        let notifier = try #require(SystemdNotifier(environment: ["NOTIFY_SOCKET": name]))
        notifier.send(.stopping)
      }
      #expect(text == "STOPPING=1")
    }

    @Test(
      "without a socket there is nobody to tell",
      arguments: [
        nil, "", "@", "/", "relative", "vsock:2:1", String(repeating: "/a", count: 54), "/a\u{0}b",
      ]
    )
    func nobody(name: String?) {
      var environment: [String: String] = [:]
      environment["NOTIFY_SOCKET"] = name
      #expect(SystemdNotifier(environment: environment) == nil)
    }

    @Test func `a socket that nobody listens on is no trouble`() throws {
      let notifier = try #require(
        SystemdNotifier(environment: ["NOTIFY_SOCKET": "/nonexistent/notify"])
      )
      notifier.send(.ready)
    }
  }
#endif
