import DirectoryModel
import SyncEngine
import SyncPlanner
import TestSupport
import Testing

/// Memberships that a killed run had begun to write, in an organization that shows none.
@Suite struct DoubtfulMembershipTests {
  /// `u1` and `u2` were perhaps put into a group, in which only `u1` should be.
  private static func world() -> PlainWorld {
    var world = PlainWorld.matching(2)
    world.source.groups = [.init("g1", "Staff", members: ["u1"])]
    world.organization.kind = .scim
    world.organization.groups = [.init("o1", "g1", "Staff")]
    world.organization.capabilities.showsMemberships = false
    world.memory.writtenMemberships = ["g1": ["u1", "u2"]]
    world.memory.doubtfulMemberships = ["g1": ["u1", "u2"]]
    return world
  }

  private static func memory(
    of world: PlainWorld = world(),
    after done: [String],
    and others: [Change] = [],
    doubtful: [String] = []
  ) throws -> SyncMemory {
    let result = try world.result()
    return MemoryAfterRun(
      before: world.memory,
      plan: result.plan,
      observations: result.observations,
      fingerprint: "",
      isGood: true,
      isStopped: false,
      isByPerson: false,
      done: result.plan.changes.filter { done.contains($0.line) } + others,
      doubtful: result.plan.changes.filter { doubtful.contains($0.line) },
      passed: [],
      refusals: [:],
      now: world.now
    ).memory()
  }

  private static let removal = "removeFromGroup p2@example.com Staff"
  private static let addition = "addToGroup p1@example.com Staff"

  @Test func `the doubt ends with the addition or the removal`() throws {
    #expect(try Self.world().lines() == [Self.removal, Self.addition])
    let taken = try Self.memory(after: [Self.removal])
    #expect(taken.writtenMemberships == ["g1": ["u1"]])
    #expect(taken.doubtfulMemberships == ["g1": ["u1"]])
    let given = try Self.memory(after: [Self.removal, Self.addition])
    #expect(given.writtenMemberships == ["g1": ["u1"]])
    #expect(given.doubtfulMemberships == [:])
  }

  @Test func `whoever was perhaps added, without an answer, and leaves the group is taken out`()
    throws
  {
    var world = Self.world()
    world.source.groups = [.init("g1", "Staff", members: ["u1", "u2"])]
    world.memory.writtenMemberships = ["g1": ["u2"]]
    world.memory.doubtfulMemberships = [:]
    let memory = try Self.memory(of: world, after: [], doubtful: [Self.addition])
    #expect(memory.doubtfulMemberships == ["g1": ["u1"]])
    world.memory.writtenMemberships = memory.writtenMemberships
    world.memory.doubtfulMemberships = memory.doubtfulMemberships
    world.source.groups = [.init("g1", "Staff", members: ["u2"])]
    #expect(try world.lines() == ["removeFromGroup p1@example.com Staff"])
  }

  @Test func `whoever is removed, and a group that is deleted, leave no memberships behind`() throws
  {
    let removal = Change(
      .remove,
      reason: .init(.disabled),
      member: .init(id: "m1", externalID: "u1", email: "p1@example.com")
    )
    let removed = try Self.memory(after: [], and: [removal])
    #expect(removed.writtenMemberships == ["g1": ["u2"]])
    #expect(removed.doubtfulMemberships == ["g1": ["u2"]])
    let deletion = Change(
      .deleteGroup,
      reason: .init(.groupDeparted),
      group: .init(id: "o1", externalID: "g1", name: "Staff")
    )
    let deleted = try Self.memory(after: [], and: [deletion])
    #expect(deleted.writtenMemberships == [:])
    #expect(deleted.doubtfulMemberships == [:])
  }

  @Test func `what failed stays in doubt`() throws {
    #expect(try Self.memory(after: []).doubtfulMemberships == ["g1": ["u1", "u2"]])
  }
}
