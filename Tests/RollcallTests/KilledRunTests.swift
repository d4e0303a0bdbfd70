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

  /// On one processor there is one thread that does the work: strace counts calls by thread.
  private static let strace = ["taskset", "-c", "0", "strace", "-f", "-qq"]

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
          under: strace + ["-o", "/dev/null", "-e", "trace=\(call)", "-e", inject]
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
      if try await Self.expectRecovery(site, "\(call) \(number)") { reports += 1 }
    }
    if call == "fsync" { #expect(reports > 3) }
  }

  /// The next run arrives at the same end and leaves nothing half written; the one after it has nothing to do.
  ///
  /// - Returns: Whether it told of a killed run.
  private static func expectRecovery(_ site: Site, _ place: String) async throws -> Bool {
    // Whole, whatever happened; reading it would throw.
    _ = try site.organization()
    let next = try await site.runWithoutExport(["sync", "--yes"])
    #expect(next.code == 0, "\(place): \(next.output)\(next.errors)")
    try expectEnd(site, place)
    let last = try await site.runWithoutExport(["sync", "--yes"])
    #expect(last.output.hasPrefix("in sync"), "\(place)")
    #expect(!last.errors.contains("was killed"), "\(place)")
    #expect(try site.leftovers() == [], "\(place)")
    return next.errors.contains("was killed")
  }

  @Test(
    "a run that is killed as it makes or writes a file is finished by the next",
    arguments: ["fchmod", "write"]
  )
  func killedAtFiles(call: String) async throws {
    try await Self.inPendingSite { pending in
      var site = pending
      site.settings = #", "metricsFile": "figures.prom""#
      try site.writeConfiguration()
      let copy = site.folder + ".copy"
      let log = site.folder + ".trace"
      try FileManager.default.copyItem(atPath: site.folder, toPath: copy)
      defer { for path in [copy, log] { try? FileManager.default.removeItem(atPath: path) } }
      let trace = Self.strace + ["-y", "-o", log, "-e", "trace=\(call)"]
      let arguments = ["sync", "--yes", "--config", site.configurationPath]
      #expect(try await RollcallProcess.run(arguments, under: trace).code == 0)
      let probe = try FileCalls(call, log: log, in: site.folder)
      var hit: Set<String> = []
      // `fchmod` follows the making of each file that takes another's place.
      for number in probe.firstOfEach {
        try site.putBack(from: copy)
        let inject = ["-e", "inject=\(call):signal=KILL:when=\(number)"]
        let run = try await RollcallProcess.run(arguments, under: trace + inject)
        // Which thread does what differs from run to run: an ordinal may not come.
        guard run.code == 137 else { continue }
        let calls = try FileCalls(call, log: log, in: site.folder).calls
        hit.formUnion(calls.filter { $0.number == number }.prefix(1).map(\.kind))
        _ = try await Self.expectRecovery(site, "\(call) \(number)")
      }
      #expect(!hit.isEmpty)
    }
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

/// Calls that strace has logged, as far as they write to files of one folder.
private struct FileCalls {
  /// Ordinals as strace counts them, for each thread by itself, and the file without what makes a name unique.
  private(set) var calls: [(number: Int, kind: String)] = []

  init(_ call: String, log: String, in folder: String) throws {
    var counts: [Substring: Int] = [:]
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: log)), as: UTF8.self)
    // 7428  write(5</tmp/x/runs/20261126T133818Z-0e83d6/journal.jsonl>, "{\"version\":1"..., 204) = 204
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      guard words.count == 2, words[1].drop(while: { $0 == " " }).hasPrefix("\(call)(") else {
        continue
      }
      counts[words[0], default: 0] += 1
      guard let number = counts[words[0]], let start = line.firstRange(of: folder + "/")?.upperBound
      else { continue }
      let path = line[start...].prefix { $0 != "\"" && $0 != ">" }
      calls.append((number, Self.kind(path.split(separator: "/").last ?? "")))
    }
  }

  /// For each kind of file an ordinal that no thread reached sooner elsewhere.
  var firstOfEach: [Int] {
    var first: [Int: String] = [:]
    for call in calls where first[call.number] == nil { first[call.number] = call.kind }
    let kinds = Set(first.values)
    return kinds.compactMap { kind in first.filter { $0.value == kind }.keys.min() }.sorted()
  }

  /// `.ledger.json.a452b38399d1a2bc.tmp` is on the way to `ledger.json`.
  private static func kind(_ name: Substring) -> String {
    var parts = name.split(separator: ".")
    if parts.last == "tmp" { parts.removeLast(2) }
    return parts.joined(separator: ".")
  }
}

extension Site {
  /// Files that were on their way to their place, but for those that are cleared away by their age.
  fileprivate func leftovers() throws -> [String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
    return paths.filter { path in
      let name = path.split(separator: "/").last ?? ""
      return name.hasSuffix(".tmp") && !name.hasPrefix(".figures.prom.")
        && !name.hasPrefix(".monitoring-")
    }
  }

  /// Puts everything back as it was when the folder was copied.
  fileprivate func putBack(from copy: String) throws {
    try FileManager.default.removeItem(atPath: folder)
    try FileManager.default.copyItem(atPath: copy, toPath: folder)
  }
}
