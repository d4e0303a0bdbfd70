import TestSupport
import Testing

/// Groups and bases that the configuration names and the directory has not: by the built binary.
@Suite(
  .serialized,
  .needs(.slapd),
  .ldapServer(.slapd, ["--users", "20", "--groups", "3", "--depth", "1", "--disabled", "0"])
)
struct MissingGroupTests {
  @Test(
    "a configured group that is missing ends with exit code 5, and nothing is changed",
    arguments: [
      (#""users": { "groups": ["Nobody's"] }"#, "no group of the sources fits 'Nobody's'"),
      (#""users": { "groups": ["id:00000000-0000-0000-0000-000000000000"] }"#, "no group of the"),
      (#""groups": { "include": ["Nobody's"] }"#, "no group of the sources fits 'Nobody's'"),
    ]
  )
  func missing(settings: String, text: String) async throws {
    try await inTemporaryFolder { folder in
      var site = try LDAPSite(folder)
      #expect(try await site.run("sync", "--yes").code == 0)
      let before = try site.site.organizationBytes()
      site.settings = settings
      for command in [["plan"], ["sync", "--yes"]] {
        let run = try await site.run(command)
        #expect(run.code == 5, "\(command): \(run.output)\(run.errors)")
        #expect(run.errors.contains(text), "\(command): \(run.errors)")
        #expect(run.errors.contains("Hint:"), "\(command): \(run.errors)")
      }
      #expect(try site.site.organizationBytes() == before)
    }
  }

  @Test func `a name that two groups have ends with exit code 5, and a narrower base cures it`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var site = try LDAPSite(folder)
      let server = site.server
      let name = try #require(server.expectation.groups.keys.sorted().first)
      let twin = "cn=\(name),ou=twins,\(server.base)"
      let member = try #require(server.expectation.users["p000001@lab.example"]?.dn)
      try server.modify(
        """
        dn: ou=twins,\(server.base)
        changetype: add
        objectClass: organizationalUnit
        ou: twins

        dn: \(twin)
        changetype: add
        objectClass: groupOfNames
        cn: \(name)
        member: \(member)

        """
      )
      site.groupBase = server.base
      site.settings = #""users": { "groups": ["\#(name)"] }"#
      let two = try await site.run("plan")
      #expect(two.code == 5, "\(two.output)\(two.errors)")
      #expect(two.errors.contains("two groups of the sources fit '\(name)'"), "\(two.errors)")

      site.groupBase = "ou=groups," + server.base
      let one = try await site.run("plan")
      #expect(one.code == 0, "\(one.output)\(one.errors)")
      try server.modify(
        "dn: \(twin)\nchangetype: delete\n\ndn: ou=twins,\(server.base)\nchangetype: delete\n"
      )
    }
  }

  @Test("a base that is missing ends with exit code 5", arguments: ["users", "groups"])
  func missingBase(which: String) async throws {
    try await inTemporaryFolder { folder in
      var site = try LDAPSite(folder)
      if which == "users" { site.userBases = ["ou=gone," + site.server.base] }
      if which == "groups" { site.groupBase = "ou=gone," + site.server.base }
      for command in [["plan"], ["sync", "--yes"], ["check"]] {
        let run = try await site.run(command)
        #expect(run.code == 5, "\(command): \(run.output)\(run.errors)")
        let text = run.output + run.errors
        #expect(text.contains("ou=gone,\(site.server.base)"), "\(command): \(text)")
        #expect(text.contains("Hint:"), "\(command): \(text)")
      }
    }
  }
}
