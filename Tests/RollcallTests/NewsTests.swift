import JSONReader
import TestSupport
import Testing

/// What a plan says is new since the last run.
@Suite struct NewsTests {
  @Test func `what follows from a run's own links is made by the next run, and is no news`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 5)
      try site.writeOrganization(
        (0..<3).map { .init(id: "m\($0)", externalID: nil, email: "p\($0)@example.com") }
      )
      let first = try await site.run("sync", "--yes")
      #expect(first.code == 0, "\(first.errors)")
      #expect(first.output.contains("~ link"))
      #expect(
        first.errors == "! 3 changes follow from what was linked; the next run makes them\n"
      )
      let plan = try await site.run("plan")
      #expect(plan.output.contains("3 name changes; 0 new since the last run."), "\(plan.output)")
      let second = try await site.run("sync", "--yes")
      #expect(second.output.contains("Done: 3 applied"))
      #expect(second.errors == "")
      #expect(try await site.run("sync", "--yes").output.hasPrefix("in sync"))
    }
  }

  @Test func `in sync, --all shows what is worth knowing as well`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 4)
      site.users[3].email = ""
      _ = try await site.run("sync", "--yes")
      let short = try await site.run("sync", "--yes")
      #expect(short.output == "in sync: 4 users, 3 members, 0 groups; nothing to do\n")
      let all = try await site.run("sync", "--yes", "--all")
      #expect(all.code == 0, "\(all.errors)")
      #expect(all.output.contains("! Person 3 (u3): has no e-mail address"), "\(all.output)")
      #expect(try await site.run("sync", "--yes", "--all", "--quiet").output == "")
    }
  }

  @Test func `who waits for a second read is told once to who reads only the news`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      site.exportAge = 3 * 3600
      _ = try await site.run("sync", "--yes")
      site.exportAge = 2 * 3600
      site.isComplete = false
      site.users.removeFirst()
      let first = try await site.run("sync", "--yes", "--quiet")
      #expect(first.output.contains("absent, 1 of 2"), "\(first.output)")
      let second = try await site.run("sync", "--yes", "--quiet")
      #expect(second.code == 0)
      #expect(second.output + second.errors == "")
      site.users[3].name = "Renamed"
      let third = try await site.run("sync", "--yes", "--quiet")
      #expect(third.output.contains("Renamed"), "\(third.output)")
      #expect(third.output.contains("  … 1 change waits for a second read as before (--all)\n"))
      #expect(!third.output.contains("absent, 1 of 2"), "\(third.output)")
      #expect(try await site.run("sync", "--yes").output.contains("absent, 1 of 2"))
    }
  }

  @Test func `what is held is shown to whoever lets a digest pass, or is offered one`() async throws
  {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      try site.writeOrganization([
        .init(id: "m1", externalID: "old-1", email: "guest@example.com")
      ])
      #expect(try await site.run("sync", "--yes").code == 10)
      let quiet = try await site.run("sync", "--yes", "--quiet")
      #expect(quiet.code == 10)
      #expect(!quiet.output.contains("guest@example.com"))
      site.settings = #", "limits": { "mustExist": ["boss@example.com"] }"#
      let stopped = try await site.run("sync", "--yes", "--quiet")
      #expect(stopped.code == 3)
      #expect(stopped.output.contains("? revoke  guest@example.com"), "\(stopped.output)")
      let words = stopped.errors.split { $0 == " " || $0 == "\n" }
      let digest = try #require(words.first { $0.count == 12 && $0.allSatisfy(\.isHexDigit) })
      let passed = try await site.run("sync", "--yes", "--quiet", "--accept", String(digest))
      #expect(passed.code == 0, "\(passed.errors)")
      #expect(passed.output.contains("? revoke  guest@example.com"), "\(passed.output)")
      #expect(try site.statuses()["guest@example.com"] == "revoked")
    }
  }

  @Test func `a run of a part is not what the next plan is compared with`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 30)
      #expect(try await site.run("sync", "--yes").code == 0)
      for number in 0..<3 { site.users[number].name = "Renamed \(number)" }
      #expect(try await site.run("plan").output.contains("3 new since the last run"))
      _ = try await site.run("hold", "a look at it")
      #expect(try await site.run("sync", "--yes").code == 3)
      #expect(try await site.run("plan").output.contains("0 new since the last run"))
      _ = try await site.run("release")
      #expect(try await site.run("sync", "--yes", "--only", "p0@example.com").code == 0)
      let plan = try await site.run("plan")
      #expect(plan.output.contains("2 name changes; 0 new since the last run"), "\(plan.output)")
      let reports = try site.reports()
      #expect(reports.map { $0["partial"]?.bool } == [nil, nil, true])
      _ = try await site.run("undo", try #require(try site.runs().last), "--yes")
      #expect(try site.reports().last?["partial"]?.bool == true)
    }
  }
}
