import JSONReader
import TestSupport
import Testing

/// A directory in, a SCIM service made to match: by the built binary, against a slapd that changes between runs, and a
/// real SCIM server that is looked at behind the tool's back.
@Suite(
  .serialized,
  .needs(.slapd),
  .needs(.strict),
  .ldapServer(
    .slapd,
    [
      "--users", "40", "--groups", "3", "--depth", "1", "--awkward", "0", "--foreign", "0",
      "--disabled", "0",
    ]
  ),
  .scimServer(.strict)
)
struct DirectoryToSCIMTests {
  private func site(_ folder: String) throws -> Site {
    let directory = try LDAPServer.running()
    let service = try SCIMServer.running()
    var site = Site(folder, people: 0)
    for (name, secret) in [("secret", directory.password), ("token", service.token)] {
      try site.write(secret, to: name)
      try site.protect(name)
    }
    site.source = """
      { "kind": "ldap", "name": "hq", "urls": ["\(directory.url)"],
        "bind": { "method": "simple", "dn": "\(directory.reader)", "password": "file:secret" },
        "users": { "base": "ou=people,\(directory.base)" },
        "groups": { "base": "ou=groups,\(directory.base)" } }
      """
    site.target = #"{"kind":"scim","url":"\#(service.url)","token":"file:token"}"#
    site.settings = #", "protect": {"roles": []}"#
    return site
  }

  /// What the service has: whether each address is active, and the addresses in each group.
  private struct Service: Equatable {
    var isActive: [String: Bool] = [:]
    var groups: [String: [String]] = [:]

    static func seen() async throws -> Service {
      let server = try SCIMServer.running()
      func resources(_ path: String) async throws -> [JSONValue] {
        let body = try await server.ask("GET", path + "?count=1000")
        return try JSONValue(parsing: [UInt8](body.utf8))["Resources"]?.array ?? []
      }
      var service = Service()
      var names: [String: String] = [:]
      for user in try await resources("/Users") {
        let name = user["userName"]?.string ?? ""
        names[user["id"]?.string ?? ""] = name
        service.isActive[name] = user["active"]?.bool
      }
      for group in try await resources("/Groups") {
        let members = group["members"]?.array ?? []
        service.groups[group["displayName"]?.string ?? ""] =
          members.map { names[$0["value"]?.string ?? ""] ?? "?" }.sorted()
      }
      return service
    }
  }

  @Test func `first run, in sync, a leaver, a returner, a renamed group, memberships both ways`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let directory = try LDAPServer.running()
      let site = try site(folder)
      var wanted = Service()
      for user in directory.expectation.users.keys { wanted.isActive[user] = true }
      wanted.groups = directory.expectation.groups.mapValues(\.all)
      let first = try await site.runWithoutExport(["sync", "--yes"])
      #expect(first.code == 0, "\(first.output)\(first.errors)")
      #expect(try await Service.seen() == wanted)
      try await isInSync(site)

      let (name, group) = try #require(
        directory.expectation.groups.first { $0.value.direct.count > 1 && $0.value.all.count < 40 }
      )
      let leaver = try #require(group.direct.first)
      let other = try #require(group.direct.last)
      let joiner = try #require(wanted.isActive.keys.sorted().first { !group.all.contains($0) })
      try change(lock: leaver, group: group, takesOut: other, putsIn: joiner)
      let churn = try await site.runWithoutExport(["sync", "--yes"])
      #expect(churn.code == 0, "\(churn.output)\(churn.errors)")
      #expect(churn.output.contains("- revoke  \(leaver)"), "\(churn.output)")
      let renamed = "Renamed & Co"
      var service = try await Service.seen()
      #expect(service.isActive[leaver] == false)
      #expect(service.isActive.values.count { !$0 } == 1)
      #expect(service.groups[name] == nil)
      // What of a revoked person's memberships stays is the planner's matter; here it is who comes and goes.
      let present = Set(service.groups[renamed] ?? [])
      #expect(present.contains(joiner))
      #expect(!present.contains(other))
      #expect(
        present.subtracting([joiner, leaver]) == Set(group.all).subtracting([other, leaver])
      )
      try await isInSync(site)

      try directory.modify(
        """
        dn: \(directory.expectation.users[leaver]?.dn ?? "")
        changetype: modify
        delete: pwdAccountLockedTime

        """
      )
      let back = try await site.runWithoutExport(["sync", "--yes"])
      #expect(back.code == 0, "\(back.output)\(back.errors)")
      #expect(back.output.contains("+ restore \(leaver)"), "\(back.output)")
      service = try await Service.seen()
      #expect(service.isActive == wanted.isActive)
      #expect(
        Set(service.groups[renamed] ?? []) == Set(group.all).subtracting([other]).union([joiner])
      )
      try await isInSync(site)
    }
  }

  private func isInSync(_ site: Site) async throws {
    let run = try await site.runWithoutExport(["sync", "--yes"])
    #expect(run.code == 0)
    #expect(run.output.hasPrefix("in sync"), "\(run.output)\(run.errors)")
  }

  /// A day in the directory.
  private func change(
    lock leaver: String,
    group: DirectoryExpectation.Group,
    takesOut other: String,
    putsIn joiner: String
  ) throws {
    let directory = try LDAPServer.running()
    func dn(_ address: String) -> String { directory.expectation.users[address]?.dn ?? "" }
    try directory.modify(
      """
      dn: \(dn(leaver))
      changetype: modify
      add: pwdAccountLockedTime
      pwdAccountLockedTime: 000001010000Z

      dn: \(group.dn)
      changetype: modify
      delete: member
      member: \(dn(other))
      -
      add: member
      member: \(dn(joiner))

      dn: \(group.dn)
      changetype: modrdn
      newrdn: cn=Renamed & Co
      deleteoldrdn: 1

      """
    )
  }
}
