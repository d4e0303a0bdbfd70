import LDAPClient
import TestSupport
import Testing

/// Servers that are not there, say nothing, or say nonsense.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct UnreachableServerTests {
  private static let short = LDAPTimeouts(connect: 0.4, answer: 0.4, whole: 5)

  private func failure(
    _ url: String,
    _ change: (inout LDAPConnectionSettings) -> Void = { _ in }
  ) async throws -> LDAPError {
    var settings = LDAPConnectionSettings()
    settings.timeouts = LDAPTimeouts(connect: 60, answer: 60, whole: 60)
    change(&settings)
    return try await #require(throws: LDAPError.self) {
      try await LDAPConnection.open(LDAPURL(parsing: url), settings: settings)
    }
  }

  @Test func `a refused port says so`() async throws {
    let port = try RawServer.mute().port
    let error = try await failure("ldap://127.0.0.1:\(port)")
    #expect(error.kind == .unreachable)
    #expect(error.summary.contains("Connection refused"))
  }

  @Test func `an unknown name says so`() async throws {
    let error = try await failure("ldaps://no-such-host.invalid") { $0.timeouts.connect = 2 }
    #expect([.unreachable, .timedOut].contains(error.kind))
    #expect(error.summary.contains("no-such-host.invalid"))
  }

  @Test func `a socket that is not there says so`() async throws {
    let error = try await failure("ldapi://%2Fnowhere%2Fldapi")
    #expect(error.kind == .unreachable)
    #expect(error.summary.contains("No such file"))
  }

  @Test(
    "a server that accepts and says nothing is given up after the time-out",
    arguments: ["ldap", "ldaps", "startTLS"]
  )
  func mute(way: String) async throws {
    let server = try RawServer.mute()
    let scheme = way == "ldaps" ? "ldaps" : "ldap"
    let error = try await failure("\(scheme)://127.0.0.1:\(server.port)") {
      $0.startTLS = way == "startTLS"
      $0.timeouts = Self.short
    }
    #expect(error.kind == .timedOut)
    #expect(error.summary.contains("no answer in 0.4 s"), "\(error.summary)")
    withExtendedLifetime(server) {}
  }

  @Test func `a whole read that takes too long is given up`() async throws {
    let server = try RawServer.mute()
    let error = try await failure("ldap://127.0.0.1:\(server.port)") {
      $0.timeouts = LDAPTimeouts(connect: 5, answer: 60, whole: 0.3)
    }
    #expect(error.kind == .timedOut)
    #expect(error.summary.contains("longer than 0.3 s"))
  }

  @Test func `a cancelled task ends at once`() async throws {
    let server = try RawServer.mute()
    let port = server.port
    let task = Task {
      var settings = LDAPConnectionSettings()
      settings.timeouts = LDAPTimeouts(connect: 5, answer: 60, whole: 60)
      return try await LDAPConnection.open(
        LDAPURL(parsing: "ldaps://127.0.0.1:\(port)"),
        settings: settings
      )
    }
    task.cancel()
    let error = try await #require(throws: LDAPError.self) { try await task.value }
    #expect(error.kind == .cancelled)
    withExtendedLifetime(server) {}
  }

  @Test(
    "bytes that are not LDAP are an error",
    arguments: [
      Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8),
      [0x30, 0x84, 0x7f, 0xff, 0xff, 0xff, 0x02, 0x01, 0x01],
      [0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x02, 0x01, 0x01],
      [0x30, 0x80, 0x02, 0x01, 0x01, 0x61, 0x00],
      [0x30, 0x05, 0x02, 0x01, 0x01, 0x61, 0x00],
      [0x30, 0x0c, 0x02, 0x01, 0x01, 0x61, 0x07, 0x0a, 0x01, 0x00, 0x04, 0x7f, 0x04, 0x00],
      [UInt8](repeating: 0, count: 64),
      [UInt8](repeating: 0xff, count: 64),
    ] as [[UInt8]]
  )
  func nonsense(bytes: [UInt8]) async throws {
    let server = try RawServer.mute()
    let port = server.port
    async let failure = failure("ldap://127.0.0.1:\(port)") { $0.timeouts = Self.short }
    await Task.detached { server.answerOnce(bytes) }.value
    let error = try await failure
    #expect(error.kind != .cancelled)
  }

  @Test(.enabled(if: RawServer.outsideAddress() != nil, "needs an interface beside loopback"))
  func `a connection that leaves the machine is refused without protection`() async throws {
    let server = try RawServer.mute(everywhere: true)
    let host = try #require(RawServer.outsideAddress())
    for bind in [LDAPBind.anonymous, .external, .simple(dn: "cn=a", password: LDAPPassword("b"))] {
      let error = try await failure("ldap://\(host):\(server.port)") { $0.bind = bind }
      #expect(error.kind == .unprotected)
      #expect(error.hint?.contains("\"unprotected\": \"accepted\"") ?? false)
    }
    // Accepted, it is tried, and nobody answers.
    let accepted = try await failure("ldap://\(host):\(server.port)") {
      $0.acceptsUnprotected = true
      $0.timeouts = Self.short
    }
    #expect(accepted.kind == .timedOut)
  }
}
