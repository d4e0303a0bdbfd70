import TestSupport
import Testing

/// Every fault of the proxy after a good run, plain and within TLS, by the built binary: the exit code that was promised, a
/// message to act on, and nothing changed.
@Suite(
  .timeLimit(.minutes(10)),
  .needs(.slapd),
  .ldapServer(.slapd, ["--users", "60", "--groups", "12", "--disabled", "0.2", "--big", "50"])
)
struct DirectoryFaultTests {
  static let ways = [false, true]

  /// Syncs once, then once more through the proxy, and says how that ended; the organization stays as it was.
  private func sync(
    _ words: [String],
    tls: Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> RollcallProcess.Result {
    let server = try LDAPServer.running()
    var ended: RollcallProcess.Result?
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 0)
      try site.write(server.password, to: "password")
      try site.protect("password")
      site.source = source(server, server.url, timeout: "2m")
      let first = try await site.run("sync", "--yes")
      #expect(first.code == 0, "\(first.errors)", sourceLocation: sourceLocation)
      let before = try site.organizationBytes()
      let isStalling = words.contains { $0.hasPrefix("stall") }
      ended = try await server.behindProxy(words, tls: tls) { url in
        site.source = source(server, url, timeout: isStalling ? "1s" : "2m")
        return try await site.run("sync", "--yes")
      }
      #expect(try site.organizationBytes() == before, sourceLocation: sourceLocation)
    }
    return try #require(ended)
  }

  private func source(_ server: LDAPServer, _ url: String, timeout: String) -> String {
    """
    { "kind": "ldap", "name": "lab", "urls": ["\(url)"], "caFile": "\(server.authority)",
      "timeout": "\(timeout)", "pageSize": 20,
      "bind": { "method": "simple", "dn": "\(server.reader)", "password": "file:password" },
      "users": { "base": "ou=people,\(server.base)" },
      "groups": { "base": "ou=groups,\(server.base)" } }
    """
  }

  @Test(
    "a read that ends too soon ends with 5 and says why",
    arguments: [
      (["drop=45"], "the connection was lost"), (["drop=0"], "the connection was lost"),
      (["half=45"], "the connection was lost"), (["notice=45"], "unavailable (52)"),
      (["stall=45"], "no answer in 1 s"), (["stall=0"], "no answer in 1 s"),
      (["result=45,3"], "timeLimitExceeded (3)"), (["result=45,4"], "sizeLimitExceeded (4)"),
      (["result=45,10"], "referral (10)"), (["result=45,11"], "adminLimitExceeded (11)"),
      (["result=45,50"], "insufficientAccessRights (50)"), (["result=45,51"], "busy (51)"),
      (["result=45,53"], "unwillingToPerform (53)"), (["result=45,80"], "other (80)"),
      (["cookie=2"], "the cookie is not valid"),
      (["nopaging", "page=30"], "sizeLimitExceeded (4)"),
      (["nocontrol"], "after a full page of 20"),
      (["refer=ldap://other.example/dc=child,dc=lab,dc=example"], "'ignoreReferrals'"),
      (["values=7", "lostrange"], "did not come from value 7 on"),
      (["values=7", "samerange"], "the server repeats a part"),
    ] as [([String], String)],
    ways
  )
  func tooSoon(fault: ([String], String), tls: Bool) async throws {
    let run = try await sync(fault.0, tls: tls)
    #expect(run.code == 5, "\(run.output)\(run.errors)")
    #expect(run.errors.contains(fault.1), "\(run.errors)")
    #expect(run.errors.contains("rollcall: exit 5:"), "\(run.errors)")
  }

  @Test(
    "what is hidden after a good run stops it",
    arguments: [
      (["end=15"], 3, "sourceShrink"), (["end=30"], 5, "but the search did not return it"),
      (["hidedn=p0000[1-4]"], 3, "sourceShrink"),
      (["hide=mail"], 3, "lostAttribute"), (["hide=member"], 3, "lostAttribute"),
      (["hide=pwdAccountLockedTime"], 3, "lostAttribute"), (["hidedn=team-00"], 3, "lostAttribute"),
      (["hide=entryUUID"], 5, "users have no entryUUID"), (["end=0"], 5, "rollcall: exit 5:"),
      (["hidedn=."], 5, "rollcall: exit 5:"),
    ] as [([String], Int32, String)],
    ways
  )
  func hidden(fault: ([String], Int32, String), tls: Bool) async throws {
    let run = try await sync(fault.0, tls: tls)
    let text = run.output + run.errors
    #expect(run.code == fault.1, "\(text)")
    #expect(text.contains(fault.2), "\(text)")
  }

  @Test(
    "what does not spoil a read is in sync",
    arguments: [
      [], ["page=7"], ["values=7"], ["values=7", "page=9"], ["repeat=3"], ["latency=5"],
      ["busy=1"], ["nopaging"], ["drop=45", "first=1"], ["cookie=2", "first=1"],
    ],
    ways
  )
  func harmless(words: [String], tls: Bool) async throws {
    let run = try await sync(words, tls: tls)
    #expect(run.code == 0, "\(run.output)\(run.errors)")
    #expect(run.output.hasPrefix("in sync: 60 users"), "\(run.output)")
  }
}
