import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct LastOwnersTests {
  /// Owners are not protected by their role; `m1` and `m2` are confirmed owners.
  private static func world() -> PlainWorld {
    var world = PlainWorld.matching(40)
    world.policy.protection.roles = []
    world.organization.members[0].role = .owner
    world.organization.members[1].role = .owner
    return world
  }

  @Test func `one of two owners departs on positive evidence`() throws {
    var world = Self.world()
    world.source.users[0].state = .disabled
    #expect(try world.lines() == ["revoke p1@example.com"])
  }

  @Test func `where all owners depart, all of them stay, loudly`() throws {
    var world = Self.world()
    world.source.users[0].state = .disabled
    world.source.users[1].state = .deleted
    world.source.users[2].state = .disabled
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["revoke p3@example.com"])
    #expect(plan.advisories.map(\.kind) == ["protectedDeparture", "protectedDeparture"])
    #expect(plan.advisories.map(\.subject) == ["p1@example.com", "p2@example.com"])
    #expect(plan.needsDecision)
  }

  @Test func `minimumOwners is counted in confirmed owners`() throws {
    var world = Self.world()
    world.policy.protection.minimumOwners = 2
    world.source.users[0].state = .disabled
    #expect(try world.lines() == [])
    world.organization.members[2].role = .owner
    #expect(try world.lines() == ["revoke p1@example.com"])
    world.organization.members[2].status = .accepted
    #expect(try world.lines() == [])
  }

  @Test func `an owner who departs by address alone counts as leaving, too`() throws {
    var world = Self.world()
    world.organization.members[0].externalID = nil
    world.source.users[0].state = .disabled
    #expect(try world.lines() == ["? revoke p1@example.com"])
    world.source.users[1].state = .disabled
    #expect(try world.lines() == [])
    #expect(try world.advisories().filter { $0 == "protectedDeparture" }.count == 2)
  }

  @Test func `an owner whom the configuration keeps does not count as leaving`() throws {
    var world = Self.world()
    world.policy.departures.absent = .keep
    world.source.users[0].state = .disabled
    world.source.users.remove(at: 1)
    #expect(try world.lines() == ["revoke p1@example.com"])
  }

  @Test func `last owners keep their memberships`() throws {
    var world = Self.world()
    world.organization.members[1].role = .user
    world.source.users[0].state = .disabled
    world.source.groups = [.init("g1", "Staff", members: ["u2"])]
    world.organization.groups = [.init("o1", "g1", "Staff", members: ["m1", "m2"])]
    #expect(try world.lines() == [])
  }

  @Test func `owners whom one read alone misses stay, quietly until a second one does`() throws {
    var world = Self.world()
    world.source.completeness = .unproven
    world.source.modifiedAt = world.now
    world.source.users.removeFirst(2)
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["unproven"])
    world.rememberAbsence(of: "u1", secondsAgo: 3600)
    world.rememberAbsence(of: "u2", secondsAgo: 3600)
    #expect(try world.lines() == [])
    #expect(
      try world.advisories() == ["protectedDeparture", "protectedDeparture", "unproven"]
    )
  }
}
