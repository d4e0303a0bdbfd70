import LDAPClient
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc

  /// Memory and descriptors over a thousand connections; alone in its process, by `Tests/measure-leaks`.
  @Suite(
    .enabled(if: getenv("ROLLCALL_MEASURE_LEAKS") != nil, "only by Tests/measure-leaks"),
    .needs(.slapd),
    .ldapServer(.slapd, ["--users", "20", "--groups", "2"])
  )
  struct LeakTests {
    private func connect(_ url: String, to server: LDAPServer, times: Int) async throws {
      var settings = LDAPConnectionSettings()
      settings.caFile = server.authority
      settings.bind = .simple(dn: server.reader, password: LDAPPassword(server.password))
      settings.timeouts = LDAPTimeouts(connect: 60, answer: 60, whole: 120)
      let request = LDAPSearchRequest(
        base: "ou=people," + server.base,
        scope: .oneLevel,
        filter: "(objectClass=inetOrgPerson)",
        attributes: ["mail"],
        pageSize: 7
      )
      for _ in 0..<times {
        let connection = try await LDAPConnection.open(LDAPURL(parsing: url), settings: settings)
        #expect(try await connection.fewEntries(request).count == 20)
      }
    }

    /// Numbers of open descriptors.
    private func descriptors() -> Int {
      (0..<1024).count { fcntl(Int32($0), F_GETFD) >= 0 }
    }

    /// The process's resident memory: the second number of proc(5)'s statm, in pages.
    private func residentBytes() throws -> Int {
      let file = try #require(fopen("/proc/self/statm", "r"))
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 128)
      fgets(&line, 128, file)
      let text = String(
        decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
        as: UTF8.self
      )
      let pages = try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) })
      return pages * Int(getpagesize())
    }

    @Test("a thousand connections leave nothing behind", arguments: [false, true])
    func thousand(tls: Bool) async throws {
      let server = try LDAPServer.running()
      let url = tls ? server.ldapsURL : server.url
      try await connect(url, to: server, times: 100)
      let before = try residentBytes()
      let openBefore = descriptors()
      try await connect(url, to: server, times: 1000)
      let grown = try residentBytes() - before
      print("\(tls ? "ldaps" : "ldap"): \(grown) bytes more resident after 1,000 connections")
      // One kilobyte a connection: a leaked handle, or its buffers, is far more.
      #expect(grown < 1_024_000)
      #expect(descriptors() <= openBefore)
    }
  }
#endif
