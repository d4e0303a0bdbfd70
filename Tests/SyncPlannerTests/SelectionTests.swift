import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct SelectionTests {
  @Test func `the invitation that a membership needs comes along`() throws {
    var world = PlainWorld.matching(10)
    world.source.users.append(.init("new", "new@example.com"))
    world.source.groups = [.init("g1", "Staff", members: ["new"]), .init("g2", "Other")]
    let (part, unknown) = try world.plan().only(["Staff"])
    #expect(
      part.changes.map(\.line) == [
        "createGroup Staff", "invite new@example.com", "addToGroup new@example.com Staff",
      ]
    )
    #expect(Set(part.changes[2].requires) == [0, 1])
    #expect(unknown == [])
  }

  @Test func `the change whose question a held one shares comes along`() throws {
    var world = PlainWorld.matching(10)
    world.organization.members[0].status = .revoked
    world.organization.members[0].role = .admin
    world.rememberRevocation(of: "m1")
    world.source.groups = [.init("g1", "Secret", members: ["u2"])]
    world.organization.groups = [.init("o1", "g1", "Secret", members: ["m1", "m2"])]
    let part = try world.plan().only(["Secret"]).plan
    #expect(
      part.changes.map(\.line) == [
        "? removeFromGroup p1@example.com Secret", "? restore p1@example.com",
      ]
    )
    #expect(part.changes[0].hold?.root == 1)
    #expect(try part.approved(.answered(held: [1])).numbers == [0, 1])
  }

  @Test func `no seat is counted on that a change outside of the part would free`() throws {
    var world = PlainWorld.matching(10)
    world.organization.seats = .init(total: 10, used: 10)
    world.source.users[0].state = .disabled
    world.source.users.append(.init("new", "new@example.com"))
    world.source.groups = [.init("g1", "Staff", members: ["new"])]
    let whole = try world.plan()
    #expect(whole.held == [])
    let part = whole.only(["new@example.com"]).plan
    #expect(
      part.changes.map(\.line) == [
        "createGroup Staff", "? invite new@example.com", "? addToGroup new@example.com Staff",
      ]
    )
    #expect(part.changes[1].hold?.limit == .seats)
    #expect(try part.approved(.ordinary).numbers == [0])
    let both = whole.only(["new@example.com", "p1@example.com"]).plan
    #expect(both.held == [])
  }

  @Test(
    "members are named by address, external id or the organization's id",
    arguments: ["P1@EXAMPLE.com", "u1", "m1"]
  )
  func who(_ who: String) throws {
    var world = PlainWorld.matching(10)
    world.source.users[0].state = .disabled
    world.source.users[1].state = .disabled
    #expect(try world.plan().only([who]).plan.changes.map(\.line) == ["revoke p1@example.com"])
  }

  @Test(
    "groups are named by name, external id or the organization's id",
    arguments: ["Staff", "g1", "o1"]
  )
  func group(_ who: String) throws {
    var world = PlainWorld.matching(10)
    world.source.groups = [
      .init("g1", "Staff", members: ["u1"]), .init("g2", "Lab", members: ["u2"]),
    ]
    world.organization.groups = [.init("o1", "g1", "Staff"), .init("o2", "g2", "Lab")]
    #expect(
      try world.plan().only([who]).plan.changes.map(\.line) == ["addToGroup p1@example.com Staff"]
    )
  }
}
