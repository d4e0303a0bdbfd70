import JSONReader
import TestSupport
import Testing

/// `rollcall undo RUN`, by the built binary.
@Suite struct UndoTests {
  /// The newest run that `history` lists with `command` and something done.
  private static func run(_ command: String, _ site: Site) async throws -> String {
    let history = try JSONValue(
      parsing: Array(try await site.run("history", "--format", "json").output.utf8)
    )
    let run = history["runs"]?.array?.first {
      $0["command"]?.string == command && ($0["done"]?.int ?? 0) > 0
    }
    return try #require(run?["run"]?.string)
  }

  /// Every member's status, by address, and the members of the first group.
  private static func state(_ site: Site) throws -> [String] {
    let organization = try site.organization()
    let members = organization["members"]?.array ?? []
    return members.map { "\($0["email"]?.string ?? "") \($0["status"]?.string ?? "")" }
      + (organization["groups"]?.array?.first?["members"]?.array ?? []).compactMap(\.string)
      .sorted()
  }

  @Test func `a run is taken back without its source, leaves a hold, and can be done again`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 30)
      site.groups = [.init(id: "g1", name: "Staff", members: ["u1", "u2", "u3"])]
      _ = try await site.run("sync", "--yes")
      let before = try Self.state(site)
      site.users[0].isActive = false
      site.groups = [.init(id: "g1", name: "Staff", members: ["u1", "u2", "u4"])]
      _ = try await site.run("sync", "--yes")
      let after = try Self.state(site)
      let run = try await Self.run("sync", site)
      try site.write("<html>", to: "export.json")
      let shown = try await site.runWithoutExport(["undo", run, "--dry-run"])
      #expect(shown.code == 0, "\(shown.errors)")
      #expect(shown.output.contains("+ restore p0@example.com"))
      #expect(shown.output.contains("Next: rollcall undo \(run)"))
      #expect(try Self.state(site) == after)
      let undone = try await site.runWithoutExport(["undo", run, "--yes"])
      #expect(undone.code == 0, "\(undone.errors)")
      #expect(undone.output.contains("Done: 3 applied, 0 failed; read again and verified."))
      #expect(try Self.state(site) == before)
      let held = try await site.run("sync", "--yes")
      #expect(held.code == 3)
      #expect(held.errors.contains("by rollcall undo: run \(run) was taken back"))
      #expect(try Self.state(site) == before)
      _ = try await site.run("undo", try await Self.run("undo", site), "--yes")
      #expect(try Self.state(site) == after)
      _ = try await site.run("release")
      #expect(try await site.run("sync", "--yes").output.hasPrefix("in sync"))
    }
  }

  @Test func `taking many invitations back stops, and exactly that digest lets it pass`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 40)
      _ = try await site.run("sync", "--yes")
      let run = try await Self.run("sync", site)
      let stopped = try await site.run("undo", run, "--yes")
      #expect(stopped.code == 3)
      #expect(stopped.errors.contains("Review with 'rollcall undo \(run) --dry-run --config "))
      #expect(try Self.state(site).allSatisfy { $0.hasSuffix("invited") })
      let words = stopped.errors.split { $0 == " " || $0 == "\n" }
      let digest = try #require(words.first { $0.count == 12 && $0.allSatisfy(\.isHexDigit) })
      let passed = try await site.run("undo", run, "--accept", String(digest))
      #expect(passed.code == 0, "\(passed.errors)")
      #expect(try Self.state(site).allSatisfy { $0.hasSuffix("revoked") })
    }
  }

  @Test func `a hold of a person stays, and does not keep from taking back`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      _ = try await site.run("sync", "--yes")
      site.users[0].isActive = false
      _ = try await site.run("sync", "--yes")
      _ = try await site.run("hold", "something is wrong")
      #expect(try await site.run("undo", try await Self.run("sync", site), "--yes").code == 0)
      #expect(try Self.state(site).first == "p0@example.com invited")
      #expect(try await site.run("sync", "--yes").errors.contains("something is wrong"))
    }
  }

  @Test func `what cannot be undone is refused in words`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 5)
      _ = try await site.run("sync", "--yes")
      let run = try await Self.run("sync", site)
      let silent = try await site.run("undo", run)
      #expect(silent.code == 64)
      #expect(silent.errors.contains("--dry-run"))
      let unknown = try await site.run("undo", "20260101T000000Z-000000", "--yes")
      #expect(unknown.code == 64)
      #expect(unknown.errors.contains("there is no run '20260101T000000Z-000000'"))
      _ = try await site.run("sync", "--yes")
      let list = try JSONValue(
        parsing: Array(try await site.run("history", "--format", "json").output.utf8)
      )
      let idle = try #require(list["runs"]?.array?.first?["run"]?.string)
      let nothing = try await site.run("undo", idle, "--yes")
      #expect(nothing.code == 64)
      #expect(nothing.errors.contains("has changed nothing"))
      try site.editPlan(of: run)
      let edited = try await site.run("undo", run, "--yes")
      #expect(edited.code == 9)
      #expect(edited.errors.contains("was changed after it was saved"))
      let path = try site.planPath(of: run)
      try site.remove("\(folder)/\(path)")
      let lost = try await site.run("undo", run, "--yes")
      #expect(lost.code == 74)
      let reason = "cannot read \(folder)/\(path): no such file or folder"
      #expect(lost.errors.hasPrefix("Error: the plan of run '\(run)' is lost: \(reason)\nHint: "))
      #expect(lost.errors.contains("Nothing was changed."))
    }
  }
}

extension Site {
  /// Where the plan of a run lies, below the site's folder.
  fileprivate func planPath(of run: String) throws -> String {
    let state = folder + "/state"
    let name = try #require(try names(in: state).first { !$0.hasSuffix(".json") })
    return "state/\(name)/runs/\(run)/plan.json"
  }

  /// Somebody edits what a run has planned.
  fileprivate func editPlan(of run: String) throws {
    let path = try planPath(of: run)
    let text = String(decoding: try contents("\(folder)/\(path)"), as: UTF8.self)
    try write(text.replacing("p0@example.com", with: "p9@example.com"), to: path)
  }
}
