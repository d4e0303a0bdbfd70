import DirectoryModel
import RunState
import SafeFiles
import TestSupport
import Testing

struct MemoryTests {
  private func sample() -> SyncMemory {
    var memory = SyncMemory()
    memory.hadGoodRun = true
    memory.fingerprint = "{\"users\":{}}"
    memory.revocations["m1"] = SyncMemory.Revocation(
      at: noon,
      priorStatus: .confirmed,
      externalID: "u-1"
    )
    memory.absences[SyncMemory.AbsenceKey(source: "hq", externalID: "u-2")] = SyncMemory.Absence(
      firstSeen: noon,
      exportModified: Timestamp(seconds: noon.seconds - 60)
    )
    memory.disabledSince["u-3"] = noon
    memory.stopped = SyncMemory.Stopped(since: noon, runs: 4)
    var figures = PlanFigures()
    figures.sources["hq"] = PlanFigures.Source(
      users: 61,
      attributes: ["email": 60],
      exportModified: Timestamp(seconds: noon.seconds - 60),
      changeMarks: [
        "contextCSN 001 of dc=example": ChangeMark("20260921141320.000000Z#000000#001#000000")
      ]
    )
    memory.goodRuns = [PlanFigures.Remembered(at: noon, figures: figures)]
    memory.recent = [
      SyncMemory.RecentChange(at: noon, limit: .groupShrink, subject: "g-1", count: 3)
    ]
    memory.writtenMemberships["g-1"] = ["u-1", "u-2"]
    memory.doubtfulMemberships["g-1"] = ["u-2"]
    memory.refusals["invite:x@example.com"] = "domain \"example.com\" is claimed\n"
    memory.decisionsSince["restore:m1"] = noon
    return memory
  }

  @Test func `what is saved is loaded again`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      let memory = sample()
      try state.remember(["u-1"])
      try state.saveMemory(memory, now: noon)
      let loaded = try state.load().memory
      #expect(loaded.loss == nil)
      #expect(loaded.hadGoodRun)
      #expect(loaded.fingerprint == memory.fingerprint)
      #expect(loaded.revocations == memory.revocations)
      #expect(loaded.absences == memory.absences)
      #expect(loaded.disabledSince == memory.disabledSince)
      #expect(loaded.stopped == memory.stopped)
      #expect(loaded.goodRuns == memory.goodRuns)
      #expect(loaded.recent == memory.recent)
      #expect(loaded.writtenMemberships == memory.writtenMemberships)
      #expect(loaded.doubtfulMemberships == memory.doubtfulMemberships)
      #expect(loaded.refusals == memory.refusals)
      #expect(loaded.decisionsSince == memory.decisionsSince)
    }
  }

  @Test func `files are for their owner alone`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root + "/below/here")
      try state.saveMemory(sample(), now: noon)
      for folder in [root + "/below", state.path, state.path + "/seen", state.path + "/runs"] {
        #expect(try FileStatus(of: folder)?.mode == 0o700)
      }
      #expect(try FileStatus(of: state.path + "/ledger.json")?.mode == 0o600)
    }
  }

  @Test func `the first run remembers nothing and has lost nothing`() throws {
    try withTemporaryFolder { root in
      let state = StateFolder(root: root, organization: organization)
      let memory = try state.load(setsAside: false).memory
      #expect(memory.loss == nil)
      #expect(!memory.hadGoodRun)
      #expect(try Folder.names(in: root) == [])
    }
  }

  @Test func `a ledger that is gone while its folder is not is a loss`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.saveMemory(sample(), now: noon)
      try state.remember(["u-1"])
      try Folder.removeFile(state.path + "/ledger.json")
      let memory = try state.load().memory
      #expect(memory.loss == "ledger.json is missing from \(state.path)")
      #expect(memory.seenIDs.isEmpty)
      #expect(memory.revocations.isEmpty)
    }
  }

  @Test func `a first run that was killed is no loss, and its deeds are known`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.makeRun(now: noon).openJournal().begin([revocation(1, member: "m1")], now: noon)
      try state.remember(["u-1"])
      let memory = try state.load().memory
      #expect(memory.loss == nil)
      #expect(memory.revocations.keys.sorted() == ["m1"])
      #expect(memory.seenIDs["hq"]?.strings == ["u-1"])
    }
  }

  @Test func `a run that ended without leaving a ledger is a loss`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.makeRun(now: noon).write(report: "{}")
      #expect(try state.load().memory.loss == "ledger.json is missing from \(state.path)")
    }
  }

  @Test(
    "a damaged ledger is set aside with the ids that it made known",
    arguments: [
      "", "{", "[]", "{\"version\": 1}", "null",
      "{\"version\": 1, \"organization\": \"\(organization.id)\", \"writtenAt\": \"yesterday\"}",
    ]
  )
  func damaged(text: String) throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.remember(["u-1"])
      try AtomicFile.write(text, to: state.path + "/ledger.json")
      #expect(try state.load(setsAside: false).memory.loss != nil)
      #expect(try Folder.names(in: state.path).contains("ledger.json"))
      let memory = try state.load().memory
      #expect(memory.loss == "ledger.json in \(state.path) is damaged")
      #expect(memory.seenIDs.isEmpty)
      #expect(
        try Folder.names(in: state.path) == ["ledger.json.aside-20251125T120000Z", "runs", "seen"]
      )
      #expect(try Folder.names(in: state.path + "/seen") == ["hq.aside-20251125T120000Z"])
    }
  }

  @Test func `a word that is none of ours makes a ledger a damaged one`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.saveMemory(sample(), now: noon)
      let text = try content(of: state.path + "/ledger.json")
      let broken = text.split(separator: "confirmed", maxSplits: 1).joined(separator: "konfirmed")
      try AtomicFile.write(broken, to: state.path + "/ledger.json")
      #expect(try state.load().memory.loss == "ledger.json in \(state.path) is damaged")
    }
  }

  @Test(
    "a ledger from the future is a loss, five minutes of difference are none",
    arguments: [(300, false), (301, true)] as [(Int64, Bool)]
  )
  func future(seconds: Int64, isLoss: Bool) throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.remember(["u-1"])
      try state.saveMemory(sample(), now: noon + seconds)
      let memory = try state.load().memory
      #expect((memory.loss != nil) == isLoss)
      #expect(memory.revocations.isEmpty == isLoss)
    }
  }

  @Test func `a newer version is refused and left alone`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      let path = state.path + "/ledger.json"
      try AtomicFile.write("{\"version\": 2, \"people\": []}", to: path)
      let error = #expect(throws: StateError.self) { _ = try state.load() }
      #expect(error?.category == .state)
      #expect(error?.summary == "\(path) has version 2; this rollcall knows 1 at most")
      #expect(error?.hint == "Use the newer rollcall that wrote it. \(Self.otherFolder)")
      #expect(try content(of: path) == "{\"version\": 2, \"people\": []}")
    }
  }

  private static let otherFolder =
    "Another state folder begins without memory: nobody is given back who was revoked before, and whoever has left is held as foreign."

  @Test func `a state that cannot be read is to be repaired, not left behind`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try Folder.create(state.path + "/ledger.json")
      let error = #expect(throws: StateError.self) { _ = try state.load() }
      #expect(
        error?.hint == "Repair what keeps it from being read or written. \(Self.otherFolder)"
      )
    }
  }

  @Test func `the folder of another organization is refused`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.saveMemory(sample(), now: noon)
      let text = try content(of: state.path + "/ledger.json")
      let other = text.split(separator: organization.id, maxSplits: 1).joined(separator: "other")
      try AtomicFile.write(other, to: state.path + "/ledger.json")
      let error = #expect(throws: StateError.self) { _ = try state.load() }
      #expect(error?.summary == "\(state.path) is the state of another organization (other)")
    }
  }

  @Test func `a second run learns who holds the lock`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      let lock = try state.lock(command: "sync", process: 4711, now: noon)
      let error = #expect(throws: StateError.self) {
        _ = try state.lock(command: "apply", process: 4712, now: noon)
      }
      #expect(error?.category == .locked)
      #expect(
        error?.summary == "another run holds \(state.path)/lock: "
          + "process 4711 ('rollcall sync') since 2025-11-25T12:00:00Z"
      )
      withExtendedLifetime(lock) {}
    }
  }

  @Test func `a folder that others can write is refused`() throws {
    try withTemporaryFolder { root in
      let state = StateFolder(root: root, organization: organization)
      try Folder.create(state.path, mode: 0o700)
      try setMode(0o777, of: state.path)
      let error = #expect(throws: StateError.self) { try state.prepare() }
      #expect(error?.category == .state)
    }
  }
}
