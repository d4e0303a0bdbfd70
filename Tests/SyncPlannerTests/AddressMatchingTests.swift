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
    // An id that is "corrected" would hand the account of somebody who leaves to somebody new.
    let cure = "remove that member, or change its address, in the organization"
    #expect(plan.advisories.first?.message.hasSuffix(cure) == true)
    world.organization.members[0].status = .revoked
    #expect(try world.plan().advisories.first?.message.hasSuffix(cure) == true)
    world.organization.members[0].externalID = "old"
    #expect(try world.plan().advisories.map(\.kind) == ["addressReused"])
    #expect(try world.plan().advisories.first?.message.hasSuffix(cure) == true)
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

  @Test func `what a relinked member gains hangs on the relink`() throws {
    var world = PlainWorld.matching(20)
    world.relinks = true
    world.organization.members[0].externalID = "old"
    world.source.groups = [.init("g1", "Staff", members: ["u1"])]
    world.organization.groups = [.init("o1", "g1", "Staff")]
    let changes = try world.plan().changes
    #expect(
      changes.map(\.line) == ["? relink p1@example.com", "? addToGroup p1@example.com Staff"]
    )
    #expect(changes[1].member?.id == "m1")
    #expect(changes[1].requires == [0])
  }

  @Test func `why a member is not linked is said`() throws {
    var world = PlainWorld.matching(3)
    world.organization.members[0].externalID = nil
    world.organization.capabilities.canLinkMembers = false
    #expect(
      try world.plan().advisories.map(\.message) == [
        "a member without external id has this address and cannot be linked"
      ]
    )
    world.organization.capabilities.limitationNote = "this server links nobody"
    #expect(try world.plan().advisories.map(\.message) == ["this server links nobody"])
    world.organization.capabilities.canLinkMembers = true
    world.policy.adoptsMembersByEmail = false
    #expect(
      try world.plan().advisories.map(\.message) == [
        "a member without external id has this address and stays as it is (adopt.members is \"none\")"
      ]
    )
  }
}
