import DirectoryModel
import DirectorySources
import LDAPClient
import TestSupport
import Testing

/// Groups as other directories have them, each on a slapd of its own.
enum GroupShapeTests {
  @Suite(
    .needs(.slapd),
    .ldapServer(
      .slapd,
      ["--shape", "posix", "--users", "120", "--groups", "9", "--empty", "--foreign", "0.2"]
    )
  )
  struct Posix {
    private func read() async throws -> DirectorySnapshot {
      var settings = LDAPSourceSettings(try LDAPServer.running())
      settings.schema = "rfc2307"
      return try await settings.read()
    }

    /// The generator gives each user one of the first three groups as `gidNumber`.
    private func expected(_ server: LDAPServer) -> ReadDirectory {
      var expected = ReadDirectory(server.expectation)
      for (mail, _) in expected.users {
        let number = Int(mail.dropFirst().prefix(6)) ?? 0
        let name = "team-000\(number % 3)"
        guard let group = expected.groups[name], !group.direct.contains(mail) else { continue }
        expected.groups[name]?.direct = (group.direct + [mail]).sorted()
        expected.groups[name]?.all = (group.direct + [mail]).sorted()
      }
      return expected
    }

    @Test func `memberUid and the primary group's number make the members`() async throws {
      let server = try LDAPServer.running()
      let snapshot = try await read()
      let read = ReadDirectory(snapshot).withoutNames()
      #expect(read.differences(from: expected(server).withoutNames()) == [])
      #expect(snapshot.readings.first?.description.provider == "rfc2307")
    }

    @Test func `memberUid that is chosen by its key counts in whatever schema is recognised`()
      async throws
    {
      let server = try LDAPServer.running()
      var settings = LDAPSourceSettings(server)
      settings.groups.filter = "(objectClass=posixGroup)"
      settings.groups.member = "memberUID"
      let snapshot = try await settings.read()
      let read = ReadDirectory(snapshot).withoutNames()
      let expected = ReadDirectory(server.expectation).withoutNames()
      #expect(read.differences(from: expected) == [])
      #expect(snapshot.readings.first?.description.provider == "openldap")
      #expect(!snapshot.advisories.contains { $0.kind == "strangers" })
    }
  }

  @Suite(
    .needs(.slapd),
    .ldapServer(
      .slapd,
      ["--shape", "unique", "--users", "120", "--groups", "9", "--ring", "--restyle", "0.3"]
    )
  )
  struct Unique {
    @Test func `uniqueMember makes the members, nested ones too`() async throws {
      let server = try LDAPServer.running()
      let read = ReadDirectory(try await LDAPSourceSettings(server).read()).withoutNames()
      #expect(read.differences(from: ReadDirectory(server.expectation).withoutNames()) == [])
    }
  }

  @Suite(
    .needs(.slapd),
    .ldapServer(
      .slapd,
      ["--shape", "ad-slapd", "--users", "3600", "--groups", "4", "--big", "3500", "--depth", "1"]
    )
  )
  struct LongLists {
    @Test func `a group of 3,500 that comes in ranges is read whole`() async throws {
      let server = try LDAPServer.running()
      let snapshot = try await server.behindProxy(["values=1500", "page=1000"]) { url in
        var settings = LDAPSourceSettings(server, url: url)
        settings.schema = "activeDirectory"
        settings.pageSize = 1000
        settings.timeouts = LDAPTimeouts(connect: 60, answer: 120, whole: 300)
        settings.users.bases = ["OU=People," + server.base]
        settings.groups.bases = ["OU=Groups," + server.base]
        return try await settings.read()
      }
      let read = ReadDirectory(snapshot).withoutNames()
      #expect(read.groups["everybody"]?.direct.count == 3500)
      #expect(read.differences(from: ReadDirectory(server.expectation).withoutNames()) == [])
    }
  }
}
