import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct OrderOfDoingTests {
  @Test func `names that look alike are ordered by their bytes, whatever their ids`() throws {
    var world = PlainWorld.matching(3)
    let names = ["e\u{301}", "\u{e9}", "e\u{301}a", "f", "\u{e9}a"]
    for (number, name) in names.enumerated() {
      world.source.groups?.append(.init("g\(9 - number)", name))
    }
    let order = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    let planned = try world.plan().changes.compactMap { $0.group?.name }
    #expect(planned.map { Array($0.utf8) } == order.map { Array($0.utf8) })
  }

  @Test func `all that takes comes before all that gives, what hangs on a link behind it`() throws {
    var world = PlainWorld.matching(60)
    world.policy.limits.finalRemovals = .init(percent: nil, count: nil, floor: nil)
    world.policy.departures.deleted = .remove
    world.policy.groups.departed = .delete
    world.source.groups = [
      .init("g1", "Staff", members: ["u5", "u6", "new"]), .init("g2", "Renamed"),
      .init("g3", "Created", members: ["u6"]), .init("g4", "Linked", members: ["u6"]),
    ]
    world.organization.groups = [
      .init("o1", "g1", "Staff", members: ["m4", "m5", "m6", "m7"]), .init("o2", "g2", "Old name"),
      .init("o4", nil, "Linked", members: ["m5"]), .init("o5", "g5", "Gone"),
    ]
    world.memory.seenGroupIDs["hq"] = PlainWorld.seen(["g1", "g2", "g5"])
    world.source.users[0].state = .disabled
    world.source.users[1].state = .deleted
    world.organization.members[4].externalID = nil
    world.organization.members[5].status = .revoked
    world.rememberRevocation(of: "m6")
    world.source.users[7].email = "changed@example.com"
    world.source.users[7].name = "Changed"
    world.source.users.append(.init("new", "new@example.com"))
    #expect(
      try world.lines() == [
        "revoke p1@example.com", "remove p2@example.com", "removeFromGroup p4@example.com Staff",
        "removeFromGroup p7@example.com Staff", "deleteGroup Gone", "restore p6@example.com",
        "link p5@example.com", "updateEmail p8@example.com", "updateName p8@example.com",
        "createGroup Created", "renameGroup Old name", "? linkGroup Linked",
        "? removeFromGroup p5@example.com Linked", "addToGroup p6@example.com Created",
        "? addToGroup p6@example.com Linked", "invite new@example.com",
        "addToGroup new@example.com Staff",
      ]
    )
  }

  @Test func `relinks stand where links stand`() throws {
    var world = PlainWorld.matching(20)
    world.relinks = true
    world.source.users[0].id = "u99"
    world.source.groups = [.init("g9", "Staff", members: ["u2"]), .init("g2", "New")]
    world.organization.groups = [.init("o1", "g1", "Staff", members: ["m3"])]
    #expect(
      try world.lines() == [
        "? relink p1@example.com", "createGroup New", "? relinkGroup Staff",
        "? removeFromGroup p3@example.com Staff", "? addToGroup p2@example.com Staff",
      ]
    )
  }

  @Test func `within a stage the name of the group, then the address decides, bytewise`() throws {
    var world = PlainWorld()
    world.source.users = ["b", "C", "a", "é"].map { .init("u\($0)", "\($0)@example.com") }
    world.source.users[3].email = "z@example.com"
    world.source.groups = [
      .init("g1", "beta", members: ["ub", "ua"]), .init("g2", "Alpha", members: ["uC"]),
    ]
    #expect(
      try world.lines() == [
        "createGroup Alpha", "createGroup beta", "invite a@example.com", "invite b@example.com",
        "invite c@example.com", "invite z@example.com", "addToGroup c@example.com Alpha",
        "addToGroup a@example.com beta", "addToGroup b@example.com beta",
      ]
    )
  }
}
