import JSONReader
import TestSupport
import Testing

/// What the host and other services hear of runs of the built binary.
@Suite struct WatchedRunTests {
  private func watched(_ folder: String, by url: String) -> Site {
    var site = Site(folder, people: 30)
    site.settings = """
      , "metricsFile": "rollcall.prom",
        "ping": { "start": "\(url)/start", "success": "\(url)/up", "failure": "\(url)/down" },
        "notify": { "webhook": "\(url)/hook", "command": ["/usr/bin/tee", "\(folder)/notice"] }
      """
    return site
  }

  private func metric(_ name: String, of site: Site) throws -> Int64? {
    let text = String(decoding: try site.contents(site.folder + "/rollcall.prom"), as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.hasPrefix("rollcall_\(name){") }
    return line?.split(separator: " ").last.flatMap { Int64($0) }
  }

  @Test func `a good run calls start and success, and writes its figures`() async throws {
    try await inTemporaryFolder { folder in
      try await RecordingServer.run { server, url in
        let site = watched(folder, by: url)
        let run = try await site.run("sync", "--yes")
        #expect(run.code == 0, "\(run.errors)")
        #expect(server.requests == ["GET /start", "GET /up"])
        #expect(try metric("last_run_exit_code", of: site) == 0)
        #expect(try metric("organization_members", of: site) == 0)
        #expect(try metric("last_success_timestamp_seconds", of: site) ?? 0 > 1_700_000_000)
      }
    }
  }

  @Test func `a plan and a dry run tell nobody`() async throws {
    try await inTemporaryFolder { folder in
      try await RecordingServer.run { server, url in
        let site = watched(folder, by: url)
        let plan = try await site.run("plan")
        let dryRun = try await site.run("sync", "--dry-run")
        #expect(plan.code == 0 && dryRun.code == 0)
        #expect(server.requests == [])
        #expect(throws: (any Error).self) { try site.contents(folder + "/rollcall.prom") }
      }
    }
  }

  @Test func `a run that cannot begin tells nobody but its caller`() async throws {
    try await inTemporaryFolder { folder in
      try await RecordingServer.run { server, url in
        var site = watched(folder, by: url)
        let undecided = try await site.run("sync")
        site.settings += #", "userz": {}"#
        let misspelt = try await site.run("sync", "--yes")
        #expect(undecided.code == 64 && misspelt.code == 78)
        #expect(server.requests == [])
        #expect(throws: (any Error).self) { try site.contents(folder + "/rollcall.prom") }
      }
    }
  }

  @Test func `a stop is told at once, in counts and ids`() async throws {
    try await inTemporaryFolder { folder in
      try await RecordingServer.run { server, url in
        var site = watched(folder, by: url)
        #expect(try await site.run("sync", "--yes").code == 0)
        site.users.removeFirst(10)
        #expect(try await site.run("sync", "--yes").code == 3)
        let requests = server.requests
        #expect(requests.count == 5)
        #expect(Set(requests.suffix(2).map { $0.split(separator: " ")[1] }) == ["/down", "/hook"])
        let hook = try #require(requests.last { $0.hasPrefix("POST /hook ") })
        let notice = try JSONValue(parsing: Array(hook.dropFirst("POST /hook ".count).utf8))
        #expect(notice["exitCode"] == 3)
        #expect(notice["changes"]?["revoke"]?["pending"] == 10)
        #expect(!hook.contains("@example.com") && !hook.contains("Person"))
        let command = try site.contents(folder + "/notice")
        #expect(try JSONValue(parsing: Array(command)) == notice)
        #expect(try metric("stopped_runs", of: site) == 1)
        #expect(try metric("limit_exceeded", of: site) != nil)
        // The same again within the day is no news.
        #expect(try await site.run("sync", "--yes").code == 3)
        #expect(server.requests.count { $0.hasPrefix("POST ") } == 1)
      }
    }
  }

  @Test func `of an unreadable source the second in a row is told`() async throws {
    try await inTemporaryFolder { folder in
      try await RecordingServer.run { server, url in
        let site = watched(folder, by: url)
        for _ in 0..<2 {
          let run = try await site.runWithoutExport(["sync", "--yes"])
          #expect(run.code == 5)
        }
        let paths = server.requests.map { $0.split(separator: " ")[1] }
        #expect(paths.count { $0 == "/down" } == 2)
        #expect(paths.count { $0 == "/hook" } == 1)
        let failures = try metric("failures_in_a_row", of: site)
        #expect(failures == 2)
      }
    }
  }

  @Test func `a service that is down changes nothing about the run`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 30)
      // Port 1 has no listener.
      site.settings = #", "ping": { "success": "http://127.0.0.1:1/secret" }"#
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 0)
      #expect(run.errors.contains("! ping.success: "))
      #expect(!run.errors.contains("secret"))
    }
  }

  @Test func `a stop of the service names the unit that answers it`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 30)
      _ = try await site.run("sync", "--yes")
      site.users.removeFirst(10)
      try site.writeExport()
      let run = try await RollcallProcess.run(
        ["sync", "--yes", "--quiet", "--config", site.configurationPath],
        environment: ["ROLLCALL_ACCEPT_UNIT": "rollcall-accept"]
      )
      #expect(run.code == 3)
      let named = try #require(
        run.errors.firstMatch(of: /'systemctl start rollcall-accept@([0-9a-f]{12})'/)
      )
      let passed = try await site.run("sync", "--accept", String(named.1))
      #expect(passed.code == 0, "\(passed.errors)")
    }
  }
}
