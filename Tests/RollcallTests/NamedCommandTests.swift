import JSONReader
import TestSupport
import Testing

/// The commands that screens name next, typed as they stand there.
@Suite struct NamedCommandTests {
  /// Types a command in a shell, in a folder of its own.
  private static func type(
    _ command: some StringProtocol,
    in folder: String
  ) async throws -> RollcallProcess.Result {
    try await RollcallProcess.shell(
      #"cd "$1"; rollcall() { "$program" "$@"; }; program=$0; eval "$2""#,
      [RollcallProcess.path, folder, String(command)]
    )
  }

  /// What stands between two parts of a text.
  private static func part(
    of text: String,
    after start: String,
    before end: String
  ) throws -> Substring {
    let begin = try #require(text.firstRange(of: start), "\(text)").upperBound
    let rest = text[begin...]
    return rest[..<(try #require(rest.firstRange(of: end), "\(text)").lowerBound)]
  }

  @Test func `a chosen part is what the next command applies, or keeps`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 12)
      let plan = try await site.run("plan", "--only", "p3@example.com", "--only", "u4")
      let keep = try Self.part(of: plan.output, after: "keep it with: ", before: "\n")
      #expect(keep.contains("--only p3@example.com --only u4"), "\(keep)")
      #expect(try await Self.type(keep, in: folder).output.contains(": 2 invitations"))
      let saved = try await site.run("plan", "--only", "u4", "--out", folder + "/plan.json")
      #expect(
        saved.output.hasSuffix(
          "\nNext: rollcall apply \(folder)/plan.json --config \(site.configurationPath)\n"
        ),
        "\(saved.output)"
      )
      let apply = try Self.part(of: plan.output, after: "Next: ", before: ", or")
      let applied = try await Self.type(apply + " --yes", in: folder)
      #expect(applied.code == 0, "\(applied.errors)")
      #expect(try site.statuses().keys.sorted() == ["p3@example.com", "p4@example.com"])
    }
  }

  @Test func `a stopped part names the review and the digest of that part`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      _ = try await site.run("sync", "--yes")
      site.users.removeFirst(8)
      let stopped = try await site.run("sync", "--yes", "--only", "p3@example.com")
      #expect(stopped.code == 3, "\(stopped.errors)")
      let words = try Self.part(of: stopped.errors, after: "Review with '", before: "'; let")
      let review = try await Self.type(words, in: folder)
      #expect(review.output.contains(": 1 taken away, 0 given, 0 held"), "\(review.output)")
      let accept = try Self.part(of: review.output, after: "exactly this pass with: ", before: "\n")
      let passed = try await Self.type(accept, in: folder)
      #expect(passed.code == 0, "\(passed.errors)")
      let revoked = try site.statuses().filter { $0.value == "revoked" }
      #expect(revoked.keys.sorted() == ["p3@example.com"])
    }
  }

  @Test func `a hold, a digest that fits no more, and a past run name what works as typed`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 3)
      let hold = try await site.run("hold", "moving house")
      let release = try Self.part(of: hold.output, after: "on hold: '", before: "' ends it\n")
      let held = try await site.run("sync", "--yes")
      #expect(held.errors.contains("moving house. '\(release)' ends it\n"), "\(held.errors)")
      #expect(try await Self.type(release, in: folder).output == "released\n")
      let stale = try await site.run("sync", "--relink", "--accept", "0123456789ab")
      #expect(stale.code == 9)
      let review = try Self.part(of: stale.errors, after: "Review with '", before: "' and")
      let plan = try await Self.type(review, in: folder)
      #expect(plan.output.contains(": 3 invitations"), "\(review)\n\(plan.errors)")
      let unknown = try await site.run("history", "20260101T000000Z-000000")
      #expect(unknown.errors.contains("'rollcall history --config \(site.configurationPath)'"))
      #expect(try await site.run("sync", "--yes").code == 0)
      site.users[0].isActive = false
      #expect(try await site.run("sync", "--yes").code == 0)
      let run = try #require(try site.runs().last)
      let past = try await site.run("history", run)
      let back = try Self.part(of: past.output, after: "take it back: ", before: "\n")
      let undo = try await Self.type(back, in: folder)
      #expect(undo.output.contains("+ restore p0@example.com"), "\(undo.errors)")
      let undone = try await site.run("undo", run, "--yes")
      #expect(undone.errors.contains("on hold: '\(release)' lets"), "\(undone.errors)")
    }
  }

  @Test func `what is relinked is explained, reviewed and accepted as relinked`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 12)
      try site.writeOrganization(
        [.init(id: "m0", externalID: "x0", email: "p0@example.com")]
          + (1..<12).map { .init(id: "m\($0)", externalID: "u\($0)", email: "p\($0)@example.com") }
      )
      let sync = try await site.run("sync", "--yes", "--relink")
      #expect(sync.code == 10, "\(sync.errors)")
      let explain = try Self.part(of: sync.errors, after: "for a person (", before: ")\n")
      let explained = try await Self.type(explain, in: folder)
      #expect(explained.output.contains("? relink"), "\(explain)\n\(explained.output)")
      let plan = try await site.run("plan", "--relink")
      let accept = try Self.part(of: plan.output, after: "held pass with: ", before: "\n")
      let passed = try await Self.type(accept, in: folder)
      #expect(passed.code == 0, "\(accept)\n\(passed.errors)")
      let first = try site.organization()["members"]?.array?.first
      #expect(first?["externalId"]?.string == "u0")
    }
  }

  @Test func `what begins with a hyphen is no option in the next command`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 12)
      site.users[4].id = "-u4"
      site.groups = [.init(id: "g1", name: "-x", members: ["u1"])]
      try site.writeOrganization([], [.init(id: "k1", name: "-x", members: [])])
      let plan = try await site.run("plan", "--only=-u4")
      let keep = try Self.part(of: plan.output, after: "keep it with: ", before: "\n")
      let kept = try await Self.type(keep, in: folder)
      #expect(kept.output.contains(": 1 invitation"), "\(keep)\n\(kept.errors)")
      let saved = try await Self.type(
        "rollcall plan --only=-u4 --out=-plan.json --config '\(site.configurationPath)'",
        in: folder
      )
      let apply = try Self.part(of: saved.output, after: "Next: ", before: "\n")
      let refused = try await Self.type(apply, in: folder)
      #expect(refused.errors.contains("no terminal to ask at"), "\(apply)\n\(refused.errors)")
      let sync = try await site.run("sync", "--yes")
      #expect(sync.code == 10, "\(sync.errors)")
      let explain = try Self.part(of: sync.errors, after: "for a person (", before: ")\n")
      let explained = try await Self.type(explain, in: folder)
      #expect(explained.output.hasPrefix("-x\n"), "\(explain)\n\(explained.errors)")
    }
  }

  @Test func `a check names the source whose entries it counts`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 3)
      try site.write(
        #"{"format":"directory-export/1","complete":true,"users":[{"id":"v1","email":"v1@example.org","active":true},{"id":"v2","active":true},{"id":"v3","active":true}]}"#,
        to: "other.json"
      )
      site.source = #"""
        { "kind": "export", "name": "hr", "path": "export.json", "domains": ["example.com"] },
        { "kind": "export", "name": "-lab", "path": "other.json", "domains": ["example.org"] }
        """#
      let check = try await site.run("check")
      let show = try Self.part(of: check.output, after: " more: '", before: "' names them")
      let shown = try await Self.type(show, in: folder)
      #expect(shown.code == 0, "\(show)\n\(shown.errors)")
      #expect(shown.output.contains("v3"))
    }
  }
}
