import BitwardenSandbox
import TestSupport
import Testing

/// One organization, reached by Bitwarden's Public API and by its SCIM endpoint: going over from one to the other
/// duplicates, removes and invites nobody.
@Suite struct BitwardenMoveTests {
  @Test func `going over to SCIM and back changes nobody`() async throws {
    try await Self.withOrganization { site, sandbox, ways in
      let mails = await sandbox.organization.outbox.count
      site.target = ways.scim
      try await Self.expectNothingToDo(site)
      site.target = ways.api
      try await Self.expectNothingToDo(site)
      #expect(await sandbox.organization.outbox.count == mails)
      #expect(await sandbox.organization.members.count == 8)
    }
  }

  @Test func `what one way did, the other knows`() async throws {
    try await Self.withOrganization { site, sandbox, ways in
      site.target = ways.scim
      site.users[1].isActive = false
      site.users.append(.init(id: "u7", email: "p7@example.com", name: "Person 7"))
      site.groups?[0].members = ["u2", "u3", "u7"]
      let changes = try await site.run("sync", "--yes")
      #expect(changes.code == 0, "\(changes.output)\(changes.errors)")
      let staff = await sandbox.organization.memberAddresses("Staff")
      // Who is revoked keeps what there was.
      #expect(
        staff == ["p1@example.com", "p2@example.com", "p3@example.com", "p7@example.com"]
      )
      #expect(await sandbox.organization.member(email: "p1@example.com")?.status == -1)
      try await Self.expectNothingToDo(site)
      site.target = ways.api
      try await Self.expectNothingToDo(site)

      // Revoked over SCIM, restored over the API: by the same memory it is this tool's own revocation.
      site.users[1].isActive = true
      let back = try await site.run("sync", "--yes")
      #expect(back.code == 0, "\(back.output)\(back.errors)")
      #expect(back.output.contains("restore p1@example.com"), "\(back.output)")
      #expect(
        await sandbox.organization.memberAddresses("Staff") == [
          "p2@example.com", "p3@example.com", "p7@example.com",
        ]
      )
      site.target = ways.scim
      try await Self.expectNothingToDo(site)
    }
  }

  @Test func `without memory there are additions only, and one run later nothing to do`()
    async throws
  {
    try await Self.withOrganization { site, sandbox, ways in
      let before = await sandbox.organization.memberAddresses("Staff")
      site.target = ways.scim
      site.state = "another-state"
      let plan = try await site.run("plan")
      #expect(!plan.output.contains("- "), "\(plan.output)")
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 0, "\(run.output)\(run.errors)")
      #expect(await sandbox.organization.memberAddresses("Staff") == before)
      try await Self.expectNothingToDo(site)
    }
  }

  // MARK: -

  private struct Ways {
    let api: String
    let scim: String
  }

  /// An organization of an owner and seven people, after a run by the Public API.
  private static func withOrganization(
    _ body: @escaping @Sendable (inout Site, Sandbox, Ways) async throws -> Void
  ) async throws {
    let sandbox = Sandbox(SandboxSettings(.current))
    await sandbox.change { organization in
      organization.addMember(email: "owner@example.com", type: 0, name: "Owner")
      organization.addMember(email: "p0@example.com", name: "Person 0")
    }
    let organization = await sandbox.organization
    try await inTemporaryFolder { folder in
      try await SandboxServer.run(sandbox) { url in
        let ways = Ways(
          api:
            #"{"kind":"bitwarden","url":"\#(url)","clientId":"\#(organization.clientID)","clientSecret":"file:secret"}"#,
          scim:
            #"{"kind":"scim","preset":"bitwarden","url":"\#(url)/scim/v2/\#(organization.id)","token":"file:scim"}"#
        )
        var site = Site(folder, people: 7)
        site.groups = [
          .init(id: "g1", name: "Staff", members: ["u1", "u2", "u3"]),
          .init(id: "g2", name: "Everybody", members: ["u0", "u1", "u2", "u3", "u4", "u5", "u6"]),
        ]
        site.settings = #", "protect": {"members": ["owner@example.com"]}"#
        site.target = ways.api
        try site.write(organization.apiKey, to: "secret")
        try site.write(organization.scimKey, to: "scim")
        try site.protect("secret")
        try site.protect("scim")
        let first = try await site.run("sync", "--yes")
        #expect(first.code == 0, "\(first.output)\(first.errors)")
        try await body(&site, sandbox, ways)
      }
    }
  }

  private static func expectNothingToDo(_ site: Site) async throws {
    let plan = try await site.run("plan", "--exit-code")
    #expect(plan.code == 0, "\(plan.output)\(plan.errors)")
    let run = try await site.run("sync", "--yes")
    #expect(run.output.hasPrefix("in sync"), "\(run.output)\(run.errors)")
    #expect(run.code == 0)
  }
}

extension SandboxOrganization {
  fileprivate func memberAddresses(_ group: String) -> [String] {
    let members = self.group(name: group)?.members ?? []
    return members.compactMap { self.members[$0]?.email }.sorted()
  }
}
