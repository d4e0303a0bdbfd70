import TestSupport
import Testing

/// `check` fails where a run would: by the built binary.
@Suite struct CheckTests {
  /// The lines of an answer, each with single spaces.
  private func lines(_ run: RollcallProcess.Result) -> [String] {
    run.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
  }

  @Test(
    "what no plan can be made from fails as it fails a run",
    arguments: [
      (#""users": { "groups": ["Nope"] }"#, "no group of the sources fits 'Nope' in users.groups"),
      (#""users": { "groups": ["Twin"] }"#, "two groups of the sources fit 'Twin' in users.groups"),
      (#""groups": { "include": ["Nope"] }"#, "no group of the sources fits 'Nope' in groups."),
    ]
  )
  func unplannable(settings: String, text: String) async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 3)
      site.groups = [
        .init(id: "g1", name: "Twin", members: ["u1"]),
        .init(id: "g2", name: "Twin", members: ["u2"]),
      ]
      #expect(try await site.run("check").code == 0)
      site.settings = ", " + settings
      #expect(try await site.run("plan").code == 5)
      let check = try await site.run("check")
      #expect(check.code == 5, "\(check.output)\(check.errors)")
      #expect(lines(check).contains { $0.hasPrefix("fail plan \(text)") }, "\(check.output)")
      #expect(try site.names(in: folder) == ["config.json", "export.json"])
    }
  }

  @Test func `groups that no source has to read fail as they fail a run`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 3)
      site.groups = nil
      site.settings = #", "users": { "groups": ["Staff"] }"#
      #expect(try await site.run("plan").code == 5)
      let check = try await site.run("check")
      #expect(check.code == 5, "\(check.output)\(check.errors)")
      #expect(check.output.contains("'users.groups' names groups, but no source has any to read"))
    }
  }

  @Test func `who could not be told after a run is told before`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 3)
      site.settings =
        #", "metricsFile": "none/figures.prom", "notify": { "command": ["/etc/passwd"] }"#
      let check = try await site.run("check")
      #expect(check.code == 0, "\(check.errors)")
      let metrics = "warn metricsFile cannot write \(folder)/none/figures.prom: no such file"
      #expect(lines(check).contains { $0.hasPrefix(metrics) }, "\(check.output)")
      let command = "warn notify.command cannot run /etc/passwd: permission denied"
      #expect(lines(check).contains { $0.hasPrefix(command) }, "\(check.output)")
      site.settings =
        #", "metricsFile": "figures.prom", "notify": { "command": ["/bin/true"] }"#
      #expect(try await !site.run("check").output.contains("warn"))
      site.settings = #", "notify": { "command": ["true"] }"#
      let refused = try await site.run("check")
      #expect(refused.code == 78)
      #expect(refused.errors.contains("notify.command (line 3, column"), "\(refused.errors)")
      #expect(refused.errors.contains("named by its path from the root"), "\(refused.errors)")
    }
  }

  @Test func `a hold takes the place of one that ends no later, and says so`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      _ = try await site.run("hold", "a week", "--until", "7d")
      let sooner = try await site.run("hold", "a day", "--until", "1d")
      #expect(sooner.code == 64)
      #expect(sooner.errors.contains("this would end before the hold of "), "\(sooner.errors)")
      #expect(sooner.errors.contains(": a week\n"), "\(sooner.errors)")
      let later = try await site.run("hold", "a month", "--until", "30d")
      #expect(later.code == 0)
      #expect(later.output.contains("\nin place of the hold of "), "\(later.output)")
      #expect(later.output.hasSuffix(": a week\n"), "\(later.output)")
      #expect(try await site.run("hold", "for good").code == 0)
      #expect(try await site.run("hold", "a year", "--until", "365d").code == 64)
      #expect(try await site.run("check").output.contains(": for good"))
    }
  }

  @Test func `a hold is told, and is no failure`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      _ = try await site.run("hold", "a migration", "--until", "7d")
      let check = try await site.run("check")
      #expect(check.code == 0, "\(check.errors)")
      let hold = try #require(lines(check).first { $0.hasPrefix("warn hold on hold since ") })
      #expect(hold.hasSuffix(": a migration"), "\(hold)")
      #expect(hold.contains(" until "), "\(hold)")
      let words = check.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let release = "'rollcall release --config \(site.configurationPath)' ends it."
      #expect(words.contains(release), "\(check.output)")
    }
  }
}
