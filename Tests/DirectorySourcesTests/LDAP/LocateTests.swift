import DirectoryModel
import DirectorySources
import LDAPClient
import TestSupport
import Testing

/// Looking single ids up, as it is done before somebody's absence counts, on slapd.
@Suite(
  .serialized,
  .needs(.slapd),
  .ldapServer(
    .slapd,
    ["--users", "140", "--groups", "2", "--disabled", "0", "--foreign", "0", "--awkward", "0.2"]
  )
)
struct LocateTests {
  private func ids() async throws -> [String: String] {
    let snapshot = try await LDAPSourceSettings(LDAPServer.running()).read()
    return Dictionary(
      uniqueKeysWithValues: (0..<snapshot.users.count).map(snapshot.user).map {
        ($0.email ?? "", $0.id ?? "")
      }
    )
  }

  @Test func `as many ids are looked up as there are, each once`() async throws {
    let ids = try await ids()
    var settings = LDAPSourceSettings(try LDAPServer.running())
    settings.users.bases = ["ou=groups," + (try LDAPServer.running().base)]
    let located = try await settings.locate(Array(ids.values) + ["not an id", "*", ")(uid=*"])
    #expect(located.map(\.id) == ids.values.sorted())
    #expect(Set(located.compactMap(\.email)) == Set(ids.keys))
    #expect(located.allSatisfy { $0.state == .active })
  }

  @Test(
    "within the bases, what the filter fits should have been read; beyond the scope it should not",
    arguments: [
      (LDAPScope.subtree, "ou=people,", true), (.oneLevel, "ou=people,", true),
      (.base, "ou=people,", false), (.subtree, "", true), (.oneLevel, "", false),
      (.subtree, "ou=groups,", false),
    ]
  )
  func scope(scope: LDAPScope, prefix: String, shouldHaveBeenRead: Bool) async throws {
    let server = try LDAPServer.running()
    let id = try #require(try await ids()["p000007@lab.example"])
    var settings = LDAPSourceSettings(server)
    settings.users.bases = [prefix.uppercased() + server.base]
    settings.users.scope = scope
    let asked = settings
    if shouldHaveBeenRead {
      let error = try await #require(throws: SourceError.self) { try await asked.locate([id]) }
      #expect(error.reason == "located")
    } else {
      #expect(try await asked.locate([id]).map(\.email) == ["p000007@lab.example"])
    }
  }

  @Test func `a name that is the id is looked up as a name`() async throws {
    let server = try LDAPServer.running()
    var settings = LDAPSourceSettings(server)
    settings.users.externalID = "dn"
    settings.users.filter = "(!(uid=p00000*))"
    let dns = server.expectation.users.values.map(\.dn)
    let left = dns.filter { $0.hasPrefix("uid=p00000") }
    #expect(left.count > 3)
    let gone = ["uid=gone,ou=people,\(server.base)", "cn=x,dc=other", "no name at all", ""]
    let located = try await settings.locate(left + gone)
    #expect(located.map(\.id) == left.sorted())
  }

  @Test func `an account that sees its bases only looks there`() async throws {
    let server = try LDAPServer.running()
    let id = try #require(try await ids()["p000009@lab.example"])
    // 'nobody' sees nothing at all: nothing is found, and that is no error.
    let nobody = LDAPSourceSettings(server, as: "cn=nobody,o=service")
    #expect(try await nobody.locate([id]) == [])
    // Whoever does not see the naming contexts in the root finds what the bases have.
    var settings = LDAPSourceSettings(server)
    settings.users.filter = "(!(uid=p000009))"
    let found = try await server.behindProxy(["hide=namingContexts"]) { url in
      settings.urls = [url]
      return try await settings.locate([id])
    }
    #expect(found.map(\.email) == ["p000009@lab.example"])
  }

  @Test(
    "a look-up that fails is an error, and finds nobody",
    arguments: [
      (["result=2,51"], "result-51"), (["result=2,1"], "result-1"), (["drop=2"], "disconnected"),
    ]
  )
  func fails(words: [String], reason: String) async throws {
    let server = try LDAPServer.running()
    let ids = Array(try await ids().values)
    try await server.behindProxy(words) { url in
      var settings = LDAPSourceSettings(server, url: url)
      settings.users.bases = ["ou=groups," + server.base]
      let asked = settings
      let error = try await #require(throws: SourceError.self) { try await asked.locate(ids) }
      #expect(error.category == .source)
      #expect(error.reason == reason, "\(error.summary)")
    }
  }
}
