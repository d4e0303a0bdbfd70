import DirectoryModel
import DirectorySources
import LDAPClient
import TestSupport
import Testing

/// Which of several servers is read, and that one read comes from one server.
@Suite(
  .serialized,
  .timeLimit(.minutes(2)),
  .needs(.slapd),
  .ldapServer(.slapd, ["--users", "60", "--groups", "2"])
)
struct ServerOrderTests {
  /// Settings whose first server is a proxy with that fault, and whose second is the server itself.
  private func withFault(
    _ words: [String],
    _ body: (LDAPSourceSettings, _ server: LDAPServer, _ proxy: String) async throws -> Void
  ) async throws {
    let server = try LDAPServer.running()
    try await server.behindProxy(words) { url in
      var settings = LDAPSourceSettings(server)
      settings.urls = [url, server.url]
      settings.pageSize = 20
      settings.timeouts.answer = 1
      try await body(settings, server, url)
    }
  }

  @Test(
    "a server that breaks before the first entry is left for the next one",
    arguments: [["drop=0"], ["notice=0"], ["busy=100"], ["stall=0"]]
  )
  func before(words: [String]) async throws {
    try await withFault(words) { settings, server, _ in
      // A stalled root is no broken connection: the read ends there.
      if words == ["stall=0"] {
        let error = try await #require(throws: SourceError.self) { try await settings.read() }
        #expect(error.reason == "time-out")
        return
      }
      let snapshot = try await settings.read()
      #expect(snapshot.users.count == 60)
      #expect(snapshot.readings.first?.description.place == server.url)
    }
  }

  @Test(
    "once entries were read no other server is asked",
    arguments: [["drop=45"], ["half=45"], ["notice=45"], ["cookie=2"], ["result=45,51"]]
  )
  func after(words: [String]) async throws {
    try await withFault(words) { settings, server, proxy in
      let error = try await #require(throws: SourceError.self) { try await settings.read() }
      #expect(error.category == .source)
      #expect(error.summary.contains(proxy), "\(error.summary)")
      #expect(!error.summary.contains(server.url), "\(error.summary)")
    }
  }

  @Test func `a connection that broke is opened anew to the same server, and all is read again`()
    async throws
  {
    try await withFault(["drop=45", "first=1"]) { settings, _, proxy in
      let snapshot = try await settings.read()
      #expect(snapshot.users.count == 60)
      #expect(snapshot.readings.first?.description.place == proxy)
      #expect(snapshot.readings.first?.entryCount == 60)
    }
  }

  @Test func `an id is looked up on the server that the read came from`() async throws {
    try await withFault(["drop=0"]) { settings, server, proxy in
      let source = LDAPSource(settings, now: { testTime })
      let snapshot = try await source.read { _ in }
      let unknown = "00000000-0000-0000-0000-000000000000"
      #expect(try await source.locate([unknown]) == [])
      // Without a read before it is the first one, which breaks.
      let fresh = LDAPSource(settings, now: { testTime })
      let error = try await #require(throws: SourceError.self) {
        try await fresh.locate([unknown])
      }
      #expect(error.summary.contains(proxy), "\(error.summary)")
      #expect(snapshot.readings.first?.description.place == server.url)
    }
  }
}
