import DirectoryModel
import DirectorySources
import LDAPClient
import TestSupport
import Testing

/// The rules of Active Directory's attributes, on a slapd with its schema, where every value can be written.
@Suite(
  .serialized,
  .needs(.slapd),
  .ldapServer(
    .slapd,
    [
      "--shape", "ad-slapd", "--users", "12", "--groups", "2", "--depth", "1", "--memberships", "1",
      "--disabled", "0", "--awkward", "0",
    ]
  )
)
struct ActiveDirectoryRulesTests {
  private func settings() throws -> LDAPSourceSettings {
    let server = try LDAPServer.running()
    var settings = LDAPSourceSettings(server)
    settings.schema = "activeDirectory"
    settings.users.bases = ["OU=People," + server.base]
    settings.groups.bases = ["OU=Groups," + server.base]
    return settings
  }

  /// Replaces an attribute of a user, or takes it away.
  private func set(_ attribute: String, _ value: String?) throws {
    let server = try LDAPServer.running()
    let dn = try #require(server.expectation.users["p000001@lab.example"]?.dn)
    let line = value.map { "\(attribute): \($0)\n" } ?? ""
    try server.modify("dn: \(dn)\nchangetype: modify\nreplace: \(attribute)\n\(line)\n")
  }

  private func state() async throws -> EntryState? {
    let snapshot = try await settings().read()
    let users = (0..<snapshot.users.count).map(snapshot.user)
    return users.first { $0.email == "p000001@lab.example" }?.state
  }

  @Test(
    "userAccountControl says who is disabled, by one bit",
    arguments: [
      ("512", .active), ("514", .disabled), ("544", .active), ("546", .disabled),
      ("66048", .active), ("66050", .disabled), ("262656", .active),
      // Locked out and expired password: not for us to judge.
      ("528", .active), ("8389120", .active),
      // Not readable is not enabled.
      (nil, .unknown),
    ] as [(String?, EntryState)]
  )
  func control(value: String?, expected: EntryState) async throws {
    try set("userAccountControl", value)
    #expect(try await state() == expected)
    try set("userAccountControl", "512")
  }

  @Test(
    "an account that has ended counts as disabled",
    arguments: [
      ("0", .active), ("9223372036854775807", .active),
      // A second before and after the moment of the tests, in 100 ns since 1601.
      ("134394736000000000", .disabled), ("134394736010000000", .active),
      ("131000000000000000", .disabled),
    ] as [(String, EntryState)]
  )
  func expiry(ticks: String, expected: EntryState) async throws {
    try set("accountExpires", ticks)
    #expect(try await state() == expected)
    try set("accountExpires", "0")
  }

  @Test func `a configured mark of disabled people takes the place of all of the schema's`()
    async throws
  {
    try set("accountExpires", "131000000000000000")
    var settings = try settings()
    settings.users.disabled = "(userAccountControl:1.2.840.113556.1.4.803:=6)"
    // Both bits of 6 are asked for: 2 alone does not do.
    var states: [EntryState] = []
    for control in ["514", "518"] {
      try set("userAccountControl", control)
      let snapshot = try await settings.read()
      let users = (0..<snapshot.users.count).map(snapshot.user)
      states += users.filter { $0.email == "p000001@lab.example" }.map(\.state)
    }
    try set("accountExpires", "0")
    try set("userAccountControl", "512")
    #expect(states == [.active, .disabled])
  }

  @Test func `computers and contacts are no users, whatever filter is configured`() async throws {
    let server = try LDAPServer.running()
    let people = "OU=People," + server.base
    try server.modify(
      """
      dn: CN=pc1,\(people)
      changetype: add
      objectClass: user
      cn: pc1
      sn: pc1
      mail: pc1@lab.example
      objectCategory: computer
      userAccountControl: 4096

      dn: CN=contact,\(people)
      changetype: add
      objectClass: inetOrgPerson
      cn: contact
      sn: contact
      mail: contact@other.example

      """
    )
    var settings = try settings()
    #expect(try await settings.read().users.count == 12)
    settings.users.filter = "(objectClass=*)"
    #expect(try await settings.read().users.count == 12)
    settings.users.filter = "(|(objectClass=inetOrgPerson)(sAMAccountName=p000004))"
    #expect(try await settings.read().users.count == 1)
    try server.modify("dn: CN=pc1,\(people)\nchangetype: delete\n")
    try server.modify("dn: CN=contact,\(people)\nchangetype: delete\n")
  }

  @Test(
    "of the proxy addresses the one in capitals is the address",
    arguments: [
      (["smtp:alias@lab.example", "SMTP:main@lab.example", "X500:/o=Lab"], "main@lab.example"),
      (["smtp:alias@lab.example"], "p000001@example.com"), ([], "p000001@example.com"),
    ]
  )
  func proxies(values: [String], expected: String) async throws {
    let server = try LDAPServer.running()
    let dn = try #require(server.expectation.users["p000001@lab.example"]?.dn)
    let lines = values.map { "proxyAddresses: \($0)\n" }.joined()
    try server.modify("dn: \(dn)\nchangetype: modify\nreplace: proxyAddresses\n\(lines)\n")
    var settings = try settings()
    settings.users.filter = "(sAMAccountName=p000001)"
    settings.users.email = ["proxyAddresses", "{sAMAccountName}@example.com"]
    #expect(try await settings.read().user(0).email == expected)
  }

  @Test func `a user is in the primary group that its number names, and in no other`() async throws
  {
    var settings = try settings()
    settings.extras = ["systemObjects"]
    let before = ReadDirectory(try await settings.read())
    #expect(before.groups["Domain Users"]?.direct.count == 12)
    // The generator's groups have numbers from 900000 on; each user is in one of the two.
    let isInFirst = before.groups["team-0000"]?.direct.contains("p000001@lab.example") == true
    let other = isInFirst ? "team-0001" : "team-0000"
    #expect(before.groups[other]?.direct.contains("p000001@lab.example") == false)
    try set("primaryGroupID", isInFirst ? "900001" : "900000")
    let after = ReadDirectory(try await settings.read())
    #expect(after.groups["Domain Users"]?.direct.count == 11)
    #expect(after.groups[other]?.direct.contains("p000001@lab.example") == true)
    try set("primaryGroupID", "513")
  }

  @Test func `accounts of a fresh installation take no part unless they are asked for`()
    async throws
  {
    try set("isCriticalSystemObject", "TRUE")
    var settings = try settings()
    let without = try await settings.read()
    settings.extras = ["systemObjects"]
    let with = try await settings.read()
    try set("isCriticalSystemObject", nil)
    func isLeftOut(_ snapshot: DirectorySnapshot) -> [Bool] {
      (0..<snapshot.users.count).map(snapshot.user)
        .filter { $0.marks.contains(.leftOutAsExtra) }
        .map { $0.email == "p000001@lab.example" }
    }
    #expect(isLeftOut(without) == [true])
    #expect(isLeftOut(with) == [])
  }

  @Test func `members of other domains are told of and counted`() async throws {
    let server = try LDAPServer.running()
    let group = "CN=team-0000,OU=Groups,\(server.base)"
    let foreign = "CN=S-1-5-21-9-8-7-1105,CN=ForeignSecurityPrincipals,\(server.base)"
    try server.modify("dn: \(group)\nchangetype: modify\nadd: member\nmember: \(foreign)\n")
    let note = try await settings().read().advisories.first { $0.kind == "foreignPrincipals" }
    try server.modify("dn: \(group)\nchangetype: modify\ndelete: member\nmember: \(foreign)\n")
    #expect(note?.message.hasPrefix("1 members of groups belong to other domains") == true)
  }
}
