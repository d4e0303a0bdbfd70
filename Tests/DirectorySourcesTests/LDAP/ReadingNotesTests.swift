import DirectoryModel
import DirectorySources
import LDAPClient
import TestSupport
import Testing

/// What a read says about names and attributes that lead nowhere, on slapd.
@Suite(
  .serialized,
  .needs(.slapd),
  .ldapServer(
    .slapd,
    ["--users", "20", "--groups", "2", "--depth", "1", "--awkward", "0", "--disabled", "0"]
  )
)
struct ReadingNotesTests {
  /// A group of its own while `body` runs.
  private func withGroup(
    _ members: [String],
    _ body: (LDAPServer) async throws -> Void
  ) async throws {
    let server = try LDAPServer.running()
    let group = "cn=odd,ou=groups,\(server.base)"
    let lines = members.map { "member: \($0)\n" }.joined()
    try server.modify(
      "dn: \(group)\nchangetype: add\nobjectClass: groupOfNames\ncn: odd\n\(lines)\n"
    )
    do {
      try await body(server)
    } catch {
      try server.modify("dn: \(group)\nchangetype: delete\n")
      throw error
    }
    try server.modify("dn: \(group)\nchangetype: delete\n")
  }

  private func odd(_ snapshot: DirectorySnapshot) -> [String]? {
    ReadDirectory(snapshot).groups["odd"]?.direct
  }

  @Test func `members outside of what is read are strangers, counted and shown by example`()
    async throws
  {
    let people = "ou=people,\(try LDAPServer.running().base)"
    let strangers = [
      "cn=reader,o=service", "uid=p000002,\(people)", "uid=nobody,\(people)", "ou=groups,o=other",
    ]
    try await withGroup(["uid=p000001,\(people)"] + strangers) { server in
      var settings = LDAPSourceSettings(server)
      settings.users.filter = "(!(uid=p000002))"
      let snapshot = try await settings.read()
      #expect(odd(snapshot) == ["p000001@lab.example"])
      let note = try #require(snapshot.advisories.first { $0.kind == "strangers" })
      // Two more: the generator's groups have p000002 too.
      let inTeams = server.expectation.groups.values.count {
        $0.direct.contains("p000002@lab.example")
      }
      #expect(note.message.hasPrefix("\(4 + inTeams) members of groups"), "\(note.message)")
      #expect(note.message.split(separator: ";").count == 3, "\(note.message)")
    }
  }

  @Test func `a name that only the server takes as an entry's is looked up there`() async throws {
    let people = "ou=people,\(try LDAPServer.running().base)"
    try await withGroup([
      "userid=p000003,\(people)", "UID=P000004, OU=People,\(people.dropFirst(10))",
    ]) { server in
      let snapshot = try await LDAPSourceSettings(server).read()
      #expect(odd(snapshot) == ["p000003@lab.example", "p000004@lab.example"])
      #expect(snapshot.advisories == [])
    }
  }

  @Test func `a group that is read under another base is a group within a group`() async throws {
    let base = try LDAPServer.running().base
    try await withGroup(["commonName=team-0000,ou=groups,\(base)"]) { server in
      let snapshot = try await LDAPSourceSettings(server).read()
      let row = try #require(
        (0..<snapshot.groups.count).first { snapshot.group($0).name == "odd" }
      )
      #expect(snapshot.subgroups[row].count == 1)
      #expect(snapshot.advisories == [])
    }
  }

  @Test func `values that are no names are passed over and counted`() async throws {
    let server = try LDAPServer.running()
    var settings = LDAPSourceSettings(server)
    settings.groups.member = "cn"
    let note = try await settings.read().advisories.first { $0.kind == "malformedMember" }
    #expect(note?.message.hasPrefix("2 values of groups' members are no distinguished") == true)
  }

  @Test(
    "an attribute that the server's schema lacks is named, with the key that names it",
    arguments: [
      ("users.filter", "nosuch"), ("users.disabled", "nosuch"), ("users.externalId", "nosuch"),
      ("users.email", "nosuch"), ("users.displayName", "nosuch"), ("groups.filter", "nosuch"),
      ("groups.externalId", "nosuch"), ("groups.name", "nosuch"), ("groups.member", "nosuch"),
    ]
  )
  func unknown(key: String, name: String) async throws {
    var settings = LDAPSourceSettings(try LDAPServer.running())
    switch key {
    case "users.filter": settings.users.filter = "(!(nosuch=x))"
    case "users.disabled": settings.users.disabled = "(|(nosuch=x)(uid=p000001))"
    // Of which each user must have one.
    case "users.externalId": settings.users.filter = "(uid=p000001)"
    case "users.email": settings.users.email = ["nosuch", "{alsonot}@example.com", "mail"]
    case "users.displayName": settings.users.displayName = "nosuch"
    case "groups.filter": settings.groups.filter = "(|(nosuch=x)(cn=team-0000))"
    case "groups.externalId": settings.groups.externalID = "nosuch"
    case "groups.name": settings.groups.name = "nosuch"
    default: settings.groups.member = "nosuch"
    }
    if key == "users.externalId" { settings.users.externalID = "nosuch" }
    let notes = try await settings.read().advisories.filter { $0.kind == "unknownAttribute" }
    #expect(notes.map(\.subject) == [name])
    #expect(notes.first?.message.contains("'\(key)'") == true, "\(notes)")
  }

  @Test
  func `attributes that the schema has, by any of their names and options, are not warned of`()
    async throws
  {
    var settings = LDAPSourceSettings(try LDAPServer.running())
    settings.users.filter = "(&(commonName;lang-de=*)(userid=*)(2.5.4.4=*))"
    settings.users.externalID = "dn"
    settings.users.email = ["rfc822Mailbox"]
    let snapshot = try await settings.read()
    #expect(!snapshot.advisories.contains { $0.kind == "unknownAttribute" })
  }

  @Test func `memberships from users whose server keeps none are warned of`() async throws {
    var settings = LDAPSourceSettings(try LDAPServer.running())
    settings.schema = "edirectory"
    settings.users.externalID = "entryUUID"
    settings.groups.externalID = "entryUUID"
    settings.readsMembershipsFromUsers = true
    let notes = try await settings.read().advisories.filter { $0.kind == "unknownAttribute" }
    #expect(notes.contains { $0.subject == "groupMembership" && $0.message.contains("'memberOf'") })
  }

  @Test func `where nothing tells who is disabled, that is known`() async throws {
    let server = try LDAPServer.running()
    var settings = LDAPSourceSettings(server)
    settings.users.disabled = "(nosuch=x)"
    #expect(try await settings.read().readings.first?.isStatusKnown == false)
    settings.users.disabled = "(|(nosuch=x)(uid=p000001))"
    #expect(try await settings.read().readings.first?.isStatusKnown == true)
  }
}
