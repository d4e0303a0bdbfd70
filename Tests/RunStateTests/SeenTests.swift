import DirectoryModel
import RunState
import SafeFiles
import TestSupport
import Testing

struct SeenTests {
  /// A ledger beside, so that the ids count.
  private func makeState(_ root: String) throws -> StateFolder {
    let state = try RunStateTests.makeState(root)
    try state.saveMemory(SyncMemory(), now: noon)
    return state
  }

  @Test func `ids come back sorted, once each, blank ones left out`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.remember(["b", "", "a", "ab", "B", "é", "a", "12345678b", "12345678a", "12345678"])
      let seen = try #require(try state.load().memory.seenIDs["hq"])
      #expect(seen.strings == ["12345678", "12345678a", "12345678b", "B", "a", "ab", "b", "é"])
      #expect(
        try content(of: state.path + "/seen/hq")
          == "rollcall-seen 1 8\n12345678\n12345678a\n12345678b\nB\na\nab\nb\né\n"
      )
    }
  }

  @Test func `later ids are merged into earlier ones`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.remember(["d", "b"])
      try state.remember(["c", "b", "a", "e"], known: try state.load().memory.seenIDs["hq"])
      #expect(try state.load().memory.seenIDs["hq"]?.strings == ["a", "b", "c", "d", "e"])
    }
  }

  @Test func `nothing is written where nothing is new`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.remember(["a", "b"])
      let before = try FileStatus(of: state.path + "/seen/hq")?.inode
      try state.remember(["b"], known: try state.load().memory.seenIDs["hq"])
      #expect(try FileStatus(of: state.path + "/seen/hq")?.inode == before)
    }
  }

  @Test func `any text is an id`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      let ids = ["\n", "\\", "\\n", "a\nb", "a\\\nb\0", "cn=x,dc=example", "\u{202e}"]
      try state.remember(ids)
      let seen = try #require(try state.load().memory.seenIDs["hq"])
      #expect(Set(seen.strings) == Set(ids))
      for id in ids { #expect(seen.contains(id)) }
      #expect(!seen.contains("a"))
    }
  }

  @Test func `each source and kind has its own ids, whatever the source is called`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      let names = ["hq", "hq.groups", "../up", "a/b", "A b"]
      for name in names {
        let users = try texts(["u-" + name])
        try state.rememberSeen(
          source: name,
          kind: .users,
          arena: users.arena,
          ids: users.ids,
          known: nil
        )
        let groups = try texts(["g-" + name])
        try state.rememberSeen(
          source: name,
          kind: .groups,
          arena: groups.arena,
          ids: groups.ids,
          known: nil
        )
      }
      let memory = try state.load(sources: names + ["never"]).memory
      for name in names {
        #expect(memory.seenIDs[name]?.strings == ["u-" + name])
        #expect(memory.seenGroupIDs[name]?.strings == ["g-" + name])
      }
      #expect(memory.seenIDs["never"] == nil)
    }
  }

  @Test(
    "a damaged file is a loss and is set aside",
    arguments: [
      "", "rollcall-seen 1 2\na\n", "rollcall-seen 1 2\na\nb", "rollcall-seen 1 2\nb\na\n",
      "rollcall-seen 1 2\na\na\n", "rollcall-seen 1 -1\n", "a\nb\n",
      "rollcall-seen 1 99999999999999999999\na\n",
    ]
  )
  func damaged(text: String) throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try AtomicFile.write(text, to: state.path + "/seen/hq")
      let memory = try state.load().memory
      #expect(memory.loss == "hq in \(state.path)/seen is damaged")
      #expect(memory.seenIDs.isEmpty)
      #expect(try Folder.names(in: state.path + "/seen") == ["hq.aside-20251125T120000Z"])
    }
  }

  @Test func `a file of a later version is refused, and stays`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try AtomicFile.write("rollcall-seen 2 1\na\n", to: state.path + "/seen/hq")
      let error = #expect(throws: StateError.self) { try state.load() }
      #expect(
        error?.summary == "\(state.path)/seen/hq has version 2; this rollcall knows 1 at most"
      )
      #expect(try Folder.names(in: state.path + "/seen") == ["hq"])
    }
  }

  @Test func `a file that is gone though a good run has read the source is a loss`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      var memory = SyncMemory()
      memory.hadGoodRun = true
      var figures = PlanFigures()
      figures.sources["hq"] = PlanFigures.Source(users: 1, attributes: [:])
      memory.goodRuns = [PlanFigures.Remembered(at: noon, figures: figures)]
      try state.saveMemory(memory, now: noon)
      #expect(try state.load().memory.loss == "hq is missing from \(state.path)/seen")
      try state.remember(["u1"])
      #expect(try state.load().memory.loss == nil)
      // A source that is new was never read.
      #expect(try state.load(sources: ["hq", "lab"]).memory.loss == nil)
    }
  }

  @Test func `a hundred thousand ids are remembered and found`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try state.remember((0..<100_000).map { "00u\(($0 &* 7_919) % 100_000)" })
      let seen = try #require(try state.load().memory.seenIDs["hq"])
      #expect(seen.ids.count == 100_000)
      #expect(seen.contains("00u99999"))
      #expect(!seen.contains("00u100000"))
    }
  }
}
