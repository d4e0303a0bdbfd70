import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

/// Single conditions of the limits, each by a case that only it decides.
@Suite struct LimitRulesTests {
  private static func verdict(_ limit: LimitName, _ world: PlainWorld) throws -> LimitVerdict {
    try #require(try world.plan().limits.first { $0.name == limit })
  }

  /// Groups `g1` … with one member each, on both sides.
  private static func grouped(_ people: Int, groups: Int) -> PlainWorld {
    var world = PlainWorld.matching(people)
    world.source.groups = (1...groups).map { .init("g\($0)", "G\($0)", members: ["u\($0)"]) }
    world.organization.groups = (1...groups).map {
      .init("o\($0)", "g\($0)", "G\($0)", members: ["m\($0)"])
    }
    world.remember()
    return world
  }

  @Test func `who is revoked already loses no access again`() throws {
    var world = PlainWorld.matching(44)
    world.policy.departures.disabled = .remove
    world.policy.departures.absent = .remove
    for row in 0..<10 { world.organization.members[row].status = .revoked }
    for row in 0..<5 { world.source.users[row].state = .disabled }
    world.source.users.removeSubrange(5..<10)
    #expect(try Self.verdict(.memberRemovals, world).value == 0)
    #expect(try Self.verdict(.disabledRemovals, world).value == 0)
    #expect(try Self.verdict(.finalRemovals, world).value == 10)
    #expect(try Self.verdict(.memberRemovals, world).base == 34)
  }

  @Test func `absent and out of scope count together, disabled and deleted, too`() throws {
    var world = PlainWorld.matching(44)
    world.source.users[2].state = .disabled
    world.source.users[3].state = .deleted
    world.policy.users.exclude = ["p2@*"]
    world.source.users.removeFirst()
    #expect(try Self.verdict(.memberRemovals, world).value == 2)
    #expect(try Self.verdict(.disabledRemovals, world).value == 2)
  }

  @Test func `a deleted group is a final removal, a share of members and groups`() throws {
    var world = Self.grouped(20, groups: 11)
    world.policy.groups.departed = .delete
    world.source.groups?.removeFirst()
    let verdict = try Self.verdict(.finalRemovals, world)
    #expect(verdict.value == 1)
    #expect(verdict.base == 31)
  }

  @Test(
    "new groups count with those of the last hours, and a first run may make more",
    arguments: [
      (managed: 0, new: 11, recent: 0, passes: true),
      (managed: 1, new: 11, recent: 0, passes: false),
      (managed: 1, new: 6, recent: 4, passes: true), (managed: 1, new: 6, recent: 5, passes: false),
    ]
  )
  func creations(managed: Int, new: Int, recent: Int, passes: Bool) throws {
    var world = PlainWorld.matching(20)
    world.source.groups = (1...new).map { .init("n\($0)", "N\($0)") }
    if managed > 0 {
      world.source.groups?.append(.init("g1", "G1"))
      world.organization.groups = [.init("o1", "g1", "G1")]
    }
    if recent > 0 { world.rememberRecent(.groupCreations, recent, hoursAgo: 1) }
    #expect(try world.plan().held.isEmpty == passes)
  }

  @Test func `groups that departed in the last hours count as well`() throws {
    var world = Self.grouped(40, groups: 20)
    world.source.groups?.removeFirst()
    world.rememberRecent(.groupDepartures, 1, hoursAgo: 1)
    #expect(try world.lines() == ["removeFromGroup p1@example.com G1"])
    world.rememberRecent(.groupDepartures, 1, hoursAgo: 1)
    #expect(try world.lines() == ["? removeFromGroup p1@example.com G1"])
  }

  @Test func `invitations are a share of all members`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members += (1...180).map { .init("x\($0)", nil, "x\($0)@example.com") }
    world.source.users += (1...50).map { .init("n\($0)", "n\($0)@example.com") }
    #expect(try world.plan().held.isEmpty)
    world.source.users.append(.init("n51", "n51@example.com"))
    #expect(try world.plan().held.count == 51)
  }

  @Test func `what was done lately stops nothing by itself`() throws {
    var world = PlainWorld.matching(44)
    world.rememberRecent(.memberRemovals, 9, hoursAgo: 1)
    #expect(try world.plan().stops.isEmpty)
  }

  @Test func `memberships of unmanaged members are no base`() throws {
    var world = Self.grouped(20, groups: 1)
    world.organization.members.append(.init("x1", nil, "guest@example.com"))
    world.organization.groups[0].members.insert("x1")
    #expect(try Self.verdict(.membershipRemovals, world).base == 1)
  }

  @Test func `a lost attribute is measured by the last good run, shrinking by the best`() throws {
    var world = PlainWorld.matching(47)
    let runs = [(users: 47, mails: 200), (users: 60, mails: 200), (users: 47, mails: 40)]
    world.memory.goodRuns = runs.map { run in
      var figures = PlanFigures()
      figures.sources["hq"] = .init(users: run.users, attributes: ["mail": run.mails])
      return .init(at: world.now, figures: figures)
    }
    world.source.attributeCounts = ["mail": 40]
    #expect(try world.plan().stops.map(\.name) == [.sourceShrink])
  }

  @Test func `additions over all groups are held together`() throws {
    var world = Self.grouped(40, groups: 9)
    for row in 0..<9 { world.source.groups?[row].members += (20...22).map { "u\($0)" } }
    #expect(
      try world.plan().held.map { $0.hold?.limit }
        == Array(repeating: .membershipAdditions, count: 27)
    )
  }

  @Test func `one group that grows is held alone, by hours together, small ones never`() throws {
    var world = Self.grouped(40, groups: 2)
    world.policy.limits.groupGrowth.floor = 0
    world.source.groups?[0].members = ["u1", "u11", "u12", "u13"]
    #expect(try world.plan().held.isEmpty)
    world.source.groups?[0].members.append("u14")
    let plan = try world.plan()
    #expect(plan.held.map { $0.hold?.limit } == Array(repeating: .groupGrowth, count: 4))
    world.policy.limits.groupGrowth.floor = 4
    #expect(try world.plan().held.isEmpty)
    world.rememberRecent(.groupGrowth, 1, hoursAgo: 1, group: "g2")
    #expect(try world.plan().held.isEmpty)
    world.rememberRecent(.groupGrowth, 1, hoursAgo: 1, group: "g1")
    #expect(try world.plan().held.count == 4)
  }

  @Test func `a group that is gone is no group that shrinks`() throws {
    var world = Self.grouped(40, groups: 1)
    world.organization.groups[0].members = ["m1", "m2", "m3", "m4", "m5"]
    world.source.groups = []
    let plan = try world.plan()
    #expect(plan.changes.count == 5)
    #expect(plan.held.isEmpty)
  }

  @Test func `a group's losses count with those of the last hours`() throws {
    var world = Self.grouped(40, groups: 2)
    world.policy.limits.membershipRemovals.floor = 40
    world.organization.groups[0].members = Set((1...10).map { "m\($0)" })
    world.source.groups?[0].members = (3...10).map { "u\($0)" }
    world.rememberRecent(.groupShrink, 9, hoursAgo: 1, group: "g2")
    world.rememberRecent(.groupShrink, 3, hoursAgo: 1, group: "g1")
    #expect(try world.plan().held.isEmpty)
    world.rememberRecent(.groupShrink, 1, hoursAgo: 1, group: "g1")
    #expect(try world.plan().held.map { $0.hold?.limit } == [.groupShrink, .groupShrink])
  }

  @Test func `who must exist has to take part`() throws {
    var world = PlainWorld.matching(20)
    world.policy.limits.mustExist = ["p1@example.com"]
    world.policy.users.exclude = ["p1@*"]
    #expect(try world.plan().stops.map(\.name) == [.mustExist])
  }

  @Test func `too many restores are held`() throws {
    var world = PlainWorld.matching(20)
    for row in 0..<3 {
      world.organization.members[row].status = .revoked
      world.rememberRevocation(of: "m\(row + 1)")
    }
    #expect(try world.plan().held.map { $0.hold?.limit } == [.restores, .restores, .restores])
    world.organization.members[0].status = .confirmed
    #expect(try world.plan().held.isEmpty)
  }

  @Test func `a restore takes a seat, a held departure frees none`() throws {
    var world = PlainWorld.matching(4)
    world.organization.seats = .init(total: 4, used: 3)
    world.organization.members[3].status = .revoked
    world.rememberRevocation(of: "m4")
    world.source.users.append(.init("n1", "new@example.com"))
    #expect(try world.lines() == ["restore p4@example.com", "? invite new@example.com"])
    world.organization.seats = .init(total: 4, used: 4)
    #expect(try world.lines() == ["? restore p4@example.com", "? invite new@example.com"])
    world.organization.members[3].status = .confirmed
    world.organization.members[0].role = .admin
    world.source.users.removeFirst()
    #expect(try world.lines() == ["? revoke p1@example.com", "? invite new@example.com"])
  }

  @Test(
    "changes count under these limits in the 20 hours to come",
    arguments: [
      (ChangeAction.revoke, ChangeReason.Code.disabled, ["disabledRemovals"]),
      (.remove, .deleted, ["disabledRemovals", "finalRemovals"]),
      (.revoke, .absent, ["memberRemovals"]),
      (.remove, .outOfScope, ["memberRemovals", "finalRemovals"]),
      (.revoke, .takenBack, ["memberRemovals"]), (.remove, .removeAfter, ["finalRemovals"]),
      (.revoke, .disabledByAddress, []), (.invite, .inDirectory, ["invitations"]),
      (.deleteGroup, .groupDeparted, ["groupDepartures", "finalRemovals"]),
      (.removeFromGroup, .groupDeparted, ["groupDepartures", "membershipRemovals"]),
      (
        .removeFromGroup, .notMemberInDirectory, ["membershipRemovals", "groupShrink of the group"]
      ),
      (.addToGroup, .memberInDirectory, ["membershipAdditions", "groupGrowth of the group"]),
      (.link, .sameAddress, []),
    ]
  )
  func counted(action: ChangeAction, reason: ChangeReason.Code, limits: [String]) {
    var change = Change(
      action,
      reason: ChangeReason(reason),
      member: MemberReference(id: "m1", externalID: "u1", email: "p1@example.com"),
      group: GroupReference(id: "o1", externalID: "g1", name: "Staff")
    )
    let words = {
      change.countedLimits.map { $0.name.rawValue + ($0.perGroup ? " of the group" : "") }
    }
    #expect(words() == limits)
    change = Change(
      action,
      reason: ChangeReason(reason),
      member: change.member,
      group: GroupReference(id: nil, externalID: "g1", name: "Staff"),
      before: ChangedFields(status: .revoked)
    )
    if action == .addToGroup { #expect(words() == []) }
    if action == .revoke || action == .remove {
      #expect(words() == limits.filter { $0 == "finalRemovals" })
    }
  }

  @Test func `the base of restores is who is revoked, of additions every membership`() throws {
    var world = Self.grouped(30, groups: 6)
    for row in 0..<7 { world.organization.members[row].status = .revoked }
    #expect(try Self.verdict(.restores, world).base == 7)
    #expect(try Self.verdict(.membershipAdditions, world).base == 6)
  }

  @Test func `memberships of a group that is yet to be created are no additions`() throws {
    var world = PlainWorld.matching(30)
    world.source.groups = [.init("g1", "Staff", members: (1...30).map { "u\($0)" })]
    #expect(try Self.verdict(.membershipAdditions, world).value == 0)
    #expect(try world.plan().held == [])
  }

  @Test func `verdicts come in the order of the manual, groups by name`() throws {
    var world = PlainWorld.matching(40)
    world.source.groups = ["b", "a", "c"].map {
      .init("g\($0)", $0.uppercased(), members: (1...40).map { "u\($0)" })
    }
    world.organization.groups = ["c", "a", "b"].map {
      .init("o\($0)", "g\($0)", $0.uppercased(), members: ["m1", "m2", "m3", "m4", "m5"])
    }
    let limits = try world.plan().limits
    #expect(limits.filter { $0.name == .groupGrowth }.map(\.subject) == ["A", "B", "C"])
    let order = limits.compactMap { LimitName.allCases.firstIndex(of: $0.name) }
    #expect(order == order.sorted())
    world.source.groups = world.organization.groups.map { .init($0.externalID ?? "", $0.name) }
    #expect(
      try world.plan().limits.filter { $0.name == .groupShrink }.map(\.subject) == ["A", "B", "C"]
    )
  }

  @Test func `removals of people with access count as revocations do`() throws {
    var world = PlainWorld.matching(44)
    world.policy.departures.disabled = .remove
    world.policy.departures.absent = .remove
    world.source.users[0].state = .disabled
    world.source.users[1].state = .deleted
    world.source.users.remove(at: 2)
    #expect(try Self.verdict(.disabledRemovals, world).value == 2)
    #expect(try Self.verdict(.memberRemovals, world).value == 1)
  }

  @Test func `the digest holds exceeded stops, and no limit that only holds`() throws {
    var world = PlainWorld.matching(20)
    for number in 21...60 {
      world.source.users.append(.init("u\(number)", "p\(number)@example.com"))
    }
    let held = try world.plan()
    #expect(held.limits.filter(\.exceeded).map(\.name) == [.invitations])
    #expect(
      held.digest
        == PlanDigest.digest(organization: held.organization, changes: held.changes, stops: [])
    )
    world.source.users.removeFirst(9)
    let stopped = try world.plan()
    #expect(stopped.stops.map(\.name) == [.memberRemovals])
    #expect(
      stopped.digest
        == PlanDigest.digest(
          organization: stopped.organization,
          changes: stopped.changes,
          stops: [.memberRemovals]
        )
    )
  }

  @Test func `what hangs on a held link is not counted, and waits with it`() throws {
    var world = PlainWorld.matching(40)
    world.organization.groups = [.init("o1", nil, "Staff")]
    world.source.groups = [.init("g1", "Staff", members: (1...40).map { "u\($0)" })]
    let plan = try world.plan()
    #expect(plan.held.count == 41)
    #expect(plan.held.dropFirst().allSatisfy { $0.hold?.why == .dependsOn && $0.hold?.root == 0 })
    #expect(try Self.verdict(.membershipAdditions, world).value == 0)
  }

  @Test func `a restore waits with the loss that a limit holds`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].status = .revoked
    world.organization.members[0].prior = .confirmed
    world.rememberRevocation(of: "m1")
    world.source.groups = [.init("g1", "Staff", members: ["u9", "u10"])]
    world.organization.groups = [
      .init("o1", "g1", "Staff", members: ["m1", "m2", "m3", "m4", "m9", "m10"])
    ]
    let plan = try world.plan()
    #expect(
      plan.changes.map(\.line) == [
        "? removeFromGroup p1@example.com Staff", "? removeFromGroup p2@example.com Staff",
        "? removeFromGroup p3@example.com Staff", "? removeFromGroup p4@example.com Staff",
        "? restore p1@example.com",
      ]
    )
    #expect(plan.changes.map { $0.hold?.why } == [.limit, .limit, .limit, .limit, .dependsOn])
    #expect(plan.changes[4].hold?.root == 0)
  }

  @Test func `memberships of people whose invitation a limit holds are not counted`() throws {
    var world = PlainWorld.matching(40)
    world.policy.limits.invitations = .init(percent: nil, count: 0, floor: nil)
    world.source.users.append(.init("u41", "p41@example.com"))
    world.source.groups = [.init("g1", "Staff", members: ["u1", "u41"])]
    world.organization.groups = [.init("o1", "g1", "Staff", members: ["m1"])]
    let plan = try world.plan()
    #expect(
      plan.changes.map(\.line) == [
        "? invite p41@example.com", "? addToGroup p41@example.com Staff",
      ]
    )
    #expect(plan.changes[1].hold?.root == 0)
    #expect(plan.changes[1].group?.id == "o1")
    #expect(try Self.verdict(.membershipAdditions, world).value == 0)
  }

  @Test func `a restore that waits with a held loss is not counted`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].status = .revoked
    world.organization.members[0].prior = .confirmed
    world.rememberRevocation(of: "m1")
    world.organization.groups = [.init("o1", "g1", "Gone", members: ["m1"])]
    world.memory.seenGroupIDs["hq"] = PlainWorld.seen(["g1"])
    world.source.completeness = .unproven
    world.source.modifiedAt = world.now
    let plan = try world.plan()
    #expect(
      plan.changes.map(\.line) == [
        "? removeFromGroup p1@example.com Gone", "? restore p1@example.com",
      ]
    )
    #expect(plan.changes.map { $0.hold?.why } == [.absentUnproven, .dependsOn])
    #expect(try Self.verdict(.restores, world).value == 0)
  }
}
