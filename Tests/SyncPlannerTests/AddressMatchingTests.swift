import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct AddressMatchingTests {
  @Test func `doubles of an id that no source knows are never relinked`() throws {
    var world = PlainWorld.matching(20)
    world.relinks = true
    world.source.users.append(.init("new", "x@example.com"))
    world.organization.members += [
      .init("a", "old", "x@example.com"), .init("b", "old", "y@example.com"),
    ]
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["addressReused", "duplicateMember"])
  }

  @Test func `an address whose member belongs to a disabled entry waits for a person`() throws {
    var world = PlainWorld.matching(20)
    world.source.users[0].state = .disabled
    world.source.users[0].email = nil
    world.source.users.append(.init("new", "p1@example.com"))
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["revoke p1@example.com"])
    #expect(plan.advisories.map(\.kind) == ["externalIdConflict"])
    #expect(plan.needsDecision)
  }

  @Test func `an address that a matched member still has waits for a person`() throws {
    var world = PlainWorld.matching(20)
    world.source.users[0].email = "ann@example.com"
    world.source.users.append(.init("new", "p1@example.com"))
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["updateEmail p1@example.com"])
    #expect(plan.advisories.map(\.kind) == ["emailTaken"])
    #expect(plan.needsDecision)
  }
}
