import TestSupport
import Testing

/// `rollcall schedule`, by the built binary.
@Suite struct ScheduleCommandTests {
  private func site(_ folder: String) throws -> String {
    let site = Site(folder, people: 1)
    try site.write(
      """
      { "sources": [
          { "kind": "ldap", "name": "hq", "domains": ["example.com"], "urls": ["ldaps://dc1.example.com"],
            "bind": { "method": "simple", "dn": "cn=r", "password": "env:LDAP_PASSWORD" },
            "users": { "base": "dc=example" } },
          { "kind": "export", "name": "hr", "domains": ["example.org"], "path": "/srv/exports" } ],
        "organization": { "kind": "bitwarden", "region": "eu", "clientId": "organization.1",
          "clientSecret": "credential:bitwarden" },
        "metricsFile": "/var/lib/metrics/rollcall.prom", "run": { "deadline": "1h" } }
      """,
      to: "config.json"
    )
    return site.configurationPath
  }

  @Test func `the units hold what this configuration needs`() async throws {
    try await inTemporaryFolder { folder in
      let path = try site(folder)
      let run = try await RollcallProcess.run(["schedule", "--systemd", "--config", path])
      #expect(run.code == 0, "\(run.errors)")
      let lines = run.output.split(separator: "\n").map(String.init)
      for line in [
        "ExecStart=\(RollcallProcess.realPath) sync --yes --quiet --config \(path)",
        "LoadCredential=bitwarden:\(folder)/credentials/bitwarden",
        "LoadCredential=LDAP_PASSWORD:\(folder)/credentials/LDAP_PASSWORD",
        "ReadWritePaths=/var/lib/metrics",
        "TimeoutStartSec=75min", "StateDirectory=rollcall",
      ] {
        #expect(lines.contains(line), "\(line)")
      }
    }
  }

  @Test func `the units can be written where they belong`() async throws {
    try await inTemporaryFolder { folder in
      let path = try site(folder)
      let run = try await RollcallProcess.run([
        "schedule", "--systemd", "--at", "6h", "--user", "ann", "--out", folder, "--config", path,
      ])
      #expect(run.code == 0, "\(run.errors)")
      let files = Site(folder, people: 0)
      let timer = try files.contents(folder + "/rollcall.timer")
      #expect(String(decoding: timer, as: UTF8.self).contains("OnCalendar=*-*-* 00/6:00:00\n"))
      let accept = try files.contents(folder + "/rollcall-accept@.service")
      #expect(String(decoding: accept, as: UTF8.self).contains("User=ann\n"))
    }
  }

  @Test func `cron gets a line`() async throws {
    try await inTemporaryFolder { folder in
      let path = try site(folder)
      let run = try await RollcallProcess.run([
        "schedule", "--cron", "--at", "04:10", "--log", "/var/log/rollcall.log", "--config", path,
      ])
      #expect(run.code == 0, "\(run.errors)")
      let line = run.output.split(separator: "\n").last
      #expect(
        line
          == "10 4 * * * CREDENTIALS_DIRECTORY='\(folder)/credentials' '\(RollcallProcess.realPath)' sync --yes --quiet --config '\(path)' >>'/var/log/rollcall.log' 2>&1"
      )
    }
  }

  @Test(
    "what cannot be is usage",
    arguments: [
      ["schedule"], ["schedule", "--systemd", "--cron"], ["schedule", "--systemd", "--at", "5h"],
      ["schedule", "--cron", "--out", "/tmp"], ["schedule", "--systemd", "--user", "a b"],
    ]
  )
  func refused(arguments: [String]) async throws {
    try await inTemporaryFolder { folder in
      let run = try await RollcallProcess.run(arguments + ["--config", try site(folder)])
      #expect(run.code == 64)
      #expect(run.output == "")
    }
  }
}
