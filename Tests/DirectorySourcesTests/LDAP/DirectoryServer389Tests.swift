import DirectoryModel
import DirectorySources
import LDAPClient
import TestSupport
import Testing

/// What only 389 Directory Server does; the only one of all tests.
@Suite(
  .serialized,
  .needs(.ds389),
  .ldapServer(
    .ds389,
    [
      "--users", "200", "--groups", "12", "--depth", "4", "--ring", "--empty", "--foreign", "0.2",
      "--awkward", "0.2", "--restyle", "0.3", "--disabled", "0.1", "--lock", "nsAccountLock",
    ]
  )
)
struct DirectoryServer389Tests {
  private func settings(_ server: LDAPServer) -> LDAPSourceSettings {
    var settings = LDAPSourceSettings(server)
    settings.timeouts = LDAPTimeouts(connect: 60, answer: 120, whole: 300)
    return settings
  }

  @Test func `the root tells that it is 389 Directory Server, and all is read as it was made`()
    async throws
  {
    let server = try LDAPServer.running()
    let snapshot = try await settings(server).read()
    let read = ReadDirectory(snapshot).withoutNames()
    #expect(read.differences(from: ReadDirectory(server.expectation).withoutNames()) == [])
    let reading = try #require(snapshot.readings.first)
    #expect(reading.description.provider == "389ds")
    #expect(reading.least == .proven)
    let disabled = server.expectation.users.values.count { $0.disabled }
    #expect(disabled > 0)
    #expect(reading.attributeCounts["nsAccountLock"] == disabled)
    #expect(snapshot.advisories == [])
  }

  @Test func `an entry is found outside of its base, in whatever suffix that lies`() async throws {
    let server = try LDAPServer.running()
    let units = ["ou=staff,o=service", "ou=left,o=service"]
    let dn = "uid=mover,\(units[0])"
    try server.modify(
      """
      dn: o=service
      changetype: modify
      add: aci
      aci: (targetattr="*")(version 3.0; acl "lab"; allow (read,search,compare) userdn="ldap:///\(server.reader)";)

      """
    )
    for unit in units {
      try server.modify("dn: \(unit)\nchangetype: add\nobjectClass: organizationalUnit\n")
    }
    try server.modify(
      """
      dn: \(dn)
      changetype: add
      objectClass: inetOrgPerson
      cn: Mover
      sn: Mover
      mail: mover@lab.example

      """
    )
    defer {
      for dn in [dn] + units { try? server.modify("dn: \(dn)\nchangetype: delete\n") }
    }
    var settings = settings(server)
    settings.users.bases = [units[0]]
    settings.groups.bases = []
    let snapshot = try await settings.read()
    let id = try #require(snapshot.user(0).id)
    settings.users.bases = [units[1]]
    #expect(try await settings.locate([id]).map(\.place) == [dn])
  }

  @Test func `the id is nsUniqueId, and stays when the name changes`() async throws {
    let server = try LDAPServer.running()
    let before = try await settings(server).read()
    let dn = try #require(server.expectation.users["p000001@lab.example"]?.dn)
    let rows = (0..<before.users.count).map(before.user)
    let user = try #require(rows.first { $0.email == "p000001@lab.example" })
    let id = try #require(user.id)
    #expect(id.utf8.count == 35)
    #expect(id.split(separator: "-").map(\.utf8.count) == [8, 8, 8, 8])
    try server.modify(
      "dn: \(dn)\nchangetype: modrdn\nnewrdn: cn=renamed\ndeleteoldrdn: 0\n"
    )
    let after = try await settings(server).read()
    let same = try #require((0..<after.users.count).map(after.user).first { $0.id == id })
    #expect(same.place?.hasPrefix("cn=renamed,") ?? false)
    #expect(same.email == "p000001@lab.example")
    let renamed = try #require(same.place)
    let rdn = try #require(dn.split(separator: ",").first)
    try server.modify(
      "dn: \(renamed)\nchangetype: modrdn\nnewrdn: \(rdn)\ndeleteoldrdn: 0\n"
    )
  }

  @Test func `ldaps, StartTLS and the socket of the calling user read the same`() async throws {
    let server = try LDAPServer.running()
    var settings = settings(server)
    settings.urls = [server.ldapsURL]
    #expect(try await settings.read().users.count == 200)
    settings.urls = [server.url]
    settings.startTLS = true
    #expect(try await settings.read().users.count == 200)
    settings.startTLS = false
    settings.urls = [server.ldapiURL]
    settings.bind = .external
    #expect(try await settings.read().users.count == 200)
  }

  @Test func `an account with the server's own limits is told so`() async throws {
    let server = try LDAPServer.running()
    // Below what the server lets it look through, and asked without pages.
    try server.modify(
      """
      dn: cn=limited,o=service
      changetype: modify
      replace: nsSizeLimit
      nsSizeLimit: 50

      """
    )
    var settings = LDAPSourceSettings(server, as: "cn=limited,o=service")
    settings.pageSize = 0
    let limited = settings
    let error = try await #require(throws: SourceError.self) { try await limited.read() }
    #expect(error.reason == "result-4")
    #expect(error.hint != nil)
  }

  @Test func `who was moved out of the base is found where it is now`() async throws {
    let server = try LDAPServer.running()
    var settings = settings(server)
    let before = try await settings.read()
    let rows = (0..<before.users.count).map(before.user)
    let id = try #require(rows.first { $0.email == "p000002@lab.example" }?.id)
    settings.users.bases = ["ou=groups," + server.base]
    settings.groups.bases = []
    let located = try await settings.locate([id, "00000000-00000000-00000000-00000000"])
    #expect(located.map(\.id) == [id])
    #expect(located.first?.place.contains("ou=people") ?? false)
  }

  @Test func `a tombstone is no user, and tells of an id that it was deleted`() async throws {
    let server = try LDAPServer.running()
    // Servers keep tombstones for their replicas only.
    try server.modify(
      """
      dn: cn=replica,cn=dc\\3Dlab\\2Cdc\\3Dexample,cn=mapping tree,cn=config
      changetype: add
      objectClass: top
      objectClass: nsds5Replica
      cn: replica
      nsDS5ReplicaRoot: \(server.base)
      nsDS5ReplicaId: 1
      nsDS5ReplicaType: 3
      nsDS5Flags: 1
      nsDS5ReplicaBindDN: cn=replication,cn=config

      dn: uid=leaver,ou=people,\(server.base)
      changetype: add
      objectClass: inetOrgPerson
      uid: leaver
      cn: Leaver
      sn: Leaver
      mail: leaver@lab.example

      """
    )
    let settings = settings(server)
    let before = try await settings.read()
    let rows = (0..<before.users.count).map(before.user)
    let id = try #require(rows.first { $0.email == "leaver@lab.example" }?.id)
    try server.modify("dn: uid=leaver,ou=people,\(server.base)\nchangetype: delete\n")
    let after = try await settings.read()
    #expect(after.users.count == before.users.count - 1)
    #expect((0..<after.users.count).map(after.user).allSatisfy { $0.id != id })
    // Over the socket we are the administrator, who sees them.
    var administrator = settings
    administrator.urls = [server.ldapiURL]
    administrator.bind = .external
    let located = try await administrator.locate([id])
    #expect(located.map(\.id) == [id])
    #expect(located.first?.state == .deleted)
    // Others may see it, or nothing.
    #expect(try await settings.locate([id]).allSatisfy { $0.state == .deleted })
  }
}
