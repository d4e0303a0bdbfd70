import BitwardenSandbox
import DirectoryModel
import TestSupport
import Testing

/// The built binary against a Bitwarden that behaves like the real one, and against a real slapd.
@Suite struct OtherSidesTests {
  @Test func `an export goes to Bitwarden, is in sync, and a leaver is revoked`() async throws {
    try await inTemporaryFolder { folder in
      let sandbox = Sandbox(SandboxSettings(.current))
      await sandbox.change { organization in
        organization.addMember(email: "owner@example.com", type: 0, name: "Owner")
        organization.addMember(email: "p0@example.com", name: "Zero")
      }
      let organization = await sandbox.organization
      try await SandboxServer.run(sandbox) { url in
        var site = Site(folder, people: 12)
        site.groups = [.init(id: "g1", name: "Staff", members: ["u1", "u2"])]
        site.target =
          #"{"kind":"bitwarden","url":"\#(url)","clientId":"\#(organization.clientID)","clientSecret":"file:secret"}"#
        try site.write(organization.apiKey, to: "secret")
        try site.protect("secret")
        let first = try await site.run("sync", "--yes")
        #expect(first.code == 0, "\(first.output)\(first.errors)")
        #expect(first.output.contains("link    p0@example.com"))
        let second = try await site.run("sync", "--yes")
        #expect(second.output.hasPrefix("in sync"), "\(second.output)\(second.errors)")
        site.users[3].isActive = false
        let third = try await site.run("sync", "--yes")
        #expect(third.code == 0, "\(third.errors)")
        #expect(third.output.contains("revoke  p3@example.com"))
        try site.write("wrong", to: "secret")
        #expect(try await site.run("plan").code == 77)
      }
      let members = await sandbox.organization.members.values
      #expect(members.count == 13)
      #expect(members.count { $0.status == -1 } == 1)
      #expect(members.count { $0.externalID == "u0" } == 1)
    }
  }

  @Test func `a check ends as a run would, whatever it meets first`() async throws {
    try await inTemporaryFolder { folder in
      let sandbox = Sandbox(SandboxSettings(.current))
      let client = await sandbox.organization.clientID
      try await SandboxServer.run(sandbox) { url in
        var site = Site(folder, people: 3)
        site.target =
          #"{"kind":"bitwarden","url":"\#(url)","clientId":"\#(client)","clientSecret":"file:secret"}"#
        try site.write("wrong", to: "secret")
        try site.protect("secret")
        // No export: the source is unreadable (5), and the organization refuses the credentials (77).
        for command in [["check"], ["sync", "--yes"]] {
          let run = try await site.runWithoutExport(command)
          #expect(run.code == 77, "\(run.output)\(run.errors)")
          #expect(run.errors.hasSuffix("rollcall: exit 77: credentials refused\n"))
        }
      }
    }
  }
}
