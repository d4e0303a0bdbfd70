import DirectoryModel
import SyncEngine
import SyncPlanner
import TestSupport
import Testing

/// When a changed configuration counts as known.
@Suite struct SettledFingerprintTests {
  /// Only members of Staff take part now; `u2` is none.
  private static func world(isDoubtful: Bool) -> PlainWorld {
    var world = PlainWorld.matching(2)
    world.source.groups = [.init("g1", "Staff", members: ["u1"], isDoubtful: isDoubtful)]
    world.organization.groups = [.init("o1", "g1", "Staff", members: ["m1"])]
    world.policy.users.groups = ["Staff"]
    world.memory.fingerprint = "before"
    world.policy.fingerprint = "after"
    return world
  }

  private static func memory(_ world: PlainWorld, passed: Set<Int> = []) throws -> SyncMemory {
    let result = try world.result()
    return MemoryAfterRun(
      before: world.memory,
      plan: result.plan,
      observations: result.observations,
      fingerprint: "after",
      isGood: true,
      isStopped: false,
      isByPerson: false,
      done: [],
      passed: passed,
      refusals: [:],
      now: world.now
    ).memory()
  }

  @Test func `a run that could not judge who departs settles nothing`() throws {
    let world = Self.world(isDoubtful: true)
    #expect(try world.lines() == [])
    #expect(try Self.memory(world).fingerprint == "before")
  }

  @Test func `one that was never remembered is, since nothing can be held for it`() throws {
    var world = Self.world(isDoubtful: true)
    world.memory.fingerprint = nil
    #expect(try Self.memory(world).fingerprint == "after")
  }

  @Test func `what is held for it settles it when a person lets it pass`() throws {
    var world = Self.world(isDoubtful: false)
    #expect(try world.lines() == ["? revoke p2@example.com"])
    #expect(try Self.memory(world).fingerprint == "before")
    #expect(try Self.memory(world, passed: [0]).fingerprint == "after")
    // Somebody new is held as well, and decided about, though others cannot be judged.
    world.source.groups?[0].isDoubtful = true
    world.source.groups?[0].members.append("new")
    world.source.users.append(.init("new", "new@example.com"))
    #expect(try world.plan().changes.first?.hold?.why == .fingerprintChanged)
    #expect(try Self.memory(world, passed: [0, 1]).fingerprint == "after")
  }

  @Test func `a run that had nothing to hold settles it`() throws {
    var world = Self.world(isDoubtful: false)
    world.source.groups?[0].members.append("u2")
    #expect(try !world.lines().contains { $0.hasPrefix("?") })
    #expect(try Self.memory(world).fingerprint == "after")
  }
}
