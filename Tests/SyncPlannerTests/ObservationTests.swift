import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

/// What a plan notices for later runs.
@Suite struct ObservationTests {
  @Test func `revoked members are seen, whoever they are`() throws {
    var world = PlainWorld.matching(6)
    for row in [0, 1, 2, 3] { world.organization.members[row].status = .revoked }
    world.source.users[1].state = .disabled
    world.source.users.remove(at: 2)
    world.organization.members[3].externalID = nil
    #expect(try world.result().observations.revokedMembers == ["m1", "m2", "m3", "m4"])
  }

  @Test func `disabled and deleted people who still have access are seen`() throws {
    var world = PlainWorld.matching(20)
    world.source.users[0].state = .disabled
    world.source.users[1].state = .deleted
    world.source.users[2].state = .disabled
    world.organization.members[2].status = .revoked
    world.organization.members[3].role = .owner
    world.source.users[3].state = .disabled
    world.source.users.remove(at: 4)
    #expect(Set(try world.result().observations.disabledWithAccess) == ["u1", "u2", "u4"])
  }
}
