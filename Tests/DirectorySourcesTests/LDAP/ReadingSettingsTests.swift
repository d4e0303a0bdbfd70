import DirectoryModel
import DirectorySources
import LDAPClient
import TestSupport
import Testing

/// What the keys of a source do, on slapd.
@Suite(
  .serialized,
  .needs(.slapd),
  .ldapServer(
    .slapd,
    ["--users", "80", "--groups", "12", "--depth", "3", "--member-of", "--disabled", "0.2"]
  )
)
struct ReadingSettingsTests {
  @Test func `memberships come from users and groups themselves where that is chosen`() async throws
  {
    let server = try LDAPServer.running()
    var settings = LDAPSourceSettings(server)
    settings.readsMembershipsFromUsers = true
    let read = ReadDirectory(try await settings.read()).withoutNames()
    #expect(read.differences(from: ReadDirectory(server.expectation).withoutNames()) == [])
  }

  @Test func `memberOf that comes in ranges is read to its end`() async throws {
    let server = try LDAPServer.running()
    let snapshot = try await server.behindProxy(["values=1"]) { url in
      var settings = LDAPSourceSettings(server, url: url)
      settings.readsMembershipsFromUsers = true
      return try await settings.read()
    }
    let read = ReadDirectory(snapshot).withoutNames()
    #expect(read.differences(from: ReadDirectory(server.expectation).withoutNames()) == [])
  }

  @Test(
    "a part of an attribute by which users are judged is an error that names it",
    arguments: ["users.disabled", "users.prefer", "users.email", "memberOf"]
  )
  func partOfAttribute(key: String) async throws {
    let server = try LDAPServer.running()
    let error = try await #require(throws: SourceError.self) {
      try await server.behindProxy(["values=1"]) { url in
        var settings = LDAPSourceSettings(server, url: url)
        let group = "cn=gone,\(server.base)"
        switch key {
        case "users.disabled": settings.users.disabled = "(memberOf=\(group))"
        case "users.prefer": settings.preferences = ["memberOf eq \"\(group)\""]
        case "users.email": settings.users.email = ["memberOf", "mail"]
        default:
          settings.readsMembershipsFromUsers = true
          settings.users.disabled = "(memberOf=\(group))"
        }
        return try await settings.read()
      }
    }
    #expect(error.reason == "range", "\(error.summary)")
    // Expressions give attributes in lower case.
    #expect(error.summary.lowercased().contains("'memberof' of uid="), "\(error.summary)")
  }

  @Test func `several bases are read as one directory, and what two of them have once`()
    async throws
  {
    let server = try LDAPServer.running()
    var settings = LDAPSourceSettings(server)
    settings.users.bases = [
      "ou=groups," + server.base, "OU = People," + server.base, server.base,
    ]
    let read = ReadDirectory(try await settings.read()).withoutNames()
    #expect(read.differences(from: ReadDirectory(server.expectation).withoutNames()) == [])
    settings.users.scope = .base
    settings.users.bases = [
      try #require(server.expectation.users["p000001@lab.example"]?.dn),
      try #require(server.expectation.users["p000002@lab.example"]?.dn),
    ]
    #expect(try await settings.read().users.count == 2)
  }

  @Test func `the next server is read when one cannot be reached`() async throws {
    let server = try LDAPServer.running()
    let closed = try RawServer.mute().port
    var settings = LDAPSourceSettings(server)
    settings.urls = ["ldap://127.0.0.1:\(closed)", "ldapi://%2Fnowhere", server.url]
    let snapshot = try await settings.read()
    #expect(snapshot.users.count == 80)
    #expect(snapshot.readings.first?.description.place.hasPrefix(server.url) ?? false)
    settings.urls = ["ldap://127.0.0.1:\(closed)", "ldapi://%2Fnowhere"]
    let unreachable = settings
    let error = try await #require(throws: SourceError.self) { try await unreachable.read() }
    #expect(error.category == .source)
    #expect(error.summary.contains("127.0.0.1:\(closed)"), "\(error.summary)")
  }

  @Test func `a refused password is not tried on the next server`() async throws {
    let server = try LDAPServer.running()
    var settings = LDAPSourceSettings(server)
    settings.urls = [server.url, "ldapi://%2Fnowhere"]
    settings.bind = .simple(dn: server.reader, password: { "wrong" })
    let wrong = settings
    let error = try await #require(throws: SourceError.self) { try await wrong.read() }
    #expect(error.category == .credentials)
    #expect(error.summary.contains("invalidCredentials (49)"), "\(error.summary)")
    #expect(!error.summary.contains("nowhere"))
  }

  @Test(
    "a base that is not there, or not to be seen, is an error and not nobody",
    arguments: ["users", "groups", "hidden"]
  )
  func missingBase(which: String) async throws {
    let server = try LDAPServer.running()
    var settings = LDAPSourceSettings(
      server,
      as: which == "hidden" ? "cn=nobody,o=service" : nil
    )
    if which == "users" { settings.users.bases = ["ou=gone," + server.base] }
    if which == "groups" { settings.groups.bases = ["ou=gone," + server.base] }
    let missing = settings
    let error = try await #require(throws: SourceError.self) { try await missing.read() }
    #expect(error.category == .source)
    #expect(error.reason == "result-32")
    #expect(error.summary.contains(which == "hidden" ? "ou=people" : "ou=gone"), "\(error.summary)")
  }

  @Test(
    "the address comes from the first rule that gives one",
    arguments: [
      (["mail"], "p000003@lab.example"),
      (["description", "mail"], "p000003@lab.example"),
      (["{uid}@example.com"], "p000003@example.com"),
      (["description", "{uid}@example.com", "mail"], "p000003@example.com"),
      (["{description}@example.com", "mail"], "p000003@lab.example"),
    ]
  )
  func address(rules: [String], expected: String) async throws {
    let server = try LDAPServer.running()
    var settings = LDAPSourceSettings(server)
    settings.users.filter = "(uid=p000003)"
    settings.users.email = rules
    let snapshot = try await settings.read()
    #expect(snapshot.users.count == 1)
    #expect(snapshot.user(0).email == expected)
  }

  @Test func `a filter of one's own tells who is disabled`() async throws {
    let server = try LDAPServer.running()
    var settings = LDAPSourceSettings(server)
    settings.users.disabled = "(uid=p00001*)"
    let snapshot = try await settings.read()
    let disabled = (0..<snapshot.users.count).map(snapshot.user).filter { $0.state == .disabled }
    #expect(disabled.count == 10)
    #expect(disabled.allSatisfy { $0.email?.hasPrefix("p00001") ?? false })
  }

  @Test func `a group whose members a search makes up is told of, and loses nobody`() async throws {
    let server = try LDAPServer.running()
    let group = "cn=made up,ou=groups,\(server.base)"
    try server.modify(
      """
      dn: \(group)
      changetype: add
      objectClass: groupOfURLs
      cn: made up
      memberURL: ldap:///ou=people,\(server.base)??sub?(uid=p00001*)

      """
    )
    let snapshot = try await LDAPSourceSettings(server).read()
    try server.modify("dn: \(group)\nchangetype: delete\n")
    let row = try #require(
      (0..<snapshot.groups.count).first { snapshot.group($0).name == "made up" }
    )
    #expect(snapshot.groups.doubtful[row])
    #expect(snapshot.groups.doubtful.count { $0 } == 1)
    let note = try #require(snapshot.advisories.first { $0.kind == "dynamicGroup" })
    #expect(note.subject == group)
  }

  @Test func `an id can be looked up that the bases and the filter leave out`() async throws {
    let server = try LDAPServer.running()
    var settings = LDAPSourceSettings(server)
    let everybody = try await settings.read()
    let rows = (0..<everybody.users.count).map(everybody.user)
    let id = try #require(rows.first { $0.email == "p000004@lab.example" }?.id)
    let other = try #require(rows.first { $0.email == "p000005@lab.example" }?.id)
    settings.users.filter = "(!(uid=p000004))"
    let unknown = "00000000-0000-0000-0000-000000000000"
    let located = try await settings.locate([id, unknown])
    #expect(located.map(\.id) == [id])
    #expect(located.first?.email == "p000004@lab.example")
    // What the search should have returned makes the read incomplete.
    let left = settings
    let error = try await #require(throws: SourceError.self) { try await left.locate([other]) }
    #expect(error.reason == "located")
    #expect(error.category == .source)
  }
}
