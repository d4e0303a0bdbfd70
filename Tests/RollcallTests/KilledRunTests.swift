import JSONReader
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A run that is killed, or whose disk is full, at any of its file operations; `strace` does that from outside.
@Suite(.serialized, .timeLimit(.minutes(10)), .needsStrace)
struct KilledRunTests {
  /// A run's worth of everything: a leaver, a rename, a joiner, a membership each way.
  private static func inPendingSite(_ body: (Site) async throws -> Void) async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 8)
      site.groups = [.init(id: "g1", name: "Staff", members: ["u1", "u2"])]
      let first = try await site.run("sync", "--yes")
      #expect(first.code == 0, "\(first.errors)")
      site.users[0].isActive = false
      site.users[5].name = "Renamed"
      site.users.append(.init(id: "n1", email: "new@example.com", name: "New"))
      site.groups = [.init(id: "g1", name: "Staff", members: ["u1", "u3"])]
      try site.writeExport()
      try await body(site)
    }
  }

  /// Calls of one kind, from the first on, until a run has none left to spoil.
  private static func everyCall(
    of call: String,
    _ effect: String,
    _ body: (_ site: Site, _ number: Int, _ run: RollcallProcess.Result) async throws -> Void
  ) async throws {
    try await inPendingSite { site in
      let copy = site.folder + ".copy"
      try FileManager.default.copyItem(atPath: site.folder, toPath: copy)
      defer { try? FileManager.default.removeItem(atPath: copy) }
      for number in 1..<200 {
        try site.putBack(from: copy)
        let inject = "inject=\(call):\(effect):when=\(number)"
        let run = try await RollcallProcess.run(
          ["sync", "--yes", "--config", site.configurationPath],
          under: ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", inject]
        )
        try await body(site, number, run)
        if run.code == 0, !isUnsafe(run) {
          #expect(number > 1, "no \(call) was spoiled")
          return
        }
      }
      Issue.record("200 calls of \(call), and no end")
    }
  }

  /// Everything was done, but the disk would not say so of the organization's folder.
  private static func isUnsafe(_ run: RollcallProcess.Result) -> Bool {
    run.errors.contains("organization.json is written, but not safe from a power cut")
  }

  @Test(
    "the next run finishes what a killed one has begun",
    arguments: ["rename", "fsync", "flock"]
  )
  func killed(call: String) async throws {
    var reports = 0
    try await Self.everyCall(of: call, "signal=KILL") { site, number, run in
      guard run.code != 0 else { return }
      #expect(run.code == 137, "\(call) \(number): \(run.errors)")
      // Whole, whatever happened; reading it would throw.
      _ = try site.organization()
      let next = try await site.runWithoutExport(["sync", "--yes"])
      #expect(next.code == 0, "\(call) \(number): \(next.output)\(next.errors)")
      if next.errors.contains("was killed") { reports += 1 }
      try Self.expectEnd(site, "\(call) \(number)")
      let last = try await site.runWithoutExport(["sync", "--yes"])
      #expect(last.output.hasPrefix("in sync"), "\(call) \(number)")
      #expect(!last.errors.contains("was killed"), "\(call) \(number)")
    }
    if call == "fsync" { #expect(reports > 3) }
  }

  /// The figure in "Done: 5 applied, 0 failed".
  private static func applied(_ run: RollcallProcess.Result) -> Int {
    let words = run.output.split { $0 == " " || $0 == "\n" }
    guard let done = words.firstIndex(of: "Done:") else { return 0 }
    return Int(words[done + 1]) ?? 0
  }

  private static func expectEnd(_ site: Site, _ place: String) throws {
    let organization = try site.organization()
    let members = organization["members"]?.array ?? []
    #expect(members.map { $0["status"]?.string }.count { $0 == "revoked" } == 1, "\(place)")
    #expect(members.first?["status"]?.string == "revoked", "\(place)")
    #expect(members.count == 9, "\(place)")
    #expect(members[5]["name"]?.string == "Renamed", "\(place)")
    let staff = organization["groups"]?.array?.first?["members"]?.array?.compactMap(\.string)
    #expect(staff == ["m2", "m4"], "\(place)")
  }

  @Test func `a full disk ends a run before the call that its journal cannot announce`()
    async throws
  {
    var journals = 0
    var unsafe = 0
    try await Self.everyCall(of: "fsync", "error=ENOSPC") { site, number, run in
      if run.code == 0 {
        guard Self.isUnsafe(run) else { return }
        // What is told as done is done.
        unsafe += 1
        #expect(Self.applied(run) == 5, "fsync \(number): \(run.output)")
        return try Self.expectEnd(site, "fsync \(number)")
      }
      #expect(run.errors.contains("no space left"), "fsync \(number): \(run.errors)")
      #expect([4, 6, 74].contains(run.code), "fsync \(number): \(run.errors)")
      let next = try await site.runWithoutExport(["sync", "--yes"])
      #expect(next.code == 0, "fsync \(number): \(next.errors)")
      if run.errors.contains("journal.jsonl") {
        journals += 1
        #expect(run.code == 74, "fsync \(number): \(run.errors)")
        // A call that was made though nothing announced it would be missing from both.
        #expect(Self.applied(run) + Self.applied(next) == 5, "fsync \(number): \(run.output)")
      }
      try Self.expectEnd(site, "fsync \(number)")
    }
    #expect(journals > 0)
    #expect(unsafe > 0)
  }
}

extension Site {
  /// Puts everything back as it was when the folder was copied.
  fileprivate func putBack(from copy: String) throws {
    try FileManager.default.removeItem(atPath: folder)
    try FileManager.default.copyItem(atPath: copy, toPath: folder)
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips where `strace` is not installed, unless `ROLLCALL_REQUIRE_SERVERS=1`.
  fileprivate static var needsStrace: ConditionTrait {
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")
        || ProcessInfo.processInfo.environment["ROLLCALL_REQUIRE_SERVERS"] == "1",
      "strace is not installed (Tests/install-servers)"
    )
  }
}
