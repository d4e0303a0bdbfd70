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

  @Test func `a unit that somebody has changed is not written over`() async throws {
    try await inTemporaryFolder { folder in
      let words = ["schedule", "--systemd", "--out", folder, "--config", try site(folder)]
      #expect(try await RollcallProcess.run(words).code == 0)
      #expect(try await RollcallProcess.run(words).code == 0)
      let files = Site(folder, people: 0)
      let path = folder + "/rollcall.timer"
      try files.write("[Timer]\nOnCalendar=monthly\n", to: "rollcall.timer")
      try files.remove(folder + "/rollcall.service")
      let run = try await RollcallProcess.run(words)
      #expect(run.code == 64)
      #expect(run.errors.hasPrefix("Error: \(path) is there with another text\n"), "\(run.errors)")
      #expect(run.errors.contains("'systemctl edit rollcall.timer'"), "\(run.errors)")
      #expect(String(decoding: try files.contents(path), as: UTF8.self).hasSuffix("monthly\n"))
      #expect(try !files.names(in: folder).contains("rollcall.service"))
    }
  }

  @Test func `what the service's account has to read itself is told`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 1)
      try site.write("x", to: "sync.keytab")
      try site.write("x", to: "pass")
      try site.protect("sync.keytab")
      try site.write(
        """
        { "sources": [ { "kind": "ldap", "name": "hq", "urls": ["ldap://dc1.example.com"],
            "bind": { "method": "gssapi", "ticketCache": "FILE:/home/ann/ccache", "keytab": "sync.keytab" },
            "users": { "base": "dc=example" } } ],
          "organization": { "kind": "bitwarden", "region": "eu", "clientId": "organization.1",
            "clientSecret": "command:/tmp/pass bitwarden" } }
        """,
        to: "config.json"
      )
      let words = ["schedule", "--systemd", "--config", site.configurationPath]
      let run = try await RollcallProcess.run(words)
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output.contains("# \(folder)/sync.keytab is for its owner and its group alone"))
      #expect(run.output.contains("# /tmp/pass lies where PrivateTmp="), "\(run.output)")
      #expect(run.output.contains("ProtectHome=read-only"))
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
