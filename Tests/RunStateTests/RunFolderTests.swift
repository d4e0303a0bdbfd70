import DirectoryModel
import RunState
import SafeFiles
import TestSupport
import Testing

struct RunFolderTests {
  @Test func `a run's folder says when it began`() throws {
    try withTemporaryFolder { root in
      let run = try makeState(root).makeRun(now: noon)
      #expect(run.name.hasPrefix("20251125T120000Z-"))
      #expect(run.name.count == 23)
      #expect(run.startedAt == noon)
      try run.write(plan: "{}")
      try run.write(report: "[]")
      #expect(try content(of: run.planPath) == "{}")
      #expect(try Folder.names(in: run.path) == ["plan.json", "report.json"])
      #expect(try FileStatus(of: run.planPath)?.mode == 0o600)
    }
  }

  @Test func `runs come newest first, and only runs`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      let first = try state.makeRun(now: noon)
      let second = try state.makeRun(now: noon + 3600)
      for name in ["lost+found", "20251125T120000Z", "20251325T120000Z-abcdef", "x-abcdef"] {
        try Folder.create(state.path + "/runs/" + name)
      }
      #expect(try state.runs() == [second, first])
    }
  }

  @Test func `runs of one second keep their order`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      let runs = try (0..<20).map { _ in try state.makeRun(now: noon) }
      #expect(try state.runs() == runs.reversed())
      #expect(Set(runs.map(\.name.count)) == [23])
    }
  }

  @Test func `a run after the last number of a second takes the next second`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try Folder.create(state.path + "/runs/20251125T120000Z-ffffff")
      let run = try state.makeRun(now: noon)
      #expect(run.startedAt == noon + 1)
      #expect(try state.runs().first == run)
    }
  }

  @Test func `what a killed run has left half written is removed, and nothing else`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      let ended = try state.makeRun(now: noon)
      try ended.write(report: "{}")
      let killed = try state.makeRun(now: noon + 60)
      let again = try state.makeRun(now: noon + 120)
      let seen = state.path + "/seen"
      for path in [state.path + "/.ledger.json.1f.tmp", seen + "/.hr.a.tmp"] {
        try AtomicFile.write("half", to: path)
      }
      for run in [killed, again] {
        try AtomicFile.write("half", to: run.path + "/.plan.json.b.tmp")
      }
      for name in ["ledger.json", "notes.tmp", ".hidden"] {
        try AtomicFile.write("{}", to: state.path + "/" + name)
      }
      try state.removeLeftovers()
      #expect(
        try Folder.names(in: state.path) == [".hidden", "ledger.json", "notes.tmp", "runs", "seen"]
      )
      for folder in [seen, killed.path, again.path] { #expect(try Folder.names(in: folder) == []) }
      #expect(try Folder.names(in: ended.path) == ["report.json"])
    }
  }

  @Test func `a journal tells what became of each change`() throws {
    try withTemporaryFolder { root in
      let run = try makeState(root).makeRun(now: noon)
      let journal = try run.openJournal()
      try journal.begin((0..<4).map { revocation($0, member: "m\($0)") }, now: noon)
      try journal.record(
        [
          ChangeOutcome(0, .done, createdID: "new"),
          ChangeOutcome(1, .failed, message: "no\nluck"),
          ChangeOutcome(2, .notAttempted),
        ],
        now: noon
      )
      let changes = try run.journaledChanges()
      #expect(changes.map(\.number) == [0, 1, 2, 3])
      #expect(changes.map(\.result) == [.done, .failed, .notAttempted, nil])
      #expect(changes.map(\.createdID) == ["new", nil, nil, nil])
      #expect(
        try content(of: run.journalPath).split(separator: "\n").first
          == #"{"version":1,"time":"2025-11-25T12:00:00Z","event":"begin","number":0,"action":"revoke","member":"m0","externalId":"u-m0","status":"confirmed","limits":[{"name":"disabledRemovals"}]}"#
      )
    }
  }

  @Test func `memberships that a killed run wrote, or may have written, are remembered`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      var before = SyncMemory()
      before.writtenMemberships["g"] = ["u-taken", "u-perhaps", "u-refused"]
      try state.saveMemory(before, now: noon)
      do {
        let journal = try state.makeRun(now: noon).openJournal()
        let entries = [
          membership(1, .removeFromGroup, "u-taken"), membership(2, .removeFromGroup, "u-perhaps"),
          membership(3, .removeFromGroup, "u-refused"), membership(4, .addToGroup, "u-given"),
          membership(5, .addToGroup, "u-cut-off"), membership(6, .addToGroup, "u-not-given"),
        ]
        try journal.begin(entries, now: noon)
        try journal.record(
          [
            ChangeOutcome(1, .done), ChangeOutcome(3, .failed), ChangeOutcome(4, .done),
            ChangeOutcome(6, .failed),
          ],
          now: noon
        )
      }
      let loaded = try state.load(now: noon + 60)
      #expect(
        loaded.memory.writtenMemberships == [
          "g": ["u-perhaps", "u-refused", "u-given", "u-cut-off"]
        ]
      )
      #expect(loaded.memory.doubtfulMemberships == ["g": ["u-cut-off"]])
    }
  }

  @Test
  func `whom and what a killed run has ended has no memberships left, unless it only may have`()
    throws
  {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      var before = SyncMemory()
      before.writtenMemberships = ["g": ["u-gone", "u-perhaps"], "old": ["u-gone", "u-stays"]]
      try state.saveMemory(before, now: noon)
      do {
        let journal = try state.makeRun(now: noon).openJournal()
        let removals = ["u-gone", "u-perhaps"].enumerated().map { (number, id: String) in
          Journal.Entry(
            number: number,
            change: Change(
              .remove,
              reason: .init(.disabled),
              member: .init(id: "m", externalID: id, email: "\(id)@example.com")
            ),
            limits: []
          )
        }
        let deletion = Journal.Entry(
          number: 2,
          change: Change(
            .deleteGroup,
            reason: .init(.groupDeparted),
            group: .init(id: "o", externalID: "old", name: "Old")
          ),
          limits: []
        )
        try journal.begin(removals + [deletion], now: noon)
        try journal.record([ChangeOutcome(0, .done), ChangeOutcome(2, .done)], now: noon)
      }
      #expect(try state.load().memory.writtenMemberships == ["g": ["u-perhaps"]])
    }
  }

  @Test func `what a killed run did, or may have done, is remembered, once`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.saveMemory(SyncMemory(), now: noon)
      do {
        let journal = try state.makeRun(now: noon).openJournal()
        try journal.begin((1...4).map { revocation($0, member: "m\($0)") }, now: noon)
        try journal.record(
          [
            ChangeOutcome(1, .done), ChangeOutcome(2, .failed),
            ChangeOutcome(3, .notAttempted),
          ],
          now: noon
        )
      }
      let loaded = try state.load(now: noon + 60)
      #expect(loaded.memory.revocations.keys.sorted() == ["m1", "m4"])
      #expect(
        loaded.memory.revocations["m1"]
          == SyncMemory.Revocation(at: noon, priorStatus: .confirmed, externalID: "u-m1")
      )
      // Somebody else may have revoked whom it had only begun to.
      #expect(loaded.memory.revocations["m4"]?.isInDoubt == true)
      #expect(loaded.memory.recent.map(\.limit) == [.disabledRemovals, .disabledRemovals])
      #expect(loaded.killedRuns.count == 1)

      try state.saveMemory(loaded.memory, of: state.makeRun(now: noon + 60), now: noon + 60)
      let again = try state.load(now: noon + 120)
      #expect(again.killedRuns == [])
      #expect(again.memory.recent.count == 2)
      #expect(again.memory.revocations.keys.sorted() == ["m1", "m4"])
    }
  }

  @Test(
    "a run that ended by itself was not killed",
    arguments: [(hasEnd: true, hasReport: false), (hasEnd: false, hasReport: true)]
  )
  func ended(hasEnd: Bool, hasReport: Bool) throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.saveMemory(SyncMemory(), now: noon)
      let run = try state.makeRun(now: noon)
      let journal = try run.openJournal()
      try journal.begin([revocation(1, member: "m1")], now: noon)
      if hasEnd { try journal.end(now: noon) }
      if hasReport { try run.write(report: "{}") }
      #expect(try state.load().killedRuns == [])
      #expect(try state.load().memory.revocations.isEmpty)
    }
  }

  @Test func `a run that was killed after it had saved the memory counts once`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.saveMemory(SyncMemory(), now: noon)
      try state.makeRun(now: noon).openJournal()
        .begin([revocation(1, member: "m1")], now: noon)
      var memory = try state.load().memory
      #expect(memory.recent.count == 1)
      // The next run gives the access back, and is killed as soon as it has saved that.
      memory.revocations = [:]
      let last = try state.makeRun(now: noon + 60)
      try last.openJournal().begin([restore(1, member: "m1")], now: noon + 60)
      try state.saveMemory(memory, of: last, now: noon + 60)
      let loaded = try state.load(now: noon + 120)
      #expect(loaded.killedRuns == [])
      #expect(loaded.memory.recent.count == 1)
      #expect(loaded.memory.revocations == [:])
      let next = try state.makeRun(now: noon + 120)
      try next.openJournal().begin([revocation(1, member: "m2")], now: noon + 120)
      #expect(try state.load(now: noon + 180).killedRuns == [next])
    }
  }

  @Test func `two runs killed one after the other are both remembered`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.saveMemory(SyncMemory(), now: noon)
      for hour in 1...2 {
        let now = noon + Int64(hour) * 3600
        try state.makeRun(now: now).openJournal()
          .begin([revocation(1, member: "m\(hour)")], now: now)
      }
      _ = try state.makeRun(now: noon + 4 * 3600)
      let loaded = try state.load(now: noon + 5 * 3600)
      #expect(loaded.killedRuns.count == 2)
      #expect(loaded.memory.revocations.keys.sorted() == ["m1", "m2"])
    }
  }

  @Test
  func `whom killed runs have restored is revoked by nobody of ours, or in doubt`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      var memory = SyncMemory()
      memory.revocations["m1"] = .init(at: noon, priorStatus: .confirmed, externalID: "u-m1")
      try state.saveMemory(memory, now: noon)
      let runs = [
        [restore(1, member: "m1"), revocation(2, member: "m2"), restore(3, member: "m3")],
        [restore(1, member: "m2"), revocation(2, member: "m3")],
      ]
      for (hour, entries) in runs.enumerated() {
        let now = noon + Int64(hour + 1) * 3600
        let journal = try state.makeRun(now: now).openJournal()
        try journal.begin(entries, now: now)
        if hour == 1 { try journal.record((1...2).map { ChangeOutcome($0, .done) }, now: now) }
      }
      let loaded = try state.load(now: noon + 5 * 3600)
      // Of m1 nothing was heard: it may still be revoked by us.
      #expect(loaded.memory.revocations.keys.sorted() == ["m1", "m3"])
      #expect(loaded.memory.revocations["m1"]?.isInDoubt == true)
      #expect(loaded.memory.revocations["m3"]?.at == noon + 2 * 3600)
      #expect(loaded.memory.revocations["m3"]?.isInDoubt == false)
      try state.saveMemory(loaded.memory, of: state.makeRun(now: noon), now: noon)
      #expect(try state.load().memory.revocations == loaded.memory.revocations)
    }
  }

  @Test func `a restore without an answer is in doubt when its run was killed, one refused is not`()
    throws
  {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      var memory = SyncMemory()
      for member in ["m1", "m2"] {
        memory.revocations[member] = .init(
          at: noon,
          priorStatus: .confirmed,
          externalID: "u-\(member)"
        )
      }
      try state.saveMemory(memory, now: noon)
      do {
        let journal = try state.makeRun(now: noon).openJournal()
        try journal.begin([restore(1, member: "m1"), restore(2, member: "m2")], now: noon)
        try journal.record(
          [ChangeOutcome(1, .failed, mayHaveHappened: true), ChangeOutcome(2, .failed)],
          now: noon
        )
      }
      let loaded = try state.load(now: noon + 60)
      #expect(loaded.memory.revocations["m1"]?.isInDoubt == true)
      #expect(loaded.memory.revocations["m2"]?.isInDoubt == false)
    }
  }

  @Test func `a run after the clock was set back still comes after the killed one`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.saveMemory(SyncMemory(), now: noon)
      let good = try state.makeRun(now: noon)
      try good.write(report: "{}")
      let killed = try state.makeRun(now: noon + -120)
      try killed.openJournal().begin([revocation(1, member: "m1")], now: noon + -120)
      #expect(killed.name > good.name)
      #expect(try state.load(now: noon + -60).memory.revocations.keys.sorted() == ["m1"])
    }
  }

  @Test func `what a killed first run has made is remembered until a good one`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.saveMemory(SyncMemory(), now: noon)
      let entries = [
        Journal.Entry(
          number: 0,
          change: Change(
            .createGroup,
            reason: .init(.inDirectory),
            group: .init(id: nil, externalID: "g1", name: "Staff")
          ),
          limits: []
        ),
        Journal.Entry(
          number: 1,
          change: Change(
            .invite,
            reason: .init(.inDirectory),
            member: .init(id: nil, externalID: "u1", email: "p1@example.com")
          ),
          limits: []
        ),
      ]
      try state.makeRun(now: noon).openJournal().begin(entries, now: noon)
      var loaded = try state.load()
      #expect(loaded.memory.beginnings.groups == ["g1"])
      #expect(loaded.memory.beginnings.invited == ["u1"])
      try state.saveMemory(loaded.memory, of: state.makeRun(now: noon), now: noon)
      #expect(try state.load().memory.beginnings == loaded.memory.beginnings)
      loaded.memory.hadGoodRun = true
      loaded.memory.beginnings = SyncMemory.Beginnings()
      try state.saveMemory(loaded.memory, now: noon)
      try state.makeRun(now: noon + 60).openJournal().begin(entries, now: noon + 60)
      #expect(try state.load().memory.beginnings.isEmpty)
    }
  }

  @Test func `a line that the death of the process cut off says nothing`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.saveMemory(SyncMemory(), now: noon)
      let run = try state.makeRun(now: noon)
      do { try run.openJournal().begin([revocation(1, member: "m1")], now: noon) }
      do {
        let file = try AppendFile(run.journalPath)
        try file.append(Array("{\"event\":\"done\",\"num".utf8))
      }
      let loaded = try state.load()
      #expect(loaded.memory.revocations.keys.sorted() == ["m1"])
      try state.saveMemory(loaded.memory, of: state.makeRun(now: noon), now: noon)
      #expect(try state.load().killedRuns == [])
    }
  }

  @Test(
    "a journal of a later version is refused",
    arguments: [
      #"{"version":2,"time":"2025-11-25T12:00:00Z","event":"begin","number":1,"action":"revoke"}"#,
      #"{"version":2,"deeds":[]}"#,
    ]
  )
  func newerJournal(line: String) throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.saveMemory(SyncMemory(), now: noon)
      let run = try state.makeRun(now: noon)
      try AtomicFile.write(line + "\n", to: run.journalPath)
      let error = #expect(throws: StateError.self) { _ = try state.load() }
      #expect(error?.category == .state)
      #expect(
        error?.summary == "\(run.journalPath) has version 2; this rollcall knows 1 at most"
      )
      // One that was cut off says nothing.
      try AtomicFile.write(String(line.dropLast()), to: run.journalPath)
      #expect(try state.load().killedRuns == [run])
    }
  }

  @Test func `old runs go by age, the current one stays`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      let old = try state.makeRun(now: noon)
      try old.write(plan: "{}")
      let current = try state.makeRun(now: noon + 10)
      let young = try state.makeRun(now: noon + 90)
      try state.removeOldRuns(olderThan: 50, now: noon + 100, current: current)
      #expect(try state.runs() == [young, current])
    }
  }

  @Test func `old runs go when all are too large, oldest first`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      let runs = try (0..<4).map { try state.makeRun(now: noon + Int64($0)) }
      for run in runs { try makeSparseFile(run.planPath, size: 400 << 20) }
      try state.removeOldRuns(olderThan: 1000, now: noon + 100, current: runs[3])
      #expect(try state.runs() == [runs[3], runs[2]])
    }
  }
}
