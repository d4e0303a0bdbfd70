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

  /// People and groups of their own while `body` runs: names with the lines of their entries.
  private func withEntries(
    _ entries: [(dn: String, lines: String)],
    _ body: (LDAPServer) async throws -> Void
  ) async throws {
    let server = try LDAPServer.running()
    for (dn, lines) in entries {
      try server.modify("dn: \(dn)\nchangetype: add\n\(lines)\n")
    }
    defer {
      for (dn, _) in entries { try? server.modify("dn: \(dn)\nchangetype: delete\n") }
    }
    try await body(server)
  }

  private func person(_ name: String) -> String {
    "objectClass: inetOrgPerson\ncn: \(name)\nsn: \(name)\nmail: \(name)@lab.example\n"
  }

  @Test func `a name that only the server takes as an entry's is looked up there`() async throws {
    let people = "ou=people,\(try LDAPServer.running().base)"
    // A second name of the attribute, which no normal form of ours knows.
    let member = "rfc822Mailbox=odd@lab.example,\(people)"
    try await withEntries([("mail=odd@lab.example,\(people)", person("odd"))]) { _ in
      try await withGroup([member, "userid=p000003,\(people)"]) { server in
        let snapshot = try await LDAPSourceSettings(server).read()
        #expect(odd(snapshot) == ["odd@lab.example", "p000003@lab.example"])
        #expect(snapshot.advisories == [])
      }
    }
  }

  @Test func `a group within a group is looked up there too`() async throws {
    let base = try LDAPServer.running().base
    let groups = "ou=groups,\(base)"
    let lines = "objectClass: groupOfNames\ncn: inner\nmember: uid=p000002,ou=people,\(base)\n"
    try await withEntries([
      ("uniqueIdentifier=inner,\(groups)", lines + "objectClass: extensibleObject\n")
    ]) { _ in
      try await withGroup(["0.9.2342.19200300.100.1.44=inner,\(groups)"]) { server in
        let snapshot = try await LDAPSourceSettings(server).read()
        let row = try #require(
          (0..<snapshot.groups.count).first { snapshot.group($0).name == "odd" }
        )
        #expect(snapshot.subgroups[row].map { snapshot.group(Int($0)).name } == ["inner"])
        #expect(!snapshot.advisories.contains { $0.kind == "strangers" })
      }
    }
  }

  @Test func `two entries whose names we cannot tell apart are told of, and lose no membership`()
    async throws
  {
    let people = "ou=people,\(try LDAPServer.running().base)"
    // A next-line character, which this server keeps apart from a space.
    let names = ["cn=twin\\C2\\85one,\(people)", "cn=twin one,\(people)"]
    try await withEntries([(names[0], person("twin1")), (names[1], person("twin2"))]) { _ in
      try await withGroup([names[0], "uid=p000001,\(people)"]) { server in
        let snapshot = try await LDAPSourceSettings(server).read()
        #expect(snapshot.users.count == 22)
        let notes = snapshot.advisories.filter { $0.kind == "ambiguousName" }
        #expect(notes.map(\.subject) == [names[1]], "\(snapshot.advisories)")
        let row = try #require(
          (0..<snapshot.groups.count).first { snapshot.group($0).name == "odd" }
        )
        #expect(snapshot.groups.doubtful[row])
        #expect(snapshot.groups.doubtful.count { $0 } == 1)
        #expect(odd(snapshot) == ["p000001@lab.example"])
      }
    }
  }

  @Test func `two groups whose names we cannot tell apart both lose nobody who names one`()
    async throws
  {
    let groups = "ou=groups,\(try LDAPServer.running().base)"
    let lines = "objectClass: groupOfNames\nmember: o=nobody\ncn: twin one\n"
    let names = ["cn=twin\\C2\\85one,\(groups)", "cn=twin one,\(groups)"]
    try await withEntries(names.map { ($0, lines) }) { server in
      var settings = LDAPSourceSettings(server)
      settings.readsMembershipsFromUsers = true
      let snapshot = try await settings.read()
      let twins = (0..<snapshot.groups.count).filter {
        snapshot.group($0).place?.contains("twin") == true
      }
      #expect(twins.count == 2)
      #expect(twins.allSatisfy { snapshot.groups.doubtful[$0] })
      #expect(snapshot.groups.doubtful.count { $0 } == 2)
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

  @Test func `a group of a search whose members the server fills in is like any other`()
    async throws
  {
    let server = try LDAPServer.running()
    let base = server.base
    let lines = """
      objectClass: groupOfURLs
      objectClass: extensibleObject
      cn: filled
      memberURL: ldap:///ou=people,\(base)??sub?(uid=*)
      member: uid=p000001,ou=people,\(base)

      """
    try await withEntries([("cn=filled,ou=groups,\(base)", lines)]) { server in
      let snapshot = try await LDAPSourceSettings(server).read()
      #expect(ReadDirectory(snapshot).groups["filled"]?.direct == ["p000001@lab.example"])
      #expect(!snapshot.advisories.contains { $0.kind == "dynamicGroup" })
      #expect(snapshot.groups.doubtful.allSatisfy { !$0 })
    }
  }

  @Test func `without a base the server must have one naming context only`() async throws {
    let server = try LDAPServer.running()
    var settings = LDAPSourceSettings(server)
    settings.users.bases = []
    let asked = settings
    let error = try await #require(throws: SourceError.self) { try await asked.read() }
    #expect(error.category == .configuration)
    #expect(error.hint?.contains(server.base) == true, "\(error.hint ?? "")")
  }

  @Test func `the optional number behind a unique member's name is no part of it`() async throws {
    let base = try LDAPServer.running().base
    let lines = """
      objectClass: groupOfUniqueNames
      cn: unique
      uniqueMember: uid=p000001,ou=people,\(base)#'0101'B
      uniqueMember: uid=p000002,ou=people,\(base)

      """
    try await withEntries([("cn=unique,ou=groups,\(base)", lines)]) { server in
      let read = ReadDirectory(try await LDAPSourceSettings(server).read())
      #expect(read.groups["unique"]?.direct == ["p000001@lab.example", "p000002@lab.example"])
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
