import DirectoryModel
import Monitoring
import SafeFiles
import TestSupport
import Testing

struct MonitoringMemoryTests {
  @Test func `a success is remembered through failures`() {
    let memory = MonitoringMemory().after(Samples.report(0), nil)
      .after(Samples.report(5, at: 1), nil)
    #expect(memory.lastSuccessAt == 1_700_000_003)
    #expect(memory.failuresInARow == 1)
  }

  @Test func `a change that a person has let pass waits no more`() {
    let plan = Samples.plan()
    let keys = [Samples.heldRestore.key, "other"]
    let report = Samples.report(0, plan: plan, outcomes: [ChangeOutcome(1, .done)])
    let memory = MonitoringMemory().after(report, Samples.memory(decisions: keys))
    #expect(memory.decisions.count == 1)
    #expect(memory.decisions.since == 1_699_996_400)
  }

  @Test func `memory comes back from its file`() throws {
    try withTemporaryFolder { folder in
      var sync = Samples.memory(decisions: ["a"])
      sync.disabledSince = ["u-1": Timestamp(seconds: 5)]
      sync.stopped = SyncMemory.Stopped(since: Timestamp(seconds: 7), runs: 4)
      let report = Samples.report(3)
      let memory = MonitoringMemory().after(report, sync).told([.failure], report)
      let file = MonitoringMemoryFile(folder: "\(folder)/state", configuration: "/etc/a.json")
      #expect(file.load() == MonitoringMemory())
      #expect(file.save(memory) == nil)
      #expect(file.load() == memory)
    }
  }

  @Test func `configurations do not share a memory`() {
    let first = MonitoringMemoryFile(folder: "/s", configuration: "/etc/a.json")
    let second = MonitoringMemoryFile(folder: "/s", configuration: "/etc/b.json")
    #expect(first.path != second.path)
  }

  @Test(
    "what cannot be understood is an empty memory",
    arguments: [
      "", "{", "[]", "{\"version\":1}", "{\"version\":2,\"failuresInARow\":3}",
    ]
  )
  func damaged(text: String) throws {
    try withTemporaryFolder { folder in
      let file = MonitoringMemoryFile(folder: folder, configuration: "/etc/a.json")
      try AtomicFile.write(text, to: file.path)
      #expect(file.load() == MonitoringMemory())
    }
  }

  @Test func `a folder that cannot be made is told`() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("", to: "\(folder)/state")
      let file = MonitoringMemoryFile(folder: "\(folder)/state", configuration: "/etc/a.json")
      let problem = file.save(MonitoringMemory())
      #expect(problem?.hasPrefix("cannot create \(folder)/state") == true)
    }
  }
}
