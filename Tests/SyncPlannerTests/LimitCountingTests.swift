import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct LimitCountingTests {
  @Test func `what another limit holds counts as well`() throws {
    var world = PlainWorld.matching(60)
    let everybody = (1...60).map { "u\($0)" }
    // "Ten" loses nine of ten; the others lose six together.
    world.source.groups = [
      .init("g1", "Ten", members: ["u1"]),
      .init("g2", "All", members: Array(everybody.dropLast(6))),
    ]
    world.organization.groups = [
      .init("o1", "g1", "Ten", members: Set((1...10).map { "m\($0)" })),
      .init("o2", "g2", "All", members: Set((1...60).map { "m\($0)" })),
    ]
    world.remember()
    let plan = try world.plan()
    let verdict = try #require(plan.limits.first { $0.name == .membershipRemovals })
    #expect(verdict.value == 15)
    #expect(verdict.allowed == 14)
    #expect(plan.changes.count { $0.hold?.limit == .groupShrink } == 9)
    #expect(plan.changes.count { $0.hold?.limit == .membershipRemovals } == 6)
  }

  @Test func `what is held for another reason does not count`() throws {
    var world = PlainWorld.matching(44)
    world.memory.fingerprint = "before"
    world.policy.fingerprint = "after"
    world.source.users.removeFirst(9)
    let plan = try world.plan()
    #expect(plan.stops.isEmpty)
    #expect(plan.limits.first { $0.name == .memberRemovals }?.value == 0)
  }

  @Test func `what a group loses by being linked does not count`() throws {
    var world = PlainWorld.matching(60)
    world.source.groups = [.init("g1", "Staff", members: ["u1"])]
    world.organization.groups = [
      .init("o1", nil, "Staff", members: Set((1...50).map { "m\($0)" }))
    ]
    let plan = try world.plan()
    #expect(plan.changes.count { $0.hold?.why == .dependsOn } == 49)
    #expect(plan.limits.first { $0.name == .membershipRemovals }?.value == 0)
  }

  @Test func `final removals are a share of all managed members, revoked ones included`() throws {
    var world = PlainWorld.matching(100)
    world.policy.departures.removeAfter = 86_400
    for row in 0..<3 {
      world.source.users[row].state = .disabled
      world.organization.members[row].status = .revoked
      world.rememberRevocation(of: "m\(row + 1)", daysAgo: 2)
    }
    let plan = try world.plan()
    let verdict = try #require(plan.limits.first { $0.name == .finalRemovals })
    #expect(verdict.base == 100)
    #expect(verdict.allowed == 2)
    #expect(
      plan.changes.map { $0.hold?.limit } == [.finalRemovals, .finalRemovals, .finalRemovals]
    )
    #expect(plan.limits.first { $0.name == .disabledRemovals }?.value == 0)
  }

  @Test func `the floor of a first run ends with the first managed member, revoked or not`() throws
  {
    var world = PlainWorld()
    world.source.users = (1...60).map { .init("u\($0)", "p\($0)@example.com") }
    #expect(try world.plan().held.isEmpty)
    world.organization.members = [.init("m1", "u1", "p1@example.com", status: .revoked)]
    #expect(try world.plan().held.count == 59)
  }

  @Test func `a configured number of seats needs none of the target's`() throws {
    var world = PlainWorld.matching(3)
    world.policy.limits.seats = 4
    world.source.users.append(.init("n1", "a@example.com"))
    world.source.users.append(.init("n2", "b@example.com"))
    #expect(try world.lines() == ["invite a@example.com", "? invite b@example.com"])
    #expect(try world.plan().held.first?.hold?.limit == .seats)
  }

  @Test func `absurd figures of seats do no harm`() throws {
    var world = PlainWorld.matching(3)
    world.source.users.append(.init("n1", "a@example.com"))
    world.organization.seats = .init(total: .max, used: .min)
    #expect(try world.lines() == ["invite a@example.com"])
    world.organization.seats = .init(total: .min, used: .max)
    #expect(try world.lines() == ["? invite a@example.com"])
  }

  @Test(
    "four runs that each lose a third of the limit within a day: the fourth is stopped",
    arguments: [(0, true), (1, true), (2, true), (3, false)]
  )
  func slices(before: Int, passes: Bool) throws {
    var world = PlainWorld.matching(300)
    world.source.users.removeFirst(8)
    for run in 0..<before { world.rememberRecent(.memberRemovals, 8, hoursAgo: Int64(run) * 6 + 1) }
    #expect(try world.plan().stops.isEmpty == passes)
  }
}
