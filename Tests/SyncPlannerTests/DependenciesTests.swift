import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct DependenciesTests {
  /// `m1` is revoked by us and in the group "Secret", where it should not be any more, and should be in "Open".
  private static func restored() -> PlainWorld {
    var world = PlainWorld.matching(20)
    world.organization.members[0].status = .revoked
    world.organization.members[0].prior = .confirmed
    world.rememberRevocation(of: "m1")
    world.source.groups = [
      .init("g1", "Secret", members: ["u2"]), .init("g2", "Open", members: ["u1", "u3"]),
    ]
    world.organization.groups = [
      .init("o1", "g1", "Secret", members: ["m1", "m2"]),
      .init("o2", "g2", "Open", members: ["m3"]),
    ]
    world.remember()
    return world
  }

  @Test func `a restored member loses first and gains afterwards`() throws {
    let plan = try Self.restored().plan()
    #expect(
      plan.changes.map(\.line) == [
        "removeFromGroup p1@example.com Secret", "restore p1@example.com",
        "addToGroup p1@example.com Open",
      ]
    )
    #expect(plan.changes.map(\.requires) == [[], [0], [1]])
  }

  @Test func `what a restored member loses and gains waits with a held restore`() throws {
    var world = Self.restored()
    world.organization.members[0].role = .admin
    let plan = try world.plan()
    #expect(plan.changes.map { $0.hold?.why } == [.dependsOn, .privileged, .dependsOn])
    #expect(plan.changes.map { $0.hold?.root } == [1, nil, 1])
    #expect(try plan.approved(.ordinary).numbers == [])
    #expect(try plan.approved(.answered(held: [1])).numbers == [0, 1, 2])
  }

  @Test func `a restore waits with a held loss, and its gains share the question`() throws {
    var world = Self.restored()
    world.organization.groups[0].members = ["m1", "m2", "m3", "m4", "m5", "m6"]
    let plan = try world.plan()
    let losses = plan.changes.filter { $0.action == .removeFromGroup }
    #expect(
      losses.map { $0.hold?.limit } == [
        .groupShrink, .groupShrink, .groupShrink, .groupShrink, .groupShrink,
      ]
    )
    let restore = try #require(plan.changes.firstIndex { $0.action == .restore })
    #expect(plan.changes[restore].hold?.why == .dependsOn)
    #expect(plan.changes[restore].hold?.root == 0)
    #expect(plan.changes[restore + 1].line == "? addToGroup p1@example.com Open")
    #expect(plan.changes[restore + 1].hold?.root == 0)
    #expect(try plan.approved(.answered(held: [0])).numbers == [0, restore, restore + 1])
  }

  @Test func `a restore does not wait for a group that is linked only now`() throws {
    var world = Self.restored()
    world.organization.groups[0].externalID = nil
    let plan = try world.plan()
    #expect(
      plan.changes.map(\.line) == [
        "restore p1@example.com", "? linkGroup Secret", "? removeFromGroup p1@example.com Secret",
        "addToGroup p1@example.com Open",
      ]
    )
    #expect(plan.changes.map(\.requires) == [[], [], [1, 0], [0]])
  }

  @Test func `memberships of a new group wait with it`() throws {
    var world = PlainWorld.matching(20)
    world.policy.limits.groupCreations = .init(percent: 0, count: nil, floor: 0)
    world.policy.limits.groupCreations.floorIsGiven = true
    world.source.groups = [.init("g1", "New", members: ["u1"])]
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["? createGroup New", "? addToGroup p1@example.com New"])
    #expect(plan.changes[1].hold?.root == 0)
  }

  @Test func `what depends on something held asks no question of its own`() throws {
    var world = Self.restored()
    world.source.completeness = .unproven
    world.source.modifiedAt = world.now
    world.source.groups?.removeFirst()
    let plan = try world.plan()
    #expect(
      plan.changes.map { $0.hold?.why } == [
        .absentUnproven, .absentUnproven, .dependsOn, .dependsOn,
      ]
    )
    #expect(!plan.needsDecision)
    #expect(plan.decisionKeys == [])
  }
}
