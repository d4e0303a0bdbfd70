import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct LimitTests {
  @Test(
    "allowances are the share or the count, but never less than the floor",
    arguments: [
      (10.0, 25, 2, 44, 4), (10.0, 25, 2, 5, 2), (10.0, 25, 2, 1000, 25), (50.0, nil, 0, 7, 3),
    ] as [(Double?, Int?, Int?, Int, Int)]
  )
  func allowance(percent: Double?, count: Int?, floor: Int?, base: Int, allowed: Int) {
    let allowance = LimitSettings.Allowance(percent: percent, count: count, floor: floor)
    #expect(allowance.allowed(of: base) == allowed)
  }

  @Test(
    "departures pass while they stay within the limit",
    arguments: [(4, true), (5, false)]
  )
  func memberRemovals(count: Int, passes: Bool) throws {
    var world = PlainWorld.matching(44)
    world.source.users.removeFirst(count)
    let plan = try world.plan()
    #expect(plan.stops.isEmpty == passes)
    let verdict = try #require(plan.limits.first { $0.name == .memberRemovals })
    #expect(verdict.value == count)
    #expect(verdict.base == 44)
    #expect(verdict.allowed == 4)
  }

  @Test func `over a stop nothing is approved but by its digest`() throws {
    var world = PlainWorld.matching(44)
    world.source.users.removeFirst(9)
    let plan = try world.plan()
    #expect(throws: ApprovalError.stopped(plan.stops)) { try plan.approved(.ordinary) }
    let short = try #require(DigestPrefix(plan.shortDigest))
    #expect(try plan.approved(.whole(digest: short)).numbers.count == 9)
    let other = try #require(DigestPrefix("7f3c91a0b2d4"))
    #expect(throws: ApprovalError.digestDiffers(given: other, plan: plan.digest)) {
      try plan.approved(.whole(digest: other))
    }
  }

  @Test func `a digest has 12 to 64 hexadecimal digits`() {
    #expect(DigestPrefix("7F3C91A0B2D4")?.digits == "7f3c91a0b2d4")
    #expect(DigestPrefix(String(repeating: "a", count: 64)) != nil)
    let refused = [
      "", "7", "7f3c91a0b2d", String(repeating: "a", count: 65), "7f3c91a0b2dg", "７f3c91a0b2d4",
      " 7f3c91a0b2d4", "7f3c91a0b2d4\n",
    ]
    for text in refused { #expect(DigestPrefix(text) == nil, "\(text)") }
  }

  @Test func `changes of the last 20 hours count together`() throws {
    var world = PlainWorld.matching(44)
    world.source.users.removeFirst(2)
    let recent = { (hours: Int64) in
      SyncMemory.RecentChange(
        at: world.now + -hours * 3600,
        limit: .memberRemovals,
        subject: nil,
        count: 3
      )
    }
    world.memory.recent = [recent(19)]
    #expect(try world.plan().stops.map(\.name) == [.memberRemovals])
    world.memory.recent = [recent(20)]
    #expect(try world.plan().stops == [])
    world.organization.clockSkew = 301
    #expect(try world.plan().stops.map(\.name) == [.memberRemovals])
    world.organization.clockSkew = nil
    // Dated by a clock that was off.
    world.memory.recent = [recent(-30 * 24)]
    #expect(try world.plan().stops == [])
    world.memory.recent = [recent(19)]
    world.source = PlainWorld.matching(44).source
    #expect(try world.plan().stops == [])
  }

  @Test func `disabled people have a limit of their own`() throws {
    var world = PlainWorld.matching(44)
    for row in 0..<9 { world.source.users[row].state = .disabled }
    let plan = try world.plan()
    #expect(plan.stops.map(\.name) == [.disabledRemovals])
    #expect(plan.limits.first { $0.name == .disabledRemovals }?.allowed == 8)
  }

  @Test func `a source that shrank against the best good run stops`() throws {
    var world = PlainWorld.matching(40)
    var figures = PlanFigures()
    figures.sources["hq"] = .init(users: 50, attributes: ["mail": 50])
    world.memory.goodRuns = [.init(at: world.now, figures: figures)]
    world.source.attributeCounts = ["mail": 40]
    #expect(try world.plan().stops.map(\.name) == [.sourceShrink])
    figures.sources["hq"] = .init(users: 47, attributes: ["mail": 50])
    world.memory.goodRuns = [.init(at: world.now, figures: figures)]
    #expect(try world.plan().stops.map(\.name) == [])
    world.source.attributeCounts = ["mail": 39]
    #expect(try world.plan().stops.map(\.name) == [.lostAttribute])
  }

  @Test func `addresses that must exist stop a run without them`() throws {
    var world = PlainWorld.matching(4)
    world.policy.limits.mustExist = ["P1@example.com"]
    #expect(try world.plan().stops == [])
    world.policy.limits.mustExist = ["ceo@example.com"]
    #expect(try world.plan().stops.map(\.name) == [.mustExist])
  }

  @Test func `an empty roster stops`() throws {
    var world = PlainWorld.matching(2)
    world.policy.users.domains = ["example.org"]
    world.source.users.append(.init("u3", "p3@example.org", state: .disabled))
    let stop = try #require(try world.plan().stops.first { $0.name == .mustExist })
    #expect(stop.examples == ["anybody at all (2 left out by 'users.domains', 1 disabled)"])
  }

  @Test func `too many invitations are held, the rest goes on`() throws {
    var world = PlainWorld.matching(40)
    for number in 100..<126 {
      world.source.users.append(.init("n\(number)", "n\(number)@example.com"))
    }
    world.source.users[0].state = .disabled
    let plan = try world.plan()
    #expect(plan.ordinary.map(\.line) == ["revoke p1@example.com"])
    #expect(plan.held.count == 26)
    #expect(plan.held.allSatisfy { $0.hold?.limit == .invitations })
  }

  @Test func `a first run may invite a hundred`() throws {
    var world = PlainWorld()
    world.source.users = (1...100).map { .init("u\($0)", "p\($0)@example.com") }
    #expect(try world.plan().held.isEmpty)
    world.source.users.append(.init("u101", "p101@example.com"))
    #expect(try world.plan().held.count == 101)
  }

  @Test func `as many as seats are free are invited`() throws {
    var world = PlainWorld.matching(3)
    world.organization.seats = .init(total: 4, used: 3)
    world.source.users.append(.init("n1", "a@example.com"))
    world.source.users.append(.init("n2", "b@example.com"))
    #expect(try world.lines() == ["invite a@example.com", "? invite b@example.com"])
    world.source.users[0].state = .disabled
    #expect(
      try world.lines() == [
        "revoke p1@example.com", "invite a@example.com", "invite b@example.com",
      ]
    )
  }

  @Test func `two of twelve groups dissolved wait while leavers go`() throws {
    var world = PlainWorld.matching(60)
    world.source.groups = (1...12).map { .init("g\($0)", "G\($0)", members: ["u\($0)"]) }
    world.organization.groups = (1...12).map {
      .init("o\($0)", "g\($0)", "G\($0)", members: ["m\($0)"])
    }
    world.remember()
    world.source.groups?.removeFirst(2)
    world.source.users[30].state = .disabled
    let plan = try world.plan()
    #expect(plan.ordinary.map(\.line) == ["revoke p31@example.com"])
    #expect(plan.held.allSatisfy { $0.hold?.limit == .groupDepartures })
    #expect(plan.held.count == 2)
    #expect(plan.stops.isEmpty)
  }

  @Test func `one group that loses more than half is held alone`() throws {
    var world = PlainWorld.matching(60)
    world.source.groups = [
      .init("g1", "Ten", members: (1...4).map { "u\($0)" }),
      .init("g2", "All", members: (1...59).map { "u\($0)" }),
    ]
    world.organization.groups = [
      .init("o1", "g1", "Ten", members: Set((1...10).map { "m\($0)" })),
      .init("o2", "g2", "All", members: Set((1...60).map { "m\($0)" })),
    ]
    world.remember()
    let plan = try world.plan()
    #expect(plan.ordinary.map(\.line) == ["removeFromGroup p60@example.com All"])
    #expect(plan.held.count == 6)
    #expect(plan.held.allSatisfy { $0.hold?.limit == .groupShrink })
  }

  @Test func `only chooses a part with a digest of its own, judged on the whole`() throws {
    var world = PlainWorld.matching(44)
    world.source.users.removeFirst(9)
    world.source.users[0].state = .disabled
    let input = try world.input()
    let whole = try Planner.plan(input).plan
    let chosen = whole.only(["P10@example.com", "nobody"], in: input)
    let part = chosen.plan
    #expect(part.changes.map(\.line) == ["revoke p10@example.com"])
    #expect(chosen.unknown == ["nobody"])
    #expect(part.digest != whole.digest)
    #expect(part.stops.map(\.name) == [.memberRemovals])
    #expect(try part.approved(.whole(digest: DigestPrefix(of: part))).numbers == [0])
  }

  @Test func `the digest knows no reasons and no times`() throws {
    var world = PlainWorld.matching(20)
    world.source.users[0].state = .disabled
    let first = try world.plan()
    world.source.users[0].state = .deleted
    world.now = world.now + 99
    #expect(try world.plan().digest == first.digest)
    #expect(first.digest.count == 64)
    world.source.users[1].state = .disabled
    #expect(try world.plan().digest != first.digest)
  }
}
