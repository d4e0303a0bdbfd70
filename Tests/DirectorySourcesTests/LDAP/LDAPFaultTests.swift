import DirectoryModel
import DirectorySources
import LDAPClient
import TestSupport
import Testing

/// Every fault of the proxy, plain and within TLS: the right result, or an error that says why; none hangs.
@Suite(
  .serialized,
  .timeLimit(.minutes(5)),
  .needs(.slapd),
  .ldapServer(
    .slapd,
    ["--users", "300", "--groups", "8", "--big", "260", "--ring", "--restyle", "0.2"]
  )
)
struct LDAPFaultTests {
  static let ways = [false, true]

  private func read(
    _ words: [String],
    tls: Bool,
    _ change: (inout LDAPSourceSettings) -> Void = { _ in }
  ) async throws -> DirectorySnapshot {
    let server = try LDAPServer.running()
    return try await server.behindProxy(words, tls: tls) { url in
      var settings = LDAPSourceSettings(server, url: url)
      settings.timeouts.answer = words.first?.hasPrefix("stall") ?? false ? 1 : 60
      settings.pageSize = 120
      change(&settings)
      return try await settings.read()
    }
  }

  @Test(
    "a read that ends too soon is an error that says why",
    arguments: [
      (["drop=200"], "disconnected", "connection was lost"),
      (["drop=0"], "disconnected", "connection was lost"),
      (["half=200"], "disconnected", "connection was lost"),
      (["notice=200"], "result-52", "unavailable (52)"),
      (["stall=200"], "time-out", "no answer in 1 s"),
      (["stall=0"], "time-out", "no answer in 1 s"),
      (["result=200,3"], "result-3", "timeLimitExceeded (3)"),
      (["result=200,4"], "result-4", "sizeLimitExceeded (4)"),
      (["result=200,10"], "result-10", "referral (10)"),
      (["result=200,11"], "result-11", "adminLimitExceeded (11)"),
      (["result=200,50"], "result-50", "insufficientAccessRights (50)"),
      (["result=200,51"], "result-51", "busy (51)"),
      (["result=200,53"], "result-53", "unwillingToPerform (53)"),
      (["result=200,80"], "result-80", "other (80)"),
      (["cookie=2"], "cookie", "the cookie is not valid"),
      (["nopaging", "page=250"], "result-4", "sizeLimitExceeded (4)"),
      (["refer=ldap://other.example/dc=child,dc=lab,dc=example??sub"], "referral", "dc=child"),
      (["nocontrol"], "no-end", "after a full page of 120 entries"),
      (["values=7", "lostrange"], "range", "did not come from value 7 on"),
      (["values=7", "samerange"], "range", "the server repeats a part of 'member'"),
      (["busy=100"], "result-51", "busy (51)"),
    ] as [([String], String, String)],
    ways
  )
  func endsTooSoon(fault: ([String], String, String), tls: Bool) async throws {
    let (words, reason, text) = fault
    let error = try await #require(throws: SourceError.self) { try await read(words, tls: tls) }
    #expect(error.category == .source)
    #expect(error.reason == reason)
    #expect(error.summary.contains(text), "\(error.summary)")
  }

  @Test(
    "what does not spoil a read does not change it",
    arguments: [
      [], ["page=50"], ["values=100"], ["values=7", "page=90"], ["repeat=3"], ["latency=5"],
      ["busy=2"], ["nopaging"], ["drop=200", "first=2"], ["notice=10", "first=1"],
      ["half=3", "first=1"], ["cookie=2", "first=2"], ["result=5,51", "first=1"],
    ],
    ways
  )
  func isRight(words: [String], tls: Bool) async throws {
    let snapshot = try await read(words, tls: tls) { $0.users.scope = .oneLevel }
    let expected = ReadDirectory(try LDAPServer.running().expectation).withoutNames()
    #expect(ReadDirectory(snapshot).withoutNames().differences(from: expected) == [])
    #expect(snapshot.readings.first?.entryCount == 300)
    #expect(snapshot.readings.first?.least == .proven)
  }

  @Test func `a page that is not full and says nothing of another is the last`() async throws {
    let snapshot = try await read(["nocontrol"], tls: false) { $0.pageSize = 301 }
    #expect(snapshot.users.count == 300)
    let error = try await #require(throws: SourceError.self) {
      try await read(["nocontrol"], tls: false) { $0.pageSize = 300 }
    }
    #expect(error.reason == "no-end")
  }

  @Test("what is hidden can only be seen against the last good run", arguments: ways)
  func hidden(tls: Bool) async throws {
    let early = try await read(["end=150"], tls: tls)
    #expect(early.users.count < 150)
    let withoutMail = try await read(["hide=mail"], tls: tls)
    #expect(withoutMail.readings.first?.entryCount == 300)
    #expect(withoutMail.readings.first?.attributeCounts["mail"] == 0)
    let fewer = try await read(["hidedn=p0000.*people"], tls: tls)
    #expect(fewer.users.count < 300)
    let withoutID = try await #require(throws: SourceError.self) {
      try await read(["hide=entryUUID"], tls: tls)
    }
    #expect(withoutID.reason == "no-id")
  }

  @Test func `a server that refuses StartTLS is not read without`() async throws {
    let error = try await #require(throws: SourceError.self) {
      try await read(["notls"], tls: false) { $0.startTLS = true }
    }
    #expect(error.reason == "result-2")
    #expect(error.summary.contains("TLS"))
  }

  @Test func `a reference is not followed, whether it is ignored or not`() async throws {
    let other = try RawServer.mute()
    #expect(!other.wasCalled)
    let url = "ldap://127.0.0.1:\(other.port)/dc=child,dc=lab,dc=example??sub"
    let error = try await #require(throws: SourceError.self) {
      try await read(["refer=\(url)"], tls: false)
    }
    #expect(error.reason == "referral")
    let snapshot = try await read(["refer=\(url)"], tls: false) {
      $0.ignoredReferrals = ["dc=child,dc=lab,dc=example"]
    }
    #expect(snapshot.users.count == 300)
    #expect(!other.wasCalled)
  }

  @Test(
    "what is only like an ignored or a harmless part is not passed over",
    arguments: [
      ("ldap://other.example/dc=grandchild,dc=lab,dc=example", "dc=child,dc=lab,dc=example"),
      ("ldap://other.example/dc=lab,dc=example", "dc=child,dc=lab,dc=example"),
      ("ldap://other.example.net/dc=child", "ldap://other.example/"),
      ("ldap://other.example/OU=Staff,CN=Configuration,DC=lab,DC=example", "dc=child"),
      ("ldap://other.example", "dc=child"),
    ]
  )
  func likeIgnored(url: String, ignored: String) async throws {
    let error = try await #require(throws: SourceError.self) {
      try await read(["refer=\(url)"], tls: false) {
        $0.schema = "activeDirectory"
        $0.users.externalID = "entryUUID"
        $0.groups.externalID = "entryUUID"
        $0.ignoredReferrals = [ignored]
      }
    }
    #expect(error.reason == "referral", "\(error.summary)")
  }

  @Test func `a reference that is ignored by its name or its address is passed over`() async throws
  {
    let url = "ldap://other.example/DC=Child,DC=lab,DC=example??sub"
    for ignored in [
      "dc = child, dc=lab,dc=example", "ldap://other.example/", "dc=lab,dc=example",
    ] {
      let snapshot = try await read(["refer=\(url)"], tls: false) {
        $0.ignoredReferrals = [ignored]
      }
      #expect(snapshot.users.count == 300)
    }
  }
}
