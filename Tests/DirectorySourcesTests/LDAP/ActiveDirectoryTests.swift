import DirectoryModel
import DirectorySources
import LDAPClient
import TestSupport
import Testing

/// What only Active Directory does, against Samba's domain controller; the only one of all tests, since it is slow to start.
@Suite(
  .serialized,
  .needs(.samba),
  .ldapServer(
    .samba,
    [
      "--shape", "ad", "--users", "150", "--groups", "12", "--depth", "4", "--ring", "--empty",
      "--foreign", "0.2", "--awkward", "0.2", "--restyle", "0.3",
    ]
  )
)
struct ActiveDirectoryTests {
  private func settings(_ server: LDAPServer) -> LDAPSourceSettings {
    var settings = LDAPSourceSettings(server, url: server.ldapsURL)
    settings.timeouts = LDAPTimeouts(connect: 60, answer: 120, whole: 300)
    return settings
  }

  @Test func `the root tells that it is Active Directory, and all is read as it was made`()
    async throws
  {
    let server = try LDAPServer.running()
    let snapshot = try await settings(server).read()
    let read = ReadDirectory(snapshot).withoutNames()
    #expect(read.differences(from: ReadDirectory(server.expectation).withoutNames()) == [])
    let reading = try #require(snapshot.readings.first)
    #expect(reading.description.provider == "activeDirectory")
    #expect(reading.least == .proven)
    #expect(reading.isStatusKnown)
    #expect(reading.attributeCounts["userAccountControl"] == 150)
    #expect(snapshot.advisories == [])
  }

  @Test func `the domain controller's mark grows with a change, and goes by its invocation id`()
    async throws
  {
    let server = try LDAPServer.running()
    let before = try #require(try await settings(server).read().readings.first?.changeMarks)
    let (counter, mark) = try #require(before.first)
    #expect(before.count == 1)
    #expect(counter.hasPrefix("highestCommittedUSN of "), "\(counter)")
    #expect(counter.utf8.count == "highestCommittedUSN of ".utf8.count + 36, "\(counter)")
    try server.tool("group", "add", "marked")
    let after = try #require(try await settings(server).read().readings.first?.changeMarks)
    #expect(after.keys.first == counter)
    #expect(try #require(after[counter]) > mark)
    try server.tool("group", "delete", "marked")
  }

  @Test func `the id is the objectGUID in the order by which the server itself finds it`()
    async throws
  {
    let server = try LDAPServer.running()
    let snapshot = try await settings(server).read()
    for row in [0, 71, 149] {
      let user = snapshot.user(row)
      let printed = try search(server, base: "<GUID=\(try #require(user.id))>")
      #expect(printed.contains("mail: \(try #require(user.email))\n"), "\(printed)")
    }
    let group = snapshot.group(0)
    let printed = try search(server, base: "<GUID=\(try #require(group.id))>")
    #expect(printed.contains("cn: \(try #require(group.name))\n"), "\(printed)")
  }

  @Test func `the primary group counts, which no member list has`() async throws {
    let server = try LDAPServer.running()
    var settings = settings(server)
    settings.groups.bases.append("CN=Users," + server.base)
    settings.extras = ["systemObjects"]
    let read = ReadDirectory(try await settings.read())
    #expect(
      read.groups["Domain Users"]?.direct.filter { $0.hasPrefix("p0") }.count == 150
    )
    // Without being asked for, the directory's own groups are left out.
    settings.extras = []
    #expect(ReadDirectory(try await settings.read()).groups["Domain Users"] == nil)
  }

  @Test func `a global catalog is read, with a warning of what it lacks`() async throws {
    let server = try LDAPServer.running()
    var settings = settings(server)
    settings.urls = [server.setting("CATALOG_URL")]
    let snapshot = try await settings.read()
    let note = try #require(snapshot.advisories.first { $0.kind == "globalCatalog" })
    #expect(note.message.contains("read from port 636"), "\(note.message)")
  }

  @Test func `a search from the root passes over the domain's own partitions`() async throws {
    let server = try LDAPServer.running()
    var settings = settings(server)
    settings.users.bases = []
    let read = ReadDirectory(try await settings.read())
    #expect(server.expectation.users.keys.allSatisfy { read.users[$0] != nil })
  }

  @Test func `StartTLS protects a read, and a simple bind without it is refused with a hint`()
    async throws
  {
    let server = try LDAPServer.running()
    var settings = settings(server)
    settings.urls = [server.url]
    settings.startTLS = true
    #expect(try await settings.read().users.count == 150)
    settings.startTLS = false
    let plain = settings
    let error = try await #require(throws: SourceError.self) { try await plain.read() }
    #expect(error.reason == "result-8")
    #expect(error.hint != nil)
  }

  @Test func `a Kerberos ticket reads over plain LDAP, sealed`() async throws {
    let server = try LDAPServer.running()
    let cache = "FILE:\(server.folder)/tickets"
    let configuration = ["KRB5_CONFIG": server.setting("KERBEROS")]
    try server.run(
      [
        "sh", "-c", "printf '%s\\n' \"$0\" | kinit -c \"$1\" \"$2\" >/dev/null", server.password,
        cache, "reader@" + server.setting("REALM"),
      ],
      environment: configuration
    )
    server.useKerberos()
    var settings = settings(server)
    settings.urls = [server.url]
    settings.bind = .gssapi(ticketCache: cache, keytab: nil)
    #expect(try await settings.read().users.count == 150)
    settings.bind = .gssapi(ticketCache: "FILE:\(server.folder)/none", keytab: nil)
    let without = settings
    let error = try await #require(throws: SourceError.self) { try await without.read() }
    #expect(error.summary.contains("No Kerberos credentials"), "\(error.summary)")
  }

  @Test func `a keytab reads without a ticket of one's own, and one that is not there does not`()
    async throws
  {
    let server = try LDAPServer.running()
    let keytab = server.folder + "/reader.keytab"
    try server.tool("domain", "exportkeytab", keytab, "--principal=reader")
    server.useKerberos()
    var settings = settings(server)
    settings.urls = [server.url]
    settings.bind = .gssapi(ticketCache: nil, keytab: keytab)
    #expect(try await settings.read().users.count == 150)
    settings.bind = .gssapi(ticketCache: nil, keytab: keytab + ".none")
    let without = settings
    let error = try await #require(throws: SourceError.self) { try await without.read() }
    #expect(error.category == .credentials)
    #expect(error.summary.contains("reader.keytab.none"), "\(error.summary)")
    #expect(error.hint?.contains("keytab") == true)
    // A cache that is named counts alone.
    settings.bind = .gssapi(ticketCache: "FILE:\(server.folder)/none", keytab: nil)
    let named = settings
    await #expect(throws: SourceError.self) { try await named.read() }
  }

  @Test func `who is locked out stays active, who is disabled or expired does not`() async throws {
    let server = try LDAPServer.running()
    func state(_ login: String) async throws -> EntryState? {
      let snapshot = try await settings(server).read()
      return (0..<snapshot.users.count).map(snapshot.user)
        .first { $0.email == "\(login)@lab.example" }?.state
    }
    let dn = try #require(server.expectation.users["p000030@lab.example"]?.dn)
    for _ in 0..<3 {
      // A refused bind ends ldapwhoami with an error.
      try server.run(
        [
          "sh", "-c", "! env -u LDAPNOINIT ldapwhoami -x -H \"$0\" -D \"$1\" -w wrong 2>/dev/null",
          server.ldapsURL, "p000030@lab.example",
        ],
        environment: ["LDAPTLS_CACERT": server.authority]
      )
    }
    let computed = try search(server, base: dn, ["msDS-User-Account-Control-Computed"])
    let bits = computed.split(separator: "Computed: ").last?.prefix { $0.isNumber }
    // Locked out, and the password has expired: both pass.
    #expect(bits.flatMap { Int($0) } == 0x10 | 0x80_0000, "\(computed)")
    #expect(try await state("p000030") == .active)
    try server.tool("user", "disable", "p000031")
    #expect(try await state("p000031") == .disabled)
    try server.tool("user", "enable", "p000031")
    #expect(try await state("p000031") == .active)
    try server.tool("user", "setexpiry", "p000032", "--days=0")
    let expiry = try search(
      server,
      base: try #require(server.expectation.users["p000032@lab.example"]?.dn),
      ["accountExpires"]
    )
    #expect(!expiry.contains("accountExpires: 0\n"), "\(expiry)")
    try server.tool("user", "setexpiry", "p000032", "--noexpiry")
    #expect(try await state("p000032") == .active)
  }

  @Test func `who was moved is found elsewhere, who was deleted is not found alive`() async throws {
    let server = try LDAPServer.running()
    let before = try await settings(server).read()
    func id(_ login: String) -> String? {
      (0..<before.users.count).map(before.user).first { $0.email == "\(login)@lab.example" }?.id
    }
    let moved = try #require(id("p000020"))
    let deleted = try #require(id("p000021"))
    try server.tool("user", "move", "p000020", "CN=Users," + server.base)
    try server.tool("user", "delete", "p000021")
    let located = try await settings(server).locate([moved, deleted])
    let found = try #require(located.first { $0.id == moved })
    #expect(found.place.hasSuffix(",CN=Users,DC=lab,DC=example"), "\(found.place)")
    // A tombstone, where the account may see it; else nothing.
    #expect(located.allSatisfy { $0.id != deleted || $0.state == .deleted })
    // The administrator sees them.
    var administrator = settings(server)
    administrator.bind = .simple(dn: "Administrator@lab.example", password: { server.password })
    let tombstone = try #require(try await administrator.locate([deleted]).first)
    #expect(tombstone.state == .deleted)
    #expect(tombstone.place.contains("Deleted Objects"), "\(tombstone.place)")
    try server.tool("user", "move", "p000020", "OU=People," + server.base)
  }

  /// What ldapsearch prints; this process has told libldap, its children too, to read no variables.
  private func search(
    _ server: LDAPServer,
    base: String,
    _ attributes: [String] = ["mail", "cn"]
  ) throws -> String {
    try server.run(
      [
        "env", "-u", "LDAPNOINIT", "ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-x", "-H",
        server.ldapsURL, "-D",
        server.reader, "-w", server.password, "-s", "base", "-b", base,
      ] + attributes,
      environment: ["LDAPTLS_CACERT": server.authority]
    )
  }
}
