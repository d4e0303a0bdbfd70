import LDAPClient
import TestSupport
import Testing

@Suite(
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
}
