import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `rollcall init`, by the built binary.
@Suite struct InitCommandTests {
  @Test func `piped answers become a configuration that check accepts`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 4)
      try site.writeExport()
      let path = site.configurationPath
      let answers = "export\nexport.json\n\nfile\norganization.json\n\n\np1@example.com\n"
      let run = try await RollcallProcess.run(["init", "--config", path], input: answers)
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output == "wrote \(path)\n")
      #expect(run.errors.contains("ok    4 users, 0 groups"))
      #expect(run.errors.contains("ok    0 members, 0 groups"))
      let check = try await RollcallProcess.run([
        "check", "--config", path, "--state", folder + "/state",
      ])
      #expect(check.code == 0, "\(check.output)\(check.errors)")
      let again = try await RollcallProcess.run(["init", "--config", path], input: answers)
      #expect(again.code == 64)
      #expect(again.errors.contains("is there already"))
    }
  }

  @Test func `answers that end too soon write nothing`() async throws {
    try await inTemporaryFolder { folder in
      let path = folder + "/config.json"
      let run = try await RollcallProcess.run(["init", "--config", path], input: "export\n")
      #expect(run.code == 64)
      #expect(run.errors.contains("the answers end before sources[0].path"))
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test func `the Directory Connector's file is taken over`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 0)
      try site.write(
        """
        { "stateVersion": 8, "directoryType": 0, "organizationId": "539a36c5",
          "directoryLdap": { "hostname": "dc1.example.com", "ssl": true, "port": 636, "rootPath": "dc=example" },
          "sync": { "users": true, "groups": true } }
        """,
        to: "data.json"
      )
      let path = site.configurationPath
      let run = try await RollcallProcess.run([
        "init", "--from-bwdc", folder + "/data.json", "--config", path,
      ])
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.errors.contains("! 'sync.removeDisabled' was off"))
      let shown = try await RollcallProcess.run(["config", "--config", path])
      #expect(shown.code == 0, "\(shown.errors)")
      #expect(shown.output.contains("\"activeDirectory\""))
    }
  }
}
