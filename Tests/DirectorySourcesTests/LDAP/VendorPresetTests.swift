import DirectoryModel
import DirectorySources
import LDAPClient
import TestSupport
import Testing

/// The presets for FreeIPA and eDirectory, which no test can start: a slapd shows their root, schema and kinds of entries.
///
/// That the attributes are read by the right rules is tested so; that the real servers behave like this is not.
enum VendorPresetTests {
  @Suite(.needs(.slapd), .ldapServer(.slapd, environment: ["VENDOR": "freeipa"]))
  struct FreeIPA {
    private func settings() throws -> LDAPSourceSettings {
      let server = try LDAPServer.running()
      var settings = LDAPSourceSettings(server)
      settings.users.bases = ["cn=users,cn=accounts," + server.base]
      settings.groups.bases = ["cn=groups,cn=accounts," + server.base]
      return settings
    }

    @Test func `the root tells the preset, and users have its ids and marks`() async throws {
      let snapshot = try await settings().read()
      #expect(snapshot.readings.first?.description.provider == "freeipa")
      #expect(snapshot.readings.first?.isStatusKnown == true)
      let users = people(snapshot)
      // 'admin' is no inetOrgPerson.
      #expect(users.keys.sorted() == ["ada", "bo", "cem", "dee"])
      #expect(users["ada"]?.id == "e5a10001-0000-11f0-9c1e-525400120001")
      // Without an ipaUniqueID, as entries have it that other tools made.
      #expect(users["dee"]?.id == "7d3f8a01-000011f0-9c1eabcd-12345678")
      #expect(users["bo"]?.state == .disabled)
      // Neither 'FALSE' nor wrong passwords disable.
      #expect(["ada", "cem", "dee"].allSatisfy { users[$0]?.state == .active })
      #expect(users["ada"]?.displayName == "Ada Lab")
    }

    @Test("groups of users count, private groups and roles do not", arguments: [false, true])
    func groups(memberOf: Bool) async throws {
      var settings = try settings()
      settings.readsMembershipsFromUsers = memberOf
      let groups = ReadDirectory(try await settings.read()).groups
      #expect(groups.keys.sorted() == ["editors", "engineers", "ipausers", "staff"])
      #expect(groups["engineers"]?.all == ["ada@lab.example"])
      #expect(groups["staff"]?.all == ["ada@lab.example", "cem@lab.example"])
      #expect(groups["ipausers"]?.all.count == 4)
      #expect(groups["editors"]?.all == [])
    }

    @Test func `from the suffix, copies and staged and preserved people are left out`() async throws
    {
      var settings = try settings()
      settings.users.bases = [try LDAPServer.running().base]
      let snapshot = try await settings.read()
      let rows = (0..<snapshot.users.count).map(snapshot.user)
      let taking = rows.filter { !$0.marks.contains(.leftOutByFilter) }.compactMap(\.email)
      #expect(taking.sorted() == ["ada", "bo", "cem", "dee"].map { $0 + "@lab.example" })
      let leftOut = rows.filter { $0.marks.contains(.leftOutByFilter) }.compactMap(\.place)
      #expect(leftOut.count == 3, "\(leftOut)")
      #expect(leftOut.allSatisfy { $0.contains("cn=compat,") || $0.contains("cn=provisioning,") })
    }

    @Test func `a copy does not make a login ambiguous`() async throws {
      var settings = try settings()
      settings.users.bases = [try LDAPServer.running().base]
      settings.groups.filter = "(objectClass=posixGroup)"
      settings.groups.member = "memberUid"
      let snapshot = try await settings.read()
      let members = snapshot.members[0].compactMap { snapshot.user(Int($0)).place }
      #expect(snapshot.groups.count == 1)
      #expect(members.count == 1 && members.allSatisfy { $0.contains("cn=users,cn=accounts") })
      #expect(!snapshot.groups.doubtful[0])
      #expect(!snapshot.advisories.contains { $0.kind == "sharedLogin" })
    }

    @Test func `who was preserved is found where deleted users are kept`() async throws {
      let located = try await settings().locate(["e5a10006-0000-11f0-9c1e-525400120006"])
      let user = try #require(located.first)
      #expect(user.place.contains("cn=deleted users,"), "\(user.place)")
      #expect(user.email == "gone@lab.example")
    }
  }

  @Suite(.serialized, .needs(.slapd), .ldapServer(.slapd, environment: ["VENDOR": "edirectory"]))
  struct EDirectory {
    @Test func `the root tells the preset, and users have its ids and marks`() async throws {
      let snapshot = try await LDAPSourceSettings(LDAPServer.running()).read()
      #expect(snapshot.readings.first?.description.provider == "edirectory")
      let users = people(snapshot)
      #expect(users.keys.sorted() == ["ada", "bo", "cem", "dee"])
      // The bytes in their own order.
      #expect(users["ada"]?.id == "109ef6853106a03b4987d710a8ec0a01")
      #expect(users["ada"]?.displayName == "Ada Lab")
      #expect(users["ada"]?.state == .active)
      #expect(users["bo"]?.state == .disabled)
      // The login ended in 2020; that of 'dee' ends in 2099, and an intruder's lock passes.
      #expect(users["cem"]?.state == .disabled)
      #expect(users["dee"]?.state == .active)
    }

    @Test(
      "the end of a login is a moment, however it is written",
      arguments: [
        ("20261118110640Z", .disabled), ("20261118110641Z", .active),
        ("20261118120640+0100", .disabled), ("20261118120641+0100", .active),
        ("20261118040640-0700", .disabled), ("20261118040641-0700", .active),
        ("20261118110640.5Z", .disabled), ("202611181106Z", .disabled),
        ("202611181107Z", .active), ("2026111811Z", .disabled), ("2026111812+01", .disabled),
      ] as [(String, EntryState)]
    )
    func expiration(text: String, expected: EntryState) async throws {
      let server = try LDAPServer.running()
      func end(_ text: String) throws {
        try server.modify(
          """
          dn: cn=cem,ou=people,\(server.base)
          changetype: modify
          replace: loginExpirationTime
          loginExpirationTime: \(text)

          """
        )
      }
      try end(text)
      let users = people(try await LDAPSourceSettings(server).read())
      try end("20200101000000Z")
      #expect(users["cem"]?.state == expected)
    }

    @Test("groups are read from either side", arguments: [false, true])
    func groups(memberOf: Bool) async throws {
      var settings = LDAPSourceSettings(try LDAPServer.running())
      settings.readsMembershipsFromUsers = memberOf
      let snapshot = try await settings.read()
      let groups = ReadDirectory(snapshot).groups
      #expect(groups.keys.sorted() == ["everybody", "made up", "staff"])
      #expect(groups["staff"]?.all == ["ada@lab.example", "bo@lab.example"])
      guard !memberOf else { return }
      let everybody = ["ada@lab.example", "bo@lab.example", "dee@lab.example"]
      #expect(groups["everybody"]?.all == everybody)
      #expect(snapshot.advisories.map(\.kind) == ["dynamicGroup"])
    }

    @Test func `an id is looked up by its bytes`() async throws {
      let server = try LDAPServer.running()
      var settings = LDAPSourceSettings(server)
      settings.users.bases = ["ou=groups," + server.base]
      let located = try await settings.locate([
        "209ef6853106a03b4987d710a8ec0a02", "ffffffffffffffffffffffffffffffff",
      ])
      #expect(located.map(\.email) == ["bo@lab.example"])
      #expect(located.first?.state == .disabled)
    }
  }

  /// Users by the part of their address before the at sign.
  private static func people(_ snapshot: DirectorySnapshot) -> [String: DirectoryUser] {
    var people: [String: DirectoryUser] = [:]
    for row in 0..<snapshot.users.count {
      let user = snapshot.user(row)
      people[user.email?.split(separator: "@").first.map(String.init) ?? "\(row)"] = user
    }
    return people
  }
}
