import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct SelectionTests {
  private static func part(_ world: PlainWorld, _ who: [String]) throws -> Plan.Part {
    let input = try world.input()
    return try Planner.plan(input).plan.only(who, in: input)
  }

  @Test func `the invitation that a membership needs comes along`() throws {
    var world = PlainWorld.matching(10)
    world.source.users.append(.init("new", "new@example.com"))
    world.source.groups = [.init("g1", "Staff", members: ["new"]), .init("g2", "Other")]
    let part = try Self.part(world, ["Staff"])
    #expect(
      part.plan.changes.map(\.line) == [
        "createGroup Staff", "invite new@example.com", "addToGroup new@example.com Staff",
      ]
    )
    #expect(Set(part.plan.changes[2].requires) == [0, 1])
    #expect(part.unchanged == [])
  }

  @Test func `the change whose question a held one shares comes along`() throws {
    var world = PlainWorld.matching(10)
    world.organization.members[0].status = .revoked
    world.organization.members[0].role = .admin
    world.rememberRevocation(of: "m1")
    world.source.groups = [.init("g1", "Secret", members: ["u2"])]
    world.organization.groups = [.init("o1", "g1", "Secret", members: ["m1", "m2"])]
    let part = try Self.part(world, ["Secret"]).plan
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
    #expect(try world.plan().held == [])
    let part = try Self.part(world, ["new@example.com"]).plan
    #expect(
      part.changes.map(\.line) == [
        "createGroup Staff", "? invite new@example.com", "? addToGroup new@example.com Staff",
      ]
    )
    #expect(part.changes[1].hold?.limit == .seats)
    #expect(try part.approved(.ordinary).numbers == [0])
    let both = try Self.part(world, ["new@example.com", "p1@example.com"]).plan
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
    #expect(try Self.part(world, [who]).plan.changes.map(\.line) == ["revoke p1@example.com"])
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
      try Self.part(world, [who]).plan.changes.map(\.line) == ["addToGroup p1@example.com Staff"]
    )
  }

  @Test(
    "whoever has another address in the directory is named by either, an entry without id by its own",
    arguments: [
      ("eve@example.com", ["revoke p1@example.com"], false),
      ("p1@example.com", ["revoke p1@example.com"], false),
      ("blank@example.com", [], false), ("nobody@example.com", [], true),
    ] as [(String, [String], Bool)]
  )
  func addresses(who: String, lines: [String], isUnknown: Bool) throws {
    var world = PlainWorld.matching(10)
    world.source.users[0].state = .disabled
    world.source.users[0].email = "eve@example.com"
    world.source.users[1].state = .disabled
    world.source.users.append(.init("", "blank@example.com"))
    let part = try Self.part(world, [who])
    #expect(part.plan.changes.map(\.line) == lines)
    #expect(part.unchanged == (lines.isEmpty ? [who] : []))
    #expect(part.unknown == (isUnknown ? [who] : []))
  }

  @Test(
    "whoever is to be linked is named by the id that will be written, too",
    arguments: ["p1@example.com", "u1", "m1"]
  )
  func linked(_ who: String) throws {
    var world = PlainWorld.matching(10)
    world.organization.members[0].externalID = nil
    world.source.groups = [.init("g1", "Staff", members: ["u1", "u2"])]
    world.organization.groups = [.init("o1", "g1", "Staff")]
    #expect(
      try Self.part(world, [who]).plan.changes.map(\.line) == [
        "link p1@example.com", "addToGroup p1@example.com Staff",
      ]
    )
  }

  @Test(
    "a group to be renamed or linked is named by what either side calls it",
    arguments: [
      ("Old", ["renameGroup Old"]), ("New", ["renameGroup Old"]), ("g2", ["? linkGroup Lab"]),
    ]
  )
  func groupNames(who: String, lines: [String]) throws {
    var world = PlainWorld.matching(10)
    world.source.groups = [.init("g1", "New"), .init("g2", "Lab")]
    world.organization.groups = [.init("o1", "g1", "Old"), .init("o2", nil, "Lab")]
    #expect(try Self.part(world, [who]).plan.changes.map(\.line) == lines)
  }

  @Test func `a held link comes with all that hangs on it, an ordinary one alone`() throws {
    var world = PlainWorld.matching(10)
    world.source.groups = [
      .init("g1", "Vault", members: ["u1", "u4"]), .init("g2", "Lab", members: ["u4"]),
    ]
    world.organization.groups = [.init("o1", nil, "Vault", members: ["m2", "m3"])]
    world.organization.members[3].externalID = nil
    let part = try Self.part(world, ["p1@example.com"]).plan
    #expect(
      part.changes.map(\.line) == [
        "link p4@example.com", "? linkGroup Vault", "? removeFromGroup p2@example.com Vault",
        "? removeFromGroup p3@example.com Vault", "? addToGroup p1@example.com Vault",
        "? addToGroup p4@example.com Vault",
      ]
    )
    #expect(part.held.compactMap { $0.hold?.root } == [1, 1, 1, 1])
  }
}
