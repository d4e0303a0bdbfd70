import BitwardenSandbox
import DirectoryModel
import TestSupport
import Testing

/// The built binary against Bitwarden servers of several kinds.
@Suite struct BitwardenServersTests {
  /// Runs a site whose target is the sandbox; `keys` are further members of `organization`.
  private static func with(
    _ sandbox: Sandbox,
    people: Int,
    keys: String = "",
    _ body: @escaping @Sendable (inout Site) async throws -> Void
  ) async throws {
    let organization = await sandbox.organization
    try await inTemporaryFolder { folder in
      try await SandboxServer.run(sandbox) { url in
        var site = Site(folder, people: people)
        site.target = """
          {"kind":"bitwarden","url":"\(url)","clientId":"\(organization.clientID)",
           "clientSecret":"file:secret"\(keys.replacing("URL", with: url))}
          """
        try site.write(organization.apiKey, to: "secret")
        try site.write(organization.scimKey, to: "scim")
        try site.protect("secret")
        try site.protect("scim")
        try await body(&site)
      }
    }
  }

  private static func sandbox(_ profile: SandboxSettings.Profile) async -> Sandbox {
    let sandbox = Sandbox(SandboxSettings(profile))
    await sandbox.change { organization in
      organization.addMember(email: "owner@example.com", type: 0, name: "Owner")
      organization.addMember(email: "p0@example.com", externalID: "u0", name: "Zero")
    }
    return sandbox
  }

  @Test func `a server that cannot revoke is told about; over SCIM it revokes and restores`()
    async throws
  {
    let sandbox = await Self.sandbox(.beforeRevoke)
    try await Self.with(sandbox, people: 3) { site in
      #expect(try await site.run("sync", "--yes").code == 0)
      site.users[0].isActive = false
      let plan = try await site.run("plan")
      #expect(plan.output.contains("servers before 2026.2.0 cannot revoke"), "\(plan.output)")
      #expect(!plan.output.contains("- revoke"))
    }
    let id = await sandbox.organization.id
    let scim = #", "scim": {"url":"URL/scim/v2/\#(id)","token":"file:scim"}"#
    try await Self.with(sandbox, people: 3, keys: scim) { site in
      site.users[0].isActive = false
      let revoked = try await site.run("sync", "--yes")
      #expect(revoked.code == 0, "\(revoked.output)\(revoked.errors)")
      #expect(await sandbox.organization.member(email: "p0@example.com")?.status == -1)
      site.users[0].isActive = true
      let restored = try await site.run("sync", "--yes")
      #expect(restored.code == 0, "\(restored.output)\(restored.errors)")
      #expect(await sandbox.organization.member(email: "p0@example.com")?.status == 2)
    }
  }

  @Test func `people are staged where that is wanted and the server can`() async throws {
    let sandbox = await Self.sandbox(.current)
    await sandbox.change { $0.hasStagedFlag = true }
    try await Self.with(sandbox, people: 4, keys: #", "newMembers":"stage""#) { site in
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 0, "\(run.output)\(run.errors)")
      #expect(try await site.run("sync", "--yes").output.hasPrefix("in sync"))
    }
    #expect(await sandbox.organization.outbox.isEmpty)
    #expect(await sandbox.organization.members.count == 5)
  }

  @Test func `a server that stages nobody is found out by the first person`() async throws {
    let sandbox = await Self.sandbox(.current)
    try await Self.with(sandbox, people: 4, keys: #", "newMembers":"stage""#) { site in
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 4, "\(run.output)\(run.errors)")
    }
    #expect(await sandbox.organization.outbox.count == 1)
  }

  @Test func `Vaultwarden is refused, and nothing is sent to it`() async throws {
    let sandbox = await Self.sandbox(.vaultwarden)
    try await Self.with(sandbox, people: 3) { site in
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 6)
      #expect(run.errors.contains("Vaultwarden"), "\(run.errors)")
    }
    #expect(await sandbox.log.allSatisfy { $0.line.hasPrefix("GET ") })
  }

  @Test func `who is removed for good is warned of`() async throws {
    let sandbox = await Self.sandbox(.current)
    try await Self.with(sandbox, people: 3) { site in
      #expect(try await site.run("sync", "--yes").code == 0)
      site.settings = #", "departures": {"disabled": "remove"}"#
      site.users[0].isActive = false
      let plan = try await site.run("plan")
      #expect(plan.output.contains("master password"), "\(plan.output)")
    }
  }
}

/// A real slapd, to Bitwarden.
@Suite(.needs(.slapd), .ldapServer(.slapd, ["--users", "150", "--groups", "6"]))
struct LDAPToBitwardenTests {
  @Test func `people of an LDAP directory come in, are in sync, and a leaver is revoked`()
    async throws
  {
    let server = try LDAPServer.running()
    let sandbox = Sandbox(SandboxSettings(.current))
    await sandbox.change { _ = $0.addMember(email: "owner@example.com", type: 0, name: "Owner") }
    let organization = await sandbox.organization
    try await inTemporaryFolder { folder in
      try await SandboxServer.run(sandbox) { url in
        let site = Site(folder, people: 0)
        try site.write(organization.apiKey, to: "secret")
        try site.write(server.password, to: "ldap")
        try site.protect("secret")
        try site.protect("ldap")
        try site.write(
          """
          { "sources": [ { "kind": "ldap", "name": "hq", "urls": ["\(server.ldapsURL)"], "caFile": "\(server.authority)",
              "bind": { "method": "simple", "dn": "\(server.reader)", "password": "file:ldap" },
              "users": { "base": "\(server.base)" }, "groups": { "base": "\(server.base)" } } ],
            "organization": { "kind": "bitwarden", "url": "\(url)", "clientId": "\(organization.clientID)", "clientSecret": "file:secret" },
            "run": { "state": "state" }, "limits": { "invitations": { "percent": null, "count": null } } }
          """,
          to: "config.json"
        )
        let words = ["--config", site.configurationPath]
        let first = try await RollcallProcess.run(["sync", "--yes"] + words)
        #expect([0, 10].contains(first.code), "\(first.output)\(first.errors)")
        let second = try await RollcallProcess.run(["plan", "--exit-code"] + words)
        #expect(second.code == first.code, "\(second.output)\(second.errors)")
        let leaver = try #require(server.expectation.users.sorted { $0.key < $1.key }.first)
        try server.modify("dn: \(leaver.value.dn)\nchangetype: delete\n")
        let third = try await RollcallProcess.run(["sync", "--yes"] + words)
        #expect(third.code == first.code, "\(third.output)\(third.errors)")
        #expect(third.output.contains("- revoke  \(leaver.key)"), "\(third.output)")
        #expect(await sandbox.organization.member(email: leaver.key)?.status == -1)
      }
    }
    #expect(await sandbox.organization.members.count > 100)
  }
}
