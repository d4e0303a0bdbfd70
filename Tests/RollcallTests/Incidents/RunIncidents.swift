import BitwardenSandbox
import JSONReader
import TestSupport
import Testing

/// What other tools' runs did when something around them was missing, old, or in the way.
@Suite struct RunIncidents {
  @Test func `a secret whose variable is unset is an error, and nothing is deleted`() async throws {
    let sandbox = Sandbox(SandboxSettings(.current))
    let clientID = await sandbox.organization.clientID
    try await inTemporaryFolder { folder in
      try await SandboxServer.run(sandbox) { url in
        var site = Site(folder, people: 3)
        site.target = """
          { "kind": "bitwarden", "url": "\(url)", "clientId": "\(clientID)",
            "clientSecret": "env:ROLLCALL_UNSET" }
          """
        let run = try await site.run("sync", "--yes")
        #expect(run.code == 78, "\(run.errors)")
        #expect(run.errors.contains("ROLLCALL_UNSET is not set"))
        #expect(run.errors.count { $0 == "\n" } == 3)
        #expect(run.errors.ranges(of: "organization.clientSecret").count == 1, "\(run.errors)")
      }
    }
    #expect(await sandbox.log.allSatisfy { $0.method == "GET" })
  }

  @Test func `an export job that died months ago is found out by its age`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 10)
      _ = try await site.run("sync", "--yes")
      let before = try site.organizationBytes()
      site.maximumAge = #""72h""#
      site.users.removeFirst(1)
      try site.writeExport()
      try site.age("export.json", days: 90)
      let run = try await site.runWithoutExport(["sync", "--yes"])
      #expect(run.code == 5, "\(run.errors)")
      #expect(run.errors.contains("maximumAge"))
      #expect(try site.organizationBytes() == before)
    }
  }

  @Test func `what failed never exits 0`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      let missing = try await RollcallProcess.run([
        "sync", "--yes", "--config", folder + "/none.json",
      ])
      #expect(missing.code == 78)
      #expect(missing.errors.hasSuffix("rollcall: exit 78: configuration\n"))
      let noExport = try await site.runWithoutExport(["sync", "--yes"])
      #expect(noExport.code == 5)
      try site.write("{", to: "organization.json")
      #expect(try await site.run("sync", "--yes").code == 6)
    }
  }

  @Test func `parallel writes to one group lose nobody`() async throws {
    let sandbox = Sandbox(SandboxSettings(.current))
    await sandbox.change { organization in
      organization.addMember(email: "owner@example.com", type: 0)
      for number in 0..<40 {
        organization.addMember(email: "p\(number)@example.com", externalID: "u\(number)")
      }
    }
    let organization = await sandbox.organization
    try await inTemporaryFolder { folder in
      try await SandboxServer.run(sandbox) { url in
        var site = Site(folder, people: 40)
        site.runSettings = #""concurrency": 8"#
        site.groups = [
          .init(id: "g1", name: "One", members: (0..<40).map { "u\($0)" }),
          .init(id: "g2", name: "Two", members: (0..<40).map { "u\($0)" }),
        ]
        site.target = """
          { "kind": "bitwarden", "url": "\(url)", "clientId": "\(organization.clientID)",
            "clientSecret": "file:secret" }
          """
        try site.write(organization.apiKey, to: "secret")
        try site.protect("secret")
        let run = try await site.run("sync", "--yes")
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        #expect(try await site.run("sync", "--yes").output.hasPrefix("in sync"))
      }
    }
  }
}
