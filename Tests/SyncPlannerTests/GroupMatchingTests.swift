import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct GroupMatchingTests {
  private static func world() -> PlainWorld {
    var world = PlainWorld.matching(6)
    world.source.groups = [.init("g1", "Staff", members: ["u1", "u2"])]
    world.organization.groups = [.init("o1", nil, "Staff", members: ["m1", "m3"])]
    return world
  }

  @Test func `names are compared exactly`() throws {
    var world = Self.world()
    world.organization.groups[0].name = "staff"
    #expect(try world.lines().first == "createGroup Staff")
  }

  @Test func `an untouchable group is not linked, since nobody could see what that takes`() throws {
    var world = Self.world()
    world.organization.untouchableGroups["o1"] = "lists 2 of 3 members"
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["untouchableGroup"])
  }

  @Test func `with adoption off the name is taken and no second group is made`() throws {
    var world = Self.world()
    world.policy.adoptsGroupsByName = false
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["groupNameTaken"])
    #expect(try !world.plan().needsDecision)
  }

  @Test func `several groups of the directory for one of the organization are a conflict`() throws {
    var world = Self.world()
    world.source.groups?.append(.init("g2", "Staff", members: ["u4"]))
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["groupNameConflict", "groupNameConflict"])
  }

  @Test func `two new groups of one name are both created where nobody has it`() throws {
    var world = Self.world()
    world.organization.groups = []
    world.source.groups = [.init("g1", "Staff"), .init("g2", "Staff")]
    #expect(try world.lines() == ["createGroup Staff", "createGroup Staff"])
  }

  @Test func `a group that was made anew in the directory is relinked instead of emptied`() throws {
    var world = Self.world()
    world.organization.groups[0].externalID = "g0"
    world.memory.seenGroupIDs["hq"] = PlainWorld.seen(["g0"])
    #expect(
      try world.lines() == [
        "removeFromGroup p1@example.com Staff", "removeFromGroup p3@example.com Staff",
      ]
    )
    world.relinks = true
    #expect(
      try world.lines() == [
        "? relinkGroup Staff", "? removeFromGroup p3@example.com Staff",
        "? addToGroup p2@example.com Staff",
      ]
    )
  }

  @Test(
    "a name or id that is too long is left out, and its counterpart untouched",
    arguments: [(100, true), (101, false)]
  )
  func length(count: Int, takesPart: Bool) throws {
    var world = Self.world()
    world.source.groups?[0].name = String(repeating: "ä", count: count)
    world.organization.groups[0].externalID = "g1"
    #expect(try world.lines().isEmpty == !takesPart)
    #expect(try world.advisories() == (takesPart ? [] : ["groupLeftOut"]))
  }

  @Test func `a target that cannot rename or create is told about`() throws {
    var world = Self.world()
    world.organization.groups = [.init("o1", "g1", "Old", members: ["m1", "m2"])]
    world.source.groups?.append(.init("g2", "New"))
    world.organization.capabilities.canRenameGroups = false
    world.organization.capabilities.canCreateGroups = false
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["cannotCreateGroup", "cannotRenameGroup"])
  }

  @Test func `two groups that carry one id are left as they are`() throws {
    var world = Self.world()
    world.organization.groups = [.init("o1", "g1", "A"), .init("o2", "g1", "B")]
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["groupNameConflict"])
  }

  @Test func `a group of the same name that cannot be read is neither linked nor filled`() throws {
    var world = PlainWorld.matching(10)
    world.source.groups = [.init("g1", "Staff", members: ["u1", "u2"])]
    world.organization.groups = [.init("o1", nil, "Staff", members: ["m3"])]
    world.organization.untouchableGroups["o1"] = "its members cannot be read"
    let plan = try world.plan()
    #expect(plan.changes == [])
    #expect(plan.advisories.map(\.kind) == ["untouchableGroup"])
  }
}
