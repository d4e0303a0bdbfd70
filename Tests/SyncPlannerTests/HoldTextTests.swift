import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

/// What is said of held changes: why, and what settles them for good.
@Suite struct HoldTextTests {
  @Test(
    "the age of a second export is said in the greatest whole unit",
    arguments: [
      (172_800, "2d"), (86_400, "1d"), (90_000, "25h"), (3600, "1h"), (5400, "90m"), (60, "1m"),
      (90, "90s"), (0, "0h"),
    ] as [(Int64, String)]
  )
  func age(seconds: Int64, words: String) throws {
    var world = PlainWorld.matching(20)
    world.source.completeness = .unproven
    world.source.modifiedAt = world.now
    world.policy.absence.age = seconds
    world.source.users.removeFirst()
    let hold = try #require(try world.plan().changes.first?.hold)
    #expect(hold.why == .absentUnproven)
    #expect(hold.cure.contains("at least \(words) later"), "\(hold.cure)")
    #expect(hold.detail == "absent, 1 of 2")
  }

  @Test func `what a limit holds is cured by its key, and seats by buying some`() throws {
    var world = PlainWorld.matching(20)
    world.organization.seats = .init(total: 20, used: 20)
    world.source.users.append(.init("u21", "p21@example.com"))
    let seats = try #require(try world.plan().changes.first?.hold)
    #expect(seats.limit == .seats)
    #expect(seats.cure == "no free seat: buy seats, or set limits.seats")
    world.organization.seats = nil
    world.policy.limits.invitations = .init(percent: nil, count: 0, floor: nil)
    let many = try #require(try world.plan().changes.first?.hold)
    #expect(many.limit == .invitations)
    #expect(many.cure == "over limits.invitations: let it pass once, or raise the limit")
  }

  @Test func `a reason names the source, and a membership its group's`() throws {
    var world = PlainWorld.matching(2)
    world.source.groups = [.init("g1", "Staff", members: ["u1"]), .init("g2", "Lab")]
    world.organization.groups = [.init("o2", "g2", "Lab", members: ["m2"])]
    world.source.users.append(.init("u3", "p3@example.com"))
    let changes = try world.plan().changes
    #expect(
      changes.map(\.line) == [
        "removeFromGroup p2@example.com Lab", "createGroup Staff",
        "addToGroup p1@example.com Staff", "invite p3@example.com",
      ]
    )
    #expect(changes.map(\.reason.detail) == ["hq", "hq", "hq", "hq"])
  }

  @Test func `what hangs on a held change names it as its root, and needs no second question`()
    throws
  {
    var world = PlainWorld.matching(10)
    world.policy.limits.groupCreations = .init(percent: nil, count: 0, floor: 0)
    world.policy.limits.groupCreations.floorIsGiven = true
    world.source.groups = [.init("g1", "Staff", members: ["u1", "u2"])]
    let changes = try world.plan().changes
    #expect(
      changes.map(\.line) == [
        "? createGroup Staff", "? addToGroup p1@example.com Staff",
        "? addToGroup p2@example.com Staff",
      ]
    )
    #expect(changes.map { $0.hold?.why } == [.limit, .dependsOn, .dependsOn])
    #expect(changes.map { $0.hold?.root } == [nil, 0, 0])
  }
}
