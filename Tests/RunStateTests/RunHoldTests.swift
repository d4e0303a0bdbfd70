import DirectoryModel
import RunState
import SafeFiles
import TestSupport
import Testing

struct RunHoldTests {
  @Test func `a hold lasts until it is released`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      let hold = RunHold(reason: "moving to a new IdP", since: noon, until: nil, who: "ada")
      #expect(try state.hold(now: noon) == nil)
      try state.setHold(hold)
      #expect(try state.hold(now: noon + 1_000_000) == hold)
      try state.release()
      try state.release()
      #expect(try state.hold(now: noon) == nil)
    }
  }

  @Test func `a hold with an end ends by itself`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      let hold = RunHold(reason: "x", since: noon, until: noon + 60, who: "ada")
      try state.setHold(hold)
      #expect(try state.hold(now: noon + 59) == hold)
      #expect(try state.hold(now: noon + 60) == nil)
    }
  }

  @Test func `a hold that cannot be read holds`() throws {
    try withTemporaryFolder { root in
      let state = try makeState(root)
      try AtomicFile.write("wait!", to: state.path + "/hold.json")
      #expect(try state.hold(now: noon)?.reason == "\(state.path)/hold.json is damaged")
    }
  }
}
