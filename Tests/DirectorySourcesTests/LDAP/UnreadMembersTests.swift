import DirectoryModel
import DirectorySources
import LDAPClient
import TestSupport
import Testing

/// Names in groups that belong to nobody who was read: known to be left out, or unknown, on slapd.
@Suite(
  .serialized,
  .needs(.slapd),
  .ldapServer(
    .slapd,
    ["--users", "20", "--groups", "2", "--depth", "1", "--awkward", "0", "--disabled", "0"]
  )
)
struct UnreadMembersTests {
  private func read(
    _ entries: [(dn: String, lines: String)],
    through words: [String]? = nil,
    _ change: (inout LDAPSourceSettings) -> Void = { _ in }
  ) async throws -> DirectorySnapshot {
    let server = try LDAPServer.running()
    for (dn, lines) in entries {
      try server.modify("dn: \(dn)\nchangetype: add\n\(lines)\n")
    }
    defer {
      for (dn, _) in entries { try? server.modify("dn: \(dn)\nchangetype: delete\n") }
    }
    var settings = LDAPSourceSettings(server)
    change(&settings)
    guard let words else { return try await settings.read() }
    let changed = settings
    return try await server.behindProxy(words) { url in
      var settings = changed
      settings.urls = [url]
      return try await settings.read()
    }
  }

  private func group(_ name: String, _ members: [String]) throws -> (dn: String, lines: String) {
    let members = members.map { "member: \($0)\n" }.joined()
    let dn = "cn=\(name),ou=groups,\(try LDAPServer.running().base)"
    return (dn, "objectClass: groupOfNames\ncn: \(name)\n\(members)")
  }

  private func people(_ name: String) throws -> String {
    "uid=\(name),ou=people,\(try LDAPServer.running().base)"
  }

  private func doubtful(_ snapshot: DirectorySnapshot) -> [String] {
    (0..<snapshot.groups.count).filter { snapshot.groups.doubtful[$0] }
      .compactMap { snapshot.group($0).name }.sorted()
  }

  @Test func `a group within a group that is gone makes the outer one doubtful`() async throws {
    let gone = try group("gone", [])
    let outer = try group("outer", [gone.dn, people("p000001")])
    let snapshot = try await read([outer, try group("top", [outer.dn])])
    #expect(doubtful(snapshot) == ["outer", "top"])
    #expect(ReadDirectory(snapshot).groups["outer"]?.direct == ["p000001@lab.example"])
    let note = try #require(snapshot.advisories.first { $0.kind == "unreadMembers" })
    #expect(note.subject == outer.dn)
    #expect(note.message.contains(gone.dn), "\(note.message)")
    #expect(!snapshot.advisories.contains { $0.kind == "strangers" })
  }

  @Test func `a group within a group that the account may not see makes the outer one doubtful`()
    async throws
  {
    let inner = try group("inner", [people("p000002")])
    let outer = try group("outer", [inner.dn, people("p000001")])
    let seen = try await read([inner, outer])
    #expect(doubtful(seen) == [])
    #expect(ReadDirectory(seen).groups["outer"]?.all.count == 2)
    #expect(doubtful(try await read([inner, outer], through: ["hidedn=^cn=inner"])) == ["outer"])
  }

  @Test(
    "a group within a group that a filter or a base leaves out makes the outer one doubtful",
    arguments: ["filter", "base", "elsewhere"]
  )
  func leftOut(by key: String) async throws {
    let base = try LDAPServer.running().base
    let lines = try group("inner", [people("p000002")]).lines
    let places = ["filter": "ou=groups,", "base": "ou=people,", "elsewhere": ""]
    let inner = (dn: "CN=Inner,\(places[key] ?? "")\(base)", lines: lines)
    let outer = try group("outer", [inner.dn, people("p000001")])
    let snapshot = try await read([inner, outer]) { settings in
      if key == "filter" { settings.groups.filter = "(!(cn=inner))" }
    }
    #expect(doubtful(snapshot) == ["outer"])
    #expect(!snapshot.advisories.contains { $0.kind == "strangers" })
  }

  @Test func `people who are left out by a filter, or gone, leave no doubt`() async throws {
    let outer = try group("outer", ["p000001", "p000002", "gone"].map(people))
    let snapshot = try await read([outer]) { $0.users.filter = "(!(uid=p000002))" }
    #expect(doubtful(snapshot) == [])
    #expect(ReadDirectory(snapshot).groups["outer"]?.direct == ["p000001@lab.example"])
    let message = snapshot.advisories.first { $0.kind == "strangers" }?.message
    #expect(message?.contains(try people("gone")) == true, "\(message ?? "")")
  }

  @Test func `people below a base of groups who are left out by a filter leave no doubt`()
    async throws
  {
    let base = try LDAPServer.running().base
    let outer = try group("outer", ["p000001", "p000002"].map(people))
    let snapshot = try await read([outer]) { settings in
      settings.users.bases = [base]
      settings.groups.bases = [base]
      settings.users.filter = "(!(uid=p000002))"
    }
    #expect(doubtful(snapshot) == [])
  }

  @Test func `a member of whom the account does not see what it is may be a group`() async throws {
    let base = try LDAPServer.running().base
    let outer = try group("outer", ["p000001", "p000002"].map(people))
    let snapshot = try await read([outer], through: ["hide=objectClass"]) { settings in
      settings.schema = "openldap"
      settings.users.bases = [base]
      settings.groups.bases = [base]
      settings.users.filter = "(!(uid=p000002))"
    }
    #expect(doubtful(snapshot).contains("outer"))
  }

  @Test func `where users and groups share a base, a name that nobody has leaves no doubt`()
    async throws
  {
    let base = try LDAPServer.running().base
    let outer = try group("outer", ["p000001", "gone"].map(people))
    let snapshot = try await read([outer]) {
      $0.users.bases = [base]
      $0.groups.bases = [base]
    }
    #expect(doubtful(snapshot) == [])
  }

  @Test func `however many names belong to nobody, each is looked up`() async throws {
    let base = try LDAPServer.running().base
    let gone = try (0..<450).map { try people("gone\($0)") }
    // Second names of attributes, which no normal form of ours knows.
    let ends = ["first", "last"].map { "rfc822Mailbox=\($0)@lab.example,ou=people,\(base)" }
    let found = ["first", "last"].map { name in
      (
        dn: "mail=\(name)@lab.example,ou=people,\(base)",
        lines: "objectClass: inetOrgPerson\ncn: \(name)\nsn: \(name)\nmail: \(name)@lab.example\n"
      )
    }
    let hidden = "cn=gone,ou=groups,\(base)"
    let groups = try [
      group("outer", [ends[0]] + gone + [ends[1]]), group("doubtful", gone + [hidden]),
    ]
    let snapshot = try await read(found + groups)
    #expect(
      ReadDirectory(snapshot).groups["outer"]?.direct == ["first@lab.example", "last@lab.example"]
    )
    #expect(doubtful(snapshot) == ["doubtful"])
    let message = snapshot.advisories.first { $0.kind == "strangers" }?.message
    #expect(message?.hasPrefix("900 members of groups") == true, "\(message ?? "")")
  }

  @Test func `what another server has, and is ignored, leaves no doubt and ends no read`()
    async throws
  {
    let base = try LDAPServer.running().base
    let child = "ou=child,ou=groups,\(base)"
    let lines =
      "objectClass: referral\nobjectClass: extensibleObject\nou: child\nref: ldap://other.example/\(child)\n"
    let outer = try group("outer", ["cn=a,\(child)", child, people("p000001")])
    let server = try LDAPServer.running()
    // A reference is only deleted if it is not followed.
    let delete = ["ldapdelete", "-M", "-Q", "-Y", "EXTERNAL", "-H", server.ldapiURL, child]
    defer { _ = try? server.run(delete) }
    let snapshot = try await read([outer, (child, lines)]) { $0.ignoredReferrals = [child] }
    #expect(doubtful(snapshot) == [])
    #expect(ReadDirectory(snapshot).groups["outer"]?.direct == ["p000001@lab.example"])
  }
}
