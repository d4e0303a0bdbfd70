import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct GroupTests {
  /// Six people, one group on both sides with the first three.
  private static func world() -> PlainWorld {
    var world = PlainWorld.matching(6)
    world.source.groups = [.init("g1", "Staff", members: ["u1", "u2", "u3"])]
    world.organization.groups = [.init("og", "g1", "Staff", members: ["m1", "m2", "m3"])]
    world.remember()
    return world
  }

  @Test func `memberships follow the directory both ways`() throws {
    var world = Self.world()
    world.source.groups?[0].members = ["u1", "u2", "u4"]
    #expect(
      try world.lines() == [
        "removeFromGroup p3@example.com Staff", "addToGroup p4@example.com Staff",
      ]
    )
  }

  @Test func `nested groups are flattened, cycles named`() throws {
    var world = Self.world()
    world.source.groups = [
      .init("g1", "Staff", members: ["u1"], subgroups: ["g2"]),
      .init("g2", "Lab", members: ["u2", "u3"], subgroups: ["g1"]),
    ]
    let plan = try world.plan()
    #expect(
      plan.changes.map(\.line) == [
        "createGroup Lab", "addToGroup p1@example.com Lab", "addToGroup p2@example.com Lab",
        "addToGroup p3@example.com Lab",
      ]
    )
    #expect(plan.advisories.map(\.kind) == ["groupCycle"])
  }

  @Test func `unmanaged members keep their memberships`() throws {
    var world = Self.world()
    world.organization.members.append(.init("m9", nil, "guest@example.net"))
    world.organization.groups[0].members.insert("m9")
    #expect(try world.lines() == [])
  }

  @Test func `a renamed group is renamed`() throws {
    var world = Self.world()
    world.source.groups?[0].name = "Everybody"
    #expect(try world.lines() == ["renameGroup Staff"])
  }

  @Test func `a group of the same name is linked by a person, with all that hangs on it`() throws {
    var world = Self.world()
    world.organization.groups[0].externalID = nil
    world.source.groups?[0].members = ["u1", "u4"]
    let plan = try world.plan()
    #expect(
      plan.changes.map(\.line) == [
        "? linkGroup Staff", "? removeFromGroup p2@example.com Staff",
        "? removeFromGroup p3@example.com Staff", "? addToGroup p4@example.com Staff",
      ]
    )
    #expect(plan.changes[0].hold?.why == .groupLink)
    #expect(
      plan.changes.dropFirst().allSatisfy { $0.hold?.why == .dependsOn && $0.hold?.root == 0 }
    )
    #expect(try plan.approved(.ordinary).numbers == [])
    #expect(try plan.approved(.answered(held: [0])).numbers == [0, 1, 2, 3])
  }

  @Test func `a group with an id that no source knows is relinked only when asked`() throws {
    var world = Self.world()
    world.organization.groups[0].externalID = "old"
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["groupNameTaken"])
    world.relinks = true
    #expect(try world.lines() == ["? relinkGroup Staff"])
  }

  @Test func `several groups of one name are left alone`() throws {
    var world = Self.world()
    world.organization.groups = [.init("o1", nil, "Staff"), .init("o2", nil, "Staff")]
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["groupNameConflict"])
  }

  @Test(
    "a group that is gone is emptied, kept or deleted",
    arguments: [
      (SyncPolicy.GroupRules.Departed.empty, ["removeFromGroup p1@example.com Small"]),
      (.keep, []), (.delete, ["deleteGroup Small"]),
    ]
  )
  func departed(policy: SyncPolicy.GroupRules.Departed, lines: [String]) throws {
    var world = PlainWorld.matching(100)
    world.source.groups = [.init("g0", "All", members: world.source.users.map(\.id))]
    world.organization.groups = [
      .init("o0", "g0", "All", members: Set(world.organization.members.map(\.id))),
      .init("o1", "g1", "Small", members: ["m1"]),
    ]
    world.memory.seenGroupIDs["hq"] = PlainWorld.seen(["g0", "g1"])
    world.policy.groups.departed = policy
    #expect(try world.lines() == lines)
  }

  @Test func `foreign groups and groups of a source without groups stay`() throws {
    var world = Self.world()
    world.source.groups = [.init("g2", "Other")]
    world.memory.seenGroupIDs["hq"] = PlainWorld.seen([])
    #expect(try world.lines() == ["createGroup Other"])
    world.source.groups = nil
    world.memory.seenGroupIDs["hq"] = PlainWorld.seen(["g1"])
    #expect(try world.lines() == [])
  }

  @Test func `a group whose members cannot be read is untouchable`() throws {
    var world = Self.world()
    world.source.groups?[0].members = ["u4"]
    world.organization.untouchableGroups["og"] = "lists 2 of 3 members"
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["untouchableGroup"])
  }

  @Test func `from a doubtful list nobody is taken`() throws {
    var world = Self.world()
    world.source.groups?[0].members = ["u4"]
    world.source.groups?[0].isDoubtful = true
    #expect(try world.lines() == ["addToGroup p4@example.com Staff"])
  }

  @Test func `on a target that shows no memberships what was last written counts`() throws {
    var world = Self.world()
    world.organization.capabilities.showsMemberships = false
    world.organization.groups[0].members = []
    world.source.groups?[0].members = ["u1", "u4"]
    #expect(
      try world.lines() == ["addToGroup p1@example.com Staff", "addToGroup p4@example.com Staff"]
    )
    world.memory.writtenMemberships["g1"] = ["u1", "u2"]
    #expect(
      try world.lines() == [
        "removeFromGroup p2@example.com Staff", "addToGroup p4@example.com Staff",
      ]
    )
  }

  @Test func `what was perhaps written is given once more, and taken away`() throws {
    var world = Self.world()
    world.organization.capabilities.showsMemberships = false
    world.organization.groups[0].members = []
    world.source.groups?[0].members = ["u1", "u3"]
    world.memory.writtenMemberships["g1"] = ["u1", "u2", "u3"]
    world.memory.doubtfulMemberships["g1"] = ["u1", "u2"]
    let lines = ["removeFromGroup p2@example.com Staff", "addToGroup p1@example.com Staff"]
    #expect(try world.lines() == lines)
    // What the organization shows leaves no doubt.
    world.organization.capabilities.showsMemberships = true
    world.organization.groups[0].members = ["m1", "m3"]
    #expect(try world.lines() == [])
  }

  @Test func `groups out of groups_include stay as they are`() throws {
    var world = Self.world()
    world.policy.groups.exclude = ["Sta*"]
    world.source.groups?[0].members = []
    #expect(try world.lines() == [])
  }

  @Test func `an entry of groups_include that fits nothing is an error`() throws {
    var world = Self.world()
    world.policy.groups.include = ["Stuff"]
    #expect(throws: ResolverError.groupNotFound(key: "groups.include", entry: "Stuff")) {
      try world.plan()
    }
  }

  @Test func `users_groups decides by nested membership`() throws {
    var world = Self.world()
    world.source.groups = [
      .init("g1", "Staff", members: ["u1", "u2", "u3"], subgroups: ["g2"]),
      .init("g2", "Lab", members: ["u4"]),
    ]
    world.policy.users.groups = ["Staff"]
    world.policy.groups.isSynced = false
    #expect(try world.lines() == ["revoke p5@example.com", "revoke p6@example.com"])
    #expect(try world.plan().changes[0].reason == ChangeReason(.outOfScope, "users.groups"))
  }

  @Test func `with groups_sync off no group is changed`() throws {
    var world = Self.world()
    world.policy.groups.isSynced = false
    world.source.groups?[0].members = []
    #expect(try world.lines() == [])
  }

  @Test func `whoever may be missing in a group may be missing above it`() throws {
    var world = PlainWorld.matching(9)
    world.source.groups = [
      .init("g1", "All", members: ["u1"], subgroups: ["g2"]),
      .init("g2", "Staff", subgroups: ["g3"]),
      .init("g3", "Lab", isDoubtful: true),
      .init("g4", "Other", members: ["u1"]),
    ]
    world.organization.groups = [
      .init("o1", "g1", "All", members: ["m1", "m2"]),
      .init("o4", "g4", "Other", members: ["m1", "m2"]),
    ]
    world.policy.groups.include = ["All", "Other"]
    #expect(try world.lines() == ["removeFromGroup p2@example.com Other"])
    world.source.groups?[2].isDoubtful = false
    #expect(
      try world.lines() == [
        "removeFromGroup p2@example.com All", "removeFromGroup p2@example.com Other",
      ]
    )
  }

  @Test func `nobody departs for being in none of the groups while one of them is doubtful`() throws
  {
    var world = PlainWorld.matching(9)
    world.source.groups = [
      .init("g1", "Staff", members: (2...9).map { "u\($0)" }),
      .init("g2", "Dynamic", isDoubtful: true),
    ]
    world.policy.groups.isSynced = false
    world.policy.users.groups = ["Staff", "Dynamic"]
    #expect(try world.lines() == [])
    #expect(try world.advisories().contains("doubtfulScope"))
    world.policy.users.groups = ["Staff"]
    #expect(try world.lines() == ["revoke p1@example.com"])
    #expect(try !world.advisories().contains("doubtfulScope"))
  }

  @Test func `no group is gone while one has an id that cannot be read`() throws {
    var world = PlainWorld.matching(9)
    world.source.groups = [.init("g2", "Other", members: ["u2"]), .init("", "Gone")]
    world.organization.groups = [
      .init("o1", "g1", "Gone", members: ["m1"]), .init("o2", "g2", "Other", members: ["m2"]),
    ]
    world.memory.seenGroupIDs["hq"] = PlainWorld.seen(["g1", "g2"])
    #expect(try world.lines() == [])
    world.source.groups?.removeLast()
    #expect(try world.lines() == ["removeFromGroup p1@example.com Gone"])
  }
}
