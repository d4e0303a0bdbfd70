import JSONReader
import TestSupport
import Testing

/// `init --from-bwdc` with a directory that is there: what is written is read at once, with the ids that members carry.
@Suite(
  .needs(.slapd),
  .ldapServer(.slapd, ["--shape", "posix", "--users", "24", "--groups", "4", "--awkward", "0"])
)
struct ConnectorDirectoryTests {
  private func takeOver(
    _ sync: String,
    _ folder: String
  ) async throws -> (site: Site, init: RollcallProcess.Result) {
    let server = try LDAPServer.running()
    let site = Site(folder, people: 0)
    let port = server.address.split(separator: ":").last ?? "389"
    try site.write(
      """
      { "stateVersion": 8, "directoryType": 0, "organizationId": "539a36c5",
        "directoryLdap": { "hostname": "127.0.0.1", "port": \(port), "ad": false,
          "rootPath": "\(server.base)", "username": "\(server.reader)", "password": "hunter2" },
        "sync": { "users": true, "groups": true, "removeDisabled": true, "userPath": "ou=people",
          "groupPath": "ou=groups", "groupNameAttribute": "cn",
          "userObjectClass": "posixAccount", "groupObjectClass": "posixGroup", \(sync) } }
      """,
      to: "data.json"
    )
    let run = try await RollcallProcess.run([
      "init", "--from-bwdc", folder + "/data.json", "--config", site.configurationPath,
    ])
    return (site, run)
  }

  private func source(_ site: Site) async throws -> JSONValue {
    let shown = try await RollcallProcess.run(
      ["show", "source", "--format", "json", "--config", site.configurationPath],
      environment: ["LDAP_PASSWORD": try LDAPServer.running().password]
    )
    #expect(shown.code == 0, "\(shown.errors)")
    return try JSONValue(parsing: [UInt8](shown.output.utf8))
  }

  @Test func `people and groups have their names as ids, and logins make the members`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let server = try LDAPServer.running()
      let (site, run) = try await takeOver(
        #""memberAttribute": "memberUid", "userEmailAttribute": "mail""#,
        folder
      )
      #expect(run.code == 0, "\(run.errors)")
      let source = try await source(site)
      let users = source["users"]?.array ?? []
      #expect(
        Set(users.compactMap { $0["externalId"]?.string })
          == Set(server.expectation.users.values.map(\.dn))
      )
      let groups = source["groups"]?.array ?? []
      #expect(groups.count == 4)
      for group in groups {
        let expected = try #require(server.expectation.groups[group["name"]?.string ?? ""])
        let names = expected.direct.compactMap { server.expectation.users[$0]?.dn }
        #expect(!names.isEmpty)
        #expect(Set(group["members"]?.array?.compactMap(\.string) ?? []) == Set(names))
        #expect(group["externalId"]?.string == expected.dn)
      }
    }
  }

  @Test func `a filter and a fall-back for the address mean what they meant`() async throws {
    try await inTemporaryFolder { folder in
      let (site, run) = try await takeOver(
        #"""
        "memberAttribute": "memberUid", "userFilter": "(|(uid=p000001)(uid=p000002))",
          "userEmailAttribute": "description", "useEmailPrefixSuffix": true,
          "emailPrefixAttribute": "uid", "emailSuffix": "@example.org"
        """#,
        folder
      )
      #expect(run.code == 0, "\(run.errors)")
      let users = try await source(site)["users"]?.array ?? []
      #expect(
        users.compactMap { $0["email"]?.string }.sorted()
          == ["p000001@example.org", "p000002@example.org"]
      )
    }
  }
}
