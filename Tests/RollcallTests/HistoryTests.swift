import JSONReader
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `rollcall history RUN`, by the built binary.
@Suite struct HistoryTests {
  @Test func `a run is told with what became of each change, as text, JSON and a page`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      _ = try await site.run("sync", "--yes")
      site.users[0].isActive = false
      #expect(try await site.run("sync", "--yes").code == 0)
      let run = try #require(try site.runs().last)
      let text = try await site.run("history", run)
      #expect(text.code == 0, "\(text.errors)")
      #expect(text.output.hasPrefix("Run           \(run) · sync\n"))
      #expect(text.output.contains("Ended         exit 0 · done\n"))
      #expect(text.output.contains("  - revoke  p0@example.com  disabled in hr; done\n"))
      #expect(text.output.contains("Done: 1 applied, 0 failed; read again and verified.\n"))
      let undo = "rollcall undo \(run) --dry-run --config \(site.configurationPath)"
      #expect(text.output.hasSuffix("To take it back: \(undo)\n"))
      let json = try await site.run("history", run, "--format", "json")
      #expect(try JSONValue(parsing: Array(json.output.utf8))["command"] == "sync")
      let page = try await site.run("history", run, "--format", "html")
      #expect(page.code == 0, "\(page.errors)")
      #expect(page.output.hasPrefix("<!doctype html>"))
      #expect(page.output.contains("Content-Security-Policy"))
      #expect(page.output.contains("<bdi>p0@example.com</bdi></td><td><bdi>disabled in hr; done"))
      #expect(page.output.contains("<h2>Limits</h2>"))
    }
  }

  @Test func `a stopped run is told with what stopped it, and what waited`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 30)
      _ = try await site.run("sync", "--yes")
      site.users.removeFirst(10)
      #expect(try await site.run("sync", "--yes").code == 3)
      let run = try #require(try site.runs().last)
      let text = try await site.run("history", run)
      #expect(
        text.output.contains("Ended         exit 3 · stopped by lostAttribute, memberRemovals")
      )
      #expect(text.output.contains("memberRemovals (10, allowed 3)"))
      #expect(!text.output.contains("To take it back"))
      let list = try await site.run("history")
      #expect(list.output.contains("memberRemovals 10 of 30 (limit 3)"), "\(list.output)")
      #expect(list.output.contains("0 taken away, 30 given"))
      #expect(!list.output.contains("stopped by"))
      // A plan is no run.
      #expect(try await site.run("plan").errors.contains(" (1 run)\n"))
      #expect(try await site.run("sync", "--yes").errors.contains(" (2 runs)\n"))
    }
  }

  @Test func `nothing done is in sync only where there was nothing to do`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      site.exportAge = 3 * 3600
      _ = try await site.run("sync", "--yes")
      _ = try await site.run("sync", "--yes", "--only", "p0@example.com")
      site.exportAge = 2 * 3600
      site.isComplete = false
      site.users.removeFirst()
      #expect(try await site.run("sync", "--yes").output.contains("absent, 1 of 2"))
      let list = try await site.run("history")
      let ends = list.output.split(separator: "\n").dropFirst().map { line in
        line.split(separator: " ").dropFirst(4).first
      }
      #expect(ends == ["done", "nothing", "done"], "\(list.output)")
      #expect(!list.output.contains("in sync"), "\(list.output)")
    }
  }

  @Test func `what shared a held change's question stands below it`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 5)
      site.groups = [.init(id: "g1", name: "Staff", members: ["u1", "u2"])]
      try site.writeOrganization(
        (0..<5).map { .init(id: "m\($0)", externalID: "u\($0)", email: "p\($0)@example.com") },
        [.init(id: "o1", name: "Staff", members: [])]
      )
      #expect(try await site.run("sync", "--yes").code == 10)
      let text = try await site.run("history", try #require(try site.runs().last))
      #expect(text.output.contains("  ? link    group Staff"), "\(text.output)")
      #expect(text.output.contains("  ? + group   Staff: p1@example.com"), "\(text.output)")
      #expect(!text.output.contains("depends on another held change"))
    }
  }

  @Test func `a run began when its report says, whatever its folder is called`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      _ = try await site.run("sync", "--yes")
      let report = try #require(try site.reports().first)
      let runs = "\(try #require(try site.stateFolder()))/runs/"
      // A clock that was set back leaves such names.
      try FileManager.default.moveItem(
        atPath: runs + (try #require(try site.runs().first)),
        toPath: runs + "20990101T000000Z-4fa1c2"
      )
      let list = try await site.run("history", "--format", "json")
      let entry = try JSONValue(parsing: Array(list.output.utf8))["runs"]?.array?.first
      #expect(entry?["run"] == "20990101T000000Z-4fa1c2", "\(list.output)")
      #expect(entry?["startedAt"] == report["startedAt"], "\(list.output)")
    }
  }

  @Test func `a run without a report, no run, and no page of all runs are said in words`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      _ = try await site.run("sync", "--yes")
      let run = try #require(try site.runs().last)
      #expect(try await site.run("history", "--format", "html").code == 64)
      #expect(try await site.run("history", "yesterday").code == 64)
      let misspelt = try await site.run("history", "--formt", "json")
      #expect(misspelt.code == 64)
      #expect(misspelt.errors.contains("--formt"), "\(misspelt.errors)")
      #expect(misspelt.errors.hasSuffix("rollcall: exit 64: usage\n"), "\(misspelt.errors)")
      let path = "\(try #require(try site.stateFolder()))/runs/\(run)"
      try site.remove("\(path)/report.json")
      let killed = try await site.run("history", run)
      #expect(killed.code == 64)
      #expect(killed.errors.contains("it was killed, or is still going on"))
      #expect(killed.errors.contains("What it planned and began is in \(path)."))
    }
  }
}
