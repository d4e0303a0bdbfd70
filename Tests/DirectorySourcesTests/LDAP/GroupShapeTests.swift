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

    private func readInRanges(_ words: [String]) async throws -> DirectorySnapshot {
      let server = try LDAPServer.running()
      return try await server.behindProxy(["values=7"] + words) { url in
        var settings = LDAPSourceSettings(server, url: url)
        settings.schema = "rfc2307"
        return try await settings.read()
      }
    }

    @Test func `memberUid that comes in ranges is read to its end`() async throws {
      let read = ReadDirectory(try await readInRanges([])).withoutNames()
      let expected = expected(try LDAPServer.running()).withoutNames()
      #expect(read.differences(from: expected) == [])
    }

    @Test func `a range of memberUid that does not come is an error`() async throws {
      let error = try await #require(throws: SourceError.self) {
        try await readInRanges(["lostrange"])
      }
      #expect(error.reason == "range")
      #expect(error.summary.contains("'memberUid' of "), "\(error.summary)")
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
    .ldapServer(.slapd, ["--shape", "posix", "--users", "12", "--groups", "3", "--foreign", "0"])
  )
  struct Shared {
    private func group(_ name: String, in snapshot: DirectorySnapshot) throws -> Int {
      try #require((0..<snapshot.groups.count).first { snapshot.group($0).name == name })
    }

    private func addresses(_ group: Int, in snapshot: DirectorySnapshot) -> [String] {
      snapshot.members[group].compactMap { snapshot.user(Int($0)).email }.sorted()
    }

    @Test func `a login or number that two have gives nothing and takes nothing`() async throws {
      let server = try LDAPServer.running()
      var settings = LDAPSourceSettings(server)
      settings.schema = "rfc2307"
      let before = try await settings.read()
      let people = "ou=people,\(server.base)"
      try server.modify(
        """
        dn: cn=secret,ou=groups,\(server.base)
        changetype: add
        objectClass: posixGroup
        cn: secret
        gidNumber: 30000
        memberUid: p000001
        memberUid: p000002

        dn: cn=twin,\(people)
        changetype: add
        objectClass: inetOrgPerson
        objectClass: posixAccount
        cn: twin
        sn: Twin
        uid: p000001
        uidNumber: 40000
        gidNumber: 40000
        homeDirectory: /home/twin
        mail: twin@lab.example

        dn: cn=same,ou=groups,\(server.base)
        changetype: add
        objectClass: posixGroup
        cn: same
        gidNumber: 20000

        """
      )
      let snapshot = try await settings.read()
      let secret = try group("secret", in: snapshot)
      #expect(addresses(secret, in: snapshot) == ["p000002@lab.example"])
      #expect(snapshot.groups.doubtful[secret])
      let notes = snapshot.advisories.filter { ["sharedLogin", "sharedNumber"].contains($0.kind) }
      #expect(
        Set(notes.map(\.subject)) == ["p000001", "cn=same,ou=groups,\(server.base)"],
        "\(snapshot.advisories)"
      )
      for name in ["team-0000", "same"] {
        #expect(snapshot.groups.doubtful[try group(name, in: snapshot)])
      }
      let number = addresses(try group("team-0000", in: before), in: before).count
      #expect(addresses(try group("team-0000", in: snapshot), in: snapshot).count < number)
      #expect(addresses(try group("same", in: snapshot), in: snapshot) == [])
    }
  }

  @Suite(
    .needs(.slapd),
    .ldapServer(.slapd, ["--shape", "posix", "--users", "6", "--groups", "3", "--foreign", "0"])
  )
  struct SeveralLogins {
    @Test func `each uid of a user is a login, and one that another has too is no one's`()
      async throws
    {
      let server = try LDAPServer.running()
      let logins = [("ann", ["ann", "ann.old", "shared"]), ("bob", ["bob", "shared", "bob.old"])]
      for (number, (name, uids)) in logins.enumerated() {
        try server.modify(
          """
          dn: cn=\(name),ou=people,\(server.base)
          changetype: add
          objectClass: inetOrgPerson
          objectClass: posixAccount
          cn: \(name)
          sn: \(name)
          \(uids.map { "uid: \($0)" }.joined(separator: "\n"))
          uidNumber: \(40_000 + number)
          gidNumber: 40000
          homeDirectory: /home/\(name)
          mail: \(name)@lab.example

          """
        )
      }
      for (number, names) in [["ann.old", "bob.old"], ["shared", "bob", "p000001"]].enumerated() {
        try server.modify(
          """
          dn: cn=by login \(number),ou=groups,\(server.base)
          changetype: add
          objectClass: posixGroup
          cn: by login \(number)
          gidNumber: \(30_000 + number)
          \(names.map { "memberUid: \($0)" }.joined(separator: "\n"))

          """
        )
      }
      var settings = LDAPSourceSettings(server)
      settings.schema = "rfc2307"
      let snapshot = try await settings.read()
      let groups = ReadDirectory(snapshot).groups
      #expect(groups["by login 0"]?.direct == ["ann@lab.example", "bob@lab.example"])
      #expect(groups["by login 1"]?.direct == ["bob@lab.example", "p000001@lab.example"])
      let doubtful = (0..<snapshot.groups.count).filter { snapshot.groups.doubtful[$0] }
      #expect(doubtful.map { snapshot.group($0).name } == ["by login 1"])
      let shared = snapshot.advisories.filter { $0.kind == "sharedLogin" }
      #expect(shared.map(\.subject) == ["shared"])
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
