import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct UnmanagedMembersTests {
  /// `m1` carries no external id and has the address of `u1`.
  private static func world() -> PlainWorld {
    var world = PlainWorld.matching(20)
    world.organization.members[0].externalID = nil
    return world
  }

  @Test(
    "whose address is disabled or deleted is held for a person",
    arguments: [EntryState.disabled, .deleted]
  )
  func gone(state: EntryState) throws {
    var world = Self.world()
    world.source.users[0].state = state
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["? revoke p1@example.com"])
    #expect(plan.changes[0].reason == ChangeReason(.disabledByAddress, "hq"))
    #expect(plan.changes[0].hold?.why == .disabledByAddress)
    #expect(plan.needsDecision)
  }

  @Test(
    "an active entry with the address, in scope or not, keeps the member",
    arguments: [EntryMarks.leftOutByFilter, []]
  )
  func activeNamesake(marks: EntryMarks) throws {
    var world = Self.world()
    world.source.users[0].state = .disabled
    world.source.users.append(.init("u99", "p1@example.com", marks: marks))
    #expect(try !world.plan().changes.contains { $0.action == .revoke })
  }

  @Test func `a read that misses entries says nothing about an address`() throws {
    var world = Self.world()
    world.source.users[0].state = .disabled
    world.source.completeness = .doubtful
    var rules = SyncPolicy.SourceRules()
    rules.doubtful = .additionsOnly
    world.policy.sources["hq"] = rules
    #expect(try world.lines() == [])
  }

  @Test func `nobody is revoked by address whom departures would keep`() throws {
    var world = Self.world()
    world.source.users[0].state = .disabled
    world.policy.departures.disabled = .keep
    #expect(try world.lines() == [])
  }

  @Test func `revoked members and those of unknown status are left alone`() throws {
    var world = Self.world()
    world.source.users[0].state = .disabled
    world.organization.members[0].status = .revoked
    #expect(try world.lines() == [])
    world.organization.members[0].status = .unknown
    #expect(try world.lines() == [])
  }

  @Test func `a protected one is told loudly`() throws {
    var world = Self.world()
    world.source.users[0].state = .disabled
    world.policy.protection.members = ["P1@example.com"]
    let plan = try world.plan()
    #expect(plan.changes.isEmpty)
    #expect(plan.advisories.map(\.kind) == ["protectedDeparture", "unmanagedMembers"])
    #expect(plan.needsDecision)
  }

  @Test func `a target that cannot revoke is told about`() throws {
    var world = Self.world()
    world.source.users[0].state = .disabled
    world.organization.capabilities.canRevoke = false
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["cannotRevoke", "unmanagedMembers"])
  }

  @Test func `fifteen members whom no source knows are named and left alone`() throws {
    var world = PlainWorld.matching(20)
    for number in 1...15 {
      world.organization.members.append(.init("x\(number)", nil, "x\(number)@example.net"))
    }
    let plan = try world.plan()
    #expect(plan.changes.isEmpty)
    #expect(plan.advisories.count == 1)
    #expect(plan.advisories.first?.message.hasPrefix("15 members carry no external id") == true)
    #expect(plan.advisories.first?.subject.hasPrefix("x10@example.net, x11@example.net") == true)
    #expect(!plan.needsDecision)
  }

  @Test func `an address out of scope counts as nobody, a blocked one does not`() throws {
    var world = Self.world()
    world.source.users[0].marks = .leftOutByFilter
    #expect(try world.advisories() == ["unmanagedMembers"])
    world.source.users[0].marks = []
    world.source.users.append(.init("u99", "p1@example.com"))
    #expect(try world.advisories() == ["duplicateEntry"])
  }
}
