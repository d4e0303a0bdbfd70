import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct AbsenceTests {
  /// `u1` is missing from an export that proves nothing, modified now.
  private static func unproven(_ count: Int = 20) -> PlainWorld {
    var world = PlainWorld.matching(count)
    world.source.completeness = .unproven
    world.source.modifiedAt = world.now
    world.source.users.removeFirst()
    return world
  }

  @Test func `a second export that is no newer confirms nothing`() throws {
    var world = Self.unproven()
    world.rememberAbsence(of: "u1", secondsAgo: 0)
    world.now = world.now + 90_000
    #expect(try world.lines() == ["? revoke p1@example.com"])
  }

  @Test func `whoever is found again is forgotten as absent`() throws {
    var world = PlainWorld.matching(20)
    world.source.completeness = .unproven
    world.rememberAbsence(of: "u1", secondsAgo: 7200)
    let result = try world.result()
    #expect(result.plan.changes.isEmpty)
    #expect(result.observations.absences.isEmpty)
  }

  @Test func `the first export that missed somebody stays the one to measure from`() throws {
    var world = Self.unproven()
    world.rememberAbsence(of: "u1", secondsAgo: 60)
    let key = SyncMemory.AbsenceKey(source: "hq", externalID: "u1")
    #expect(try world.result().observations.absences == [key: world.now + -60])
  }

  @Test func `with confirm always a proven read waits as well, by the run's own time`() throws {
    var world = PlainWorld.matching(20)
    world.policy.absence.confirm = .always
    world.source.users.removeFirst()
    #expect(try world.lines() == ["? revoke p1@example.com"])
    world.rememberAbsence(of: "u1", secondsAgo: 3600)
    #expect(try world.lines() == ["revoke p1@example.com"])
  }

  @Test func `absence.age is what the configuration says`() throws {
    var world = Self.unproven()
    world.policy.absence.age = 86_400
    world.rememberAbsence(of: "u1", secondsAgo: 86_399)
    let hold = try world.plan().changes[0].hold
    #expect(hold?.why == .absentUnproven)
    #expect(hold?.cure.contains("at least 1d later") == true)
    world.memory.absences = [:]
    world.rememberAbsence(of: "u1", secondsAgo: 86_400)
    #expect(try world.lines() == ["revoke p1@example.com"])
  }

  @Test func `an absence that is dated in the future is measured from now on`() throws {
    var world = Self.unproven()
    world.rememberAbsence(of: "u1", secondsAgo: -30 * 86_400)
    #expect(try world.lines() == ["? revoke p1@example.com"])
    let now = world.now
    let key = SyncMemory.AbsenceKey(source: "hq", externalID: "u1")
    #expect(try #require(world.result().observations.absences[key]) <= now)
  }

  @Test func `a clock that is off confirms nothing`() throws {
    var world = Self.unproven()
    world.rememberAbsence(of: "u1", secondsAgo: 7200)
    world.organization.clockSkew = -301
    #expect(try world.lines() == ["? revoke p1@example.com"])
    #expect(try world.advisories() == ["clockSkew", "unproven"])
  }

  @Test(
    "confirmed absences up to the floor of memberRemovals go by themselves",
    arguments: [(2, 0, true), (3, 0, false), (1, 1, true), (1, 2, false)]
  )
  func floor(absent: Int, recent: Int, passes: Bool) throws {
    var world = PlainWorld.matching(300)
    world.source.completeness = .unproven
    world.source.modifiedAt = world.now
    world.source.users.removeFirst(absent)
    for number in 1...absent { world.rememberAbsence(of: "u\(number)", secondsAgo: 3600) }
    if recent > 0 { world.rememberRecent(.memberRemovals, recent, hoursAgo: 19) }
    let plan = try world.plan()
    #expect(plan.changes.count == absent)
    #expect(plan.changes.allSatisfy { ($0.hold == nil) == passes })
    if !passes { #expect(plan.changes.allSatisfy { $0.hold?.why == .absentMany }) }
  }

  @Test func `each source is judged by its own read`() throws {
    var world = PlainWorld.matching(20)
    var lab = PlainDirectory()
    lab.name = "lab"
    lab.completeness = .unproven
    lab.users = [.init("l1", "l1@lab.example"), .init("l2", "l2@lab.example")]
    world.sources.append(lab)
    world.organization.members += [
      .init("ml1", "l1", "l1@lab.example"), .init("ml2", "l2", "l2@lab.example"),
    ]
    world.remember()
    world.sources[0].users.removeFirst()
    world.sources[1].users.removeFirst()
    #expect(try world.lines() == ["? revoke l1@lab.example", "revoke p1@example.com"])
  }

  @Test func `an id seen only by a source that is not configured any more is foreign`() throws {
    var world = PlainWorld.matching(20)
    world.memory.seenIDs["old"] = PlainWorld.seen(["x1"])
    world.organization.members.append(.init("mx", "x1", "x1@example.com"))
    #expect(try world.plan().changes.map { $0.hold?.why } == [.foreign])
  }

  @Test func `a want of a membership follows the completeness of memberships`() throws {
    var world = PlainWorld.matching(20)
    world.source.groups = [
      .init("g1", "Staff", members: (2...20).map { "u\($0)" })
    ]
    world.policy.users.groups = ["Staff"]
    world.policy.groups.isSynced = false
    #expect(try world.lines() == ["revoke p1@example.com"])
    world.source.membershipCompleteness = .unproven
    let plan = try world.plan()
    #expect(plan.changes.map { $0.hold?.why } == [.absentUnproven])
    #expect(plan.changes.map(\.reason) == [ChangeReason(.outOfScope, "users.groups")])
  }

  @Test func `groups follow the rules of absence`() throws {
    var world = PlainWorld.matching(20)
    world.source.completeness = .unproven
    world.source.modifiedAt = world.now
    world.source.groups = [.init("g2", "Other", members: ["u2"])]
    world.organization.groups = [
      .init("o1", "g1", "Gone", members: ["m1"]), .init("o2", "g2", "Other", members: ["m2"]),
    ]
    world.memory.seenGroupIDs["hq"] = PlainWorld.seen(["g1", "g2"])
    let result = try world.result()
    #expect(result.plan.changes.map(\.line) == ["? removeFromGroup p1@example.com Gone"])
    #expect(result.plan.changes[0].hold?.why == .absentUnproven)
    let key = SyncMemory.AbsenceKey(source: "hq", externalID: "group:g1")
    #expect(result.observations.absences == [key: world.now])
    world.rememberAbsence(of: "group:g1", secondsAgo: 3600)
    #expect(try world.lines() == ["removeFromGroup p1@example.com Gone"])
  }

  @Test func `a want of a membership is measured by the files that memberships come from`() throws {
    var world = PlainWorld.matching(20)
    world.source.groups = [.init("g1", "Staff", members: (2...20).map { "u\($0)" })]
    world.source.membershipCompleteness = .unproven
    world.policy.users.groups = ["Staff"]
    world.policy.groups.isSynced = false
    world.source.modifiedAt = world.now
    world.source.files = Self.files(users: world.now, groups: world.now + -7200)
    world.rememberAbsence(of: "u1", secondsAgo: 7200)
    #expect(try world.plan().changes.map { $0.hold?.why } == [.absentUnproven])
    world.source.files = Self.files(users: world.now, groups: world.now + -3600)
    #expect(try world.lines() == ["revoke p1@example.com"])
  }

  @Test func `a group is not gone twice from one and the same file`() throws {
    var world = PlainWorld.matching(20)
    world.source.completeness = .unproven
    world.source.modifiedAt = world.now
    world.source.files = Self.files(users: world.now, groups: world.now + -7200)
    world.organization.groups = [.init("o1", "g1", "Gone", members: ["m1"])]
    world.memory.seenGroupIDs["hq"] = PlainWorld.seen(["g1"])
    world.rememberAbsence(of: "group:g1", secondsAgo: 7200)
    #expect(try world.lines() == ["? removeFromGroup p1@example.com Gone"])
    world.source.files = Self.files(users: world.now, groups: world.now)
    #expect(try world.lines() == ["removeFromGroup p1@example.com Gone"])
  }

  /// A file of users, one of groups with their members, and one that nothing was taken from.
  private static func files(users: Timestamp, groups: Timestamp) -> [FileReading] {
    var files = [
      FileReading(name: "users.json", modifiedAt: users),
      FileReading(name: "groups.json", modifiedAt: groups),
      FileReading(name: "notes.json", modifiedAt: Timestamp(seconds: 0)),
    ]
    files[0].users = 19
    files[1].groups = 1
    files[1].memberships = 19
    return files
  }

  @Test func `with lost memory whoever no source has is foreign, whatever is left of it`() throws {
    var world = PlainWorld.matching(20)
    world.source.users.removeFirst()
    world.source.groups = []
    world.organization.groups = [.init("o1", "g1", "Gone", members: ["m2"])]
    world.memory.seenGroupIDs["hq"] = PlainWorld.seen(["g1"])
    #expect(
      try world.lines() == ["revoke p1@example.com", "removeFromGroup p2@example.com Gone"]
    )
    world.memory.loss = "a in /state/seen is damaged"
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["? revoke p1@example.com"])
    #expect(plan.changes[0].hold?.why == .foreign)
    #expect(plan.changes[0].hold?.detail == "its external id u1 is in no source now")
    #expect(plan.changes[0].hold?.cure.hasPrefix("what earlier runs have seen is lost") == true)
  }

  @Test func `a privileged member waits for the second read before a person is asked`() throws {
    var world = Self.unproven()
    world.organization.members[0].role = .admin
    let first = try world.plan()
    #expect(first.changes.map { $0.hold?.why } == [.absentUnproven])
    #expect(first.changes[0].hold?.cure.hasPrefix("is for a person to decide when") == true)
    #expect(!first.needsDecision)
    world.rememberAbsence(of: "u1", secondsAgo: 3600)
    #expect(try world.plan().changes.map { $0.hold?.why } == [.privileged])
    world.memory.absences = [:]
    world.policy.fingerprint = "new"
    world.memory.fingerprint = "old"
    #expect(try world.plan().changes.map { $0.hold?.why } == [.fingerprintChanged])
  }
}
