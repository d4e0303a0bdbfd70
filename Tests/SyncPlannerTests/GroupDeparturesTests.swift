import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct GroupDeparturesTests {
  /// The group "Gone" with `m1` and `m2` was seen once, and no source has it now.
  private static func world() -> PlainWorld {
    var world = PlainWorld.matching(20)
    world.source.groups = [.init("g9", "Other", members: ["u9"])]
    world.organization.groups = [
      .init("o1", "g1", "Gone", members: ["m1", "m2"]), .init("o9", "g9", "Other", members: ["m9"]),
    ]
    world.memory.seenGroupIDs["hq"] = PlainWorld.seen(["g1", "g9"])
    return world
  }

  @Test func `members who may lose memberships are taken out`() throws {
    var world = Self.world()
    world.organization.groups[0].members = ["m1", "m2", "m3", "m4", "guest"]
    world.organization.members.append(.init("guest", nil, "guest@example.net"))
    world.organization.members[2].role = .owner
    world.source.users[3].state = .disabled
    #expect(
      try world.lines() == [
        "revoke p4@example.com", "removeFromGroup p1@example.com Gone",
        "removeFromGroup p2@example.com Gone",
      ]
    )
    #expect(try world.plan().changes[1].reason.code == .groupDeparted)
  }

  @Test func `what waits is named with its person and its group`() throws {
    var world = Self.world()
    world.source.completeness = .unproven
    world.source.modifiedAt = world.now
    let changes = try world.plan().changes
    #expect(
      changes.map(\.line) == [
        "? removeFromGroup p1@example.com Gone", "? removeFromGroup p2@example.com Gone",
      ]
    )
    #expect(changes.map { $0.hold?.why } == [.absentUnproven, .absentUnproven])
    world.policy.groups.departed = .delete
    world.source.completeness = .proven
    world.policy.fingerprint = "new"
    world.memory.fingerprint = "old"
    #expect(try world.lines() == ["? deleteGroup Gone"])
  }

  @Test func `a copied address does not keep its victim in a group that is gone`() throws {
    var world = Self.world()
    world.source.users.append(.init("copycat", "p1@example.com"))
    #expect(
      try world.lines() == [
        "removeFromGroup p1@example.com Gone", "removeFromGroup p2@example.com Gone",
      ]
    )
  }

  @Test func `a foreign group and one of a source without groups stay`() throws {
    var world = Self.world()
    world.memory.seenGroupIDs["hq"] = PlainWorld.seen(["g9"])
    #expect(try world.lines() == [])
    world = Self.world()
    var lab = PlainDirectory()
    lab.name = "lab"
    lab.groups = nil
    lab.users = [.init("l1", "l1@lab.example")]
    world.sources.append(lab)
    world.organization.members.append(.init("ml1", "l1", "l1@lab.example"))
    world.memory.seenGroupIDs = ["lab": PlainWorld.seen(["g1"]), "hq": PlainWorld.seen(["g9"])]
    #expect(try world.lines() == [])
  }

  @Test func `a changed configuration holds it`() throws {
    var world = Self.world()
    world.memory.fingerprint = "before"
    world.policy.fingerprint = "after"
    #expect(
      try world.plan().changes.map { $0.hold?.why } == [.fingerprintChanged, .fingerprintChanged]
    )
  }

  @Test func `an untouchable group is neither emptied nor deleted`() throws {
    var world = Self.world()
    world.organization.untouchableGroups["o1"] = "lists 2 of 3 members"
    #expect(try world.lines() == [])
    world.policy.groups.departed = .delete
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["untouchableGroup"])
  }

  @Test func `a target that cannot delete is told about`() throws {
    var world = Self.world()
    world.policy.groups.departed = .delete
    world.organization.capabilities.canDeleteGroups = false
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["cannotDeleteGroup"])
  }

  @Test func `on a target that shows no memberships what was written is taken back`() throws {
    var world = Self.world()
    world.organization.capabilities.showsMemberships = false
    world.organization.groups[0].members = []
    world.memory.writtenMemberships = ["g1": ["u2"], "g9": ["u9"]]
    #expect(try world.lines() == ["removeFromGroup p2@example.com Gone"])
  }

  @Test func `a doubtful read empties nothing`() throws {
    var world = Self.world()
    world.source.completeness = .doubtful
    var rules = SyncPolicy.SourceRules()
    rules.doubtful = .additionsOnly
    world.policy.sources["hq"] = rules
    #expect(try world.lines() == [])
  }
}
