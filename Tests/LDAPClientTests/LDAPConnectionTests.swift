import LDAPClient
import TestSupport
import Testing

@Suite(
  .serialized,
  .needs(.slapd),
  .ldapServer(.slapd, ["--users", "2500", "--groups", "20", "--shape", "people"])
)
struct LDAPConnectionTests {
  private func settings(_ server: LDAPServer) -> LDAPConnectionSettings {
    var settings = LDAPConnectionSettings()
    settings.caFile = server.authority
    settings.bind = .simple(dn: server.reader, password: LDAPPassword(server.password))
    return settings
  }

  private func people(_ server: LDAPServer, pageSize: Int) -> LDAPSearchRequest {
    LDAPSearchRequest(
      base: "ou=people," + server.base,
      scope: .subtree,
      filter: "(objectClass=inetOrgPerson)",
      attributes: ["MAIL", "entryUUID"],
      pageSize: pageSize
    )
  }

  @Test(
    "all entries of a search arrive, in whatever pages",
    arguments: [0, 7, 500, 1000, 2500, 100_000]
  )
  func pages(size: Int) async throws {
    let server = try LDAPServer.running()
    let connection = try await LDAPConnection.open(
      LDAPURL(parsing: server.url),
      settings: settings(server)
    )
    await connection.begin(people(server, pageSize: size))
    var mails: Set<String> = []
    var count = 0
    while let batch = try await connection.nextBatch() {
      count += batch.count
      for index in 0..<batch.count {
        mails.insert(try #require(batch[index].text(0)))
        #expect(batch[index].text(1)?.utf8.count == 36)
      }
    }
    #expect(count == 2500)
    #expect(mails == Set(server.expectation.users.keys))
  }

  @Test func `an answer that is larger than is taken in is an error and no cut entry`() async throws
  {
    let server = try LDAPServer.running()
    let dn = try #require(server.expectation.users["p000001@lab.example"]?.dn)
    let text = String(repeating: "x", count: 1_200_000)
    try server.modify("dn: \(dn)\nchangetype: modify\nreplace: description\ndescription: \(text)\n")
    var limited = settings(server)
    limited.maximumEntrySize = 1 << 20
    let request = LDAPSearchRequest(base: dn, scope: .base, attributes: ["description"])
    let small = try await LDAPConnection.open(LDAPURL(parsing: server.url), settings: limited)
    let error = try await #require(throws: LDAPError.self) { try await small.fewEntries(request) }
    #expect(error.kind == .tooLarge)
    #expect(error.summary.hasSuffix("one answer is larger than 1 MiB"), "\(error.summary)")
    limited.maximumEntrySize = 2 << 20
    let large = try await LDAPConnection.open(LDAPURL(parsing: server.url), settings: limited)
    #expect(try await large.fewEntries(request).first?.first(0)?.count == 1_200_000)
    try server.modify("dn: \(dn)\nchangetype: modify\nreplace: description\n")
  }

  @Test func `of values with and without options the plain ones come first`() async throws {
    let server = try LDAPServer.running()
    let dn = try #require(server.expectation.users["p000002@lab.example"]?.dn)
    let connection = try await LDAPConnection.open(
      LDAPURL(parsing: server.url),
      settings: settings(server)
    )
    for (lines, expected) in [
      (["title;lang-de: deutsch"], "deutsch"),
      (["title;lang-de: deutsch", "title: plain"], "plain"),
      (["title: plain", "title;lang-de: deutsch"], "plain"), ([], nil),
    ] as [([String], String?)] {
      let values = lines.map { line in
        "replace: \(line.prefix { $0 != ":" })\n\(line)\n-\n"
      }.joined()
      try server.modify(
        "dn: \(dn)\nchangetype: modify\nreplace: title;lang-de\n-\nreplace: title\n-\n\(values)\n"
      )
      let request = LDAPSearchRequest(base: dn, scope: .base, attributes: ["Title"])
      #expect(try await connection.fewEntries(request).first?.text(0) == expected)
    }
  }
}
