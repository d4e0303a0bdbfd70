import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

/// Single conditions of the rules about members, each by a case that only it decides.
@Suite struct MemberRulesTests {
  @Test func `an export of the same time confirms nothing, even without a waiting time`() throws {
    var world = PlainWorld.matching(20)
    world.policy.absence.age = 0
    world.source.completeness = .unproven
    world.source.modifiedAt = world.now
    world.source.users.removeFirst()
    world.rememberAbsence(of: "u1", secondsAgo: 0)
    #expect(try world.lines() == ["? revoke p1@example.com"])
    world.source.modifiedAt = world.now + 1
    #expect(try world.lines() == ["revoke p1@example.com"])
  }

  @Test func `an address that another member has is not taken`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members.append(.init("m99", nil, "guest@example.com"))
    world.source.users[0].email = "guest@example.com"
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["emailTaken"])
  }

  @Test func `the address of a privileged member changes by a person's yes`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].role = .admin
    world.source.users[0].email = "new@example.com"
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["? updateEmail p1@example.com"])
    #expect(plan.changes[0].hold?.why == .privileged)
  }

  @Test func `a name changes only where the source has one and the target can`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].name = "Old"
    #expect(try world.lines() == [])
    world.source.users[0].name = "New"
    #expect(try world.lines() == ["updateName p1@example.com"])
    world.organization.capabilities.canUpdateName = false
    #expect(try world.lines() == [])
  }

  @Test func `a protected member stays on positive evidence, too`() throws {
    var world = PlainWorld.matching(20)
    world.policy.protection.members = ["P1@example.com", "id:m2"]
    world.source.users[0].state = .disabled
    world.source.users[1].state = .deleted
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["protectedDeparture", "protectedDeparture"])
    world.policy.departures.disabled = .remove
    world.organization.members[0].status = .revoked
    #expect(try world.lines() == [])
  }

  @Test func `from an additions-only read nobody is out of scope, and no owner is missed`() throws {
    var world = PlainWorld.matching(20)
    var rules = SyncPolicy.SourceRules()
    rules.doubtful = .additionsOnly
    world.policy.sources["hq"] = rules
    world.source.completeness = .doubtful
    world.policy.users.exclude = ["p2@*"]
    world.organization.members[0].role = .owner
    world.source.users.removeFirst()
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["doubtful"])
  }

  @Test func `whoever is revoked already is removed where the configuration says remove`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].status = .revoked
    world.source.users[0].state = .disabled
    #expect(try world.lines() == [])
    #expect(try world.result().observations.disabledWithAccess == [])
    world.policy.departures.disabled = .remove
    #expect(try world.lines() == ["remove p1@example.com"])
  }

  @Test func `removal by age waits for the age, and for a memory that is whole`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].status = .revoked
    world.source.users[0].state = .disabled
    world.policy.departures.removeAfter = 30 * 86_400
    world.rememberRevocation(of: "m1", daysAgo: 29)
    #expect(try world.lines() == [])
    world.rememberRevocation(of: "m1", daysAgo: 30)
    #expect(try world.lines() == ["remove p1@example.com"])
    world.memory.loss = "the ledger was damaged"
    #expect(try world.lines() == [])
  }

  @Test func `invitations wait after a change of configuration, or where they cannot be made`()
    throws
  {
    var world = PlainWorld.matching(20)
    world.source.users.append(.init("u99", "new@example.com"))
    world.policy.fingerprint = "new"
    world.memory.fingerprint = "old"
    #expect(try world.plan().changes.map { $0.hold?.why } == [.fingerprintChanged])
    world.memory.fingerprint = "new"
    world.organization.capabilities.maximumExternalIDLength = 2
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["unusableEntry"])
    world.organization.capabilities.maximumExternalIDLength = 3
    #expect(try world.lines() == ["invite new@example.com"])
    world.organization.capabilities.canInvite = false
    #expect(try world.advisories() == ["cannotInvite"])
  }

  @Test func `with adoption off a member of the same address stays as it is`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].externalID = nil
    world.policy.adoptsMembersByEmail = false
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["adoptionOff"])
  }

  @Test func `a revoked member who is linked gains nothing`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].externalID = nil
    world.organization.members[0].status = .revoked
    world.source.groups = [.init("g1", "Lab", members: ["u1"])]
    world.organization.groups = [.init("o1", "g1", "Lab")]
    #expect(try world.lines() == ["? link p1@example.com"])
  }

  @Test func `what a linked member loses waits for the link`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].externalID = nil
    world.source.groups = [.init("g1", "Lab", members: ["u2"])]
    world.organization.groups = [.init("o1", "g1", "Lab", members: ["m1", "m2"])]
    let plan = try world.plan()
    #expect(
      plan.changes.map(\.line) == ["link p1@example.com", "removeFromGroup p1@example.com Lab"]
    )
    #expect(plan.changes.map(\.requires) == [[], [0]])
  }

  @Test func `a protected member is never relinked`() throws {
    var world = PlainWorld.matching(20)
    world.relinks = true
    world.policy.protection.members = ["p1@example.com"]
    world.organization.members[0].externalID = "old"
    #expect(try world.lines() == [])
    #expect(try world.advisories().contains("addressReused"))
  }

  @Test func `a group of the name that the directory has elsewhere is not relinked`() throws {
    var world = PlainWorld.matching(20)
    world.relinks = true
    world.source.groups = [.init("g1", "Lab"), .init("g2", "Lab")]
    world.policy.groups.exclude = ["id:g1"]
    world.organization.groups = [.init("o1", "g1", "Lab")]
    #expect(try world.lines() == ["createGroup Lab"])
  }

  @Test func `two groups of the name with unknown ids are a conflict`() throws {
    var world = PlainWorld.matching(20)
    world.relinks = true
    world.source.groups = [.init("g2", "Lab")]
    world.organization.groups = [.init("o1", "x1", "Lab"), .init("o2", "x2", "Lab")]
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["groupNameConflict"])
  }

  @Test(
    "names that differ in form or blanks alone are the same",
    arguments: [
      ("Jose\u{301}", "Jos\u{e9}", false), (" Ada\t", "Ada", false), ("Ada", "Ada ", false),
      (" ", nil, false), ("Ada", "ada", true), ("Ada", nil, true), ("Ada B", "AdaB", true),
    ] as [(String, String?, Bool)]
  )
  func names(wanted: String, present: String?, differ: Bool) throws {
    var world = PlainWorld.matching(3)
    world.source.users[0].name = wanted
    world.organization.members[0].name = present
    #expect(try world.lines() == (differ ? ["updateName p1@example.com"] : []))
  }

  @Test func `removal by age is not for whom the configuration keeps, or who may be another`()
    throws
  {
    var world = PlainWorld.matching(20)
    world.organization.members[0].status = .revoked
    world.source.users[0].state = .disabled
    world.policy.departures.removeAfter = 86_400
    world.rememberRevocation(of: "m1", daysAgo: 2)
    #expect(try world.lines() == ["remove p1@example.com"])
    world.policy.departures.disabled = .keep
    #expect(try world.lines() == [])
    world.policy.departures.disabled = .revoke
    world.memory.revocations["m1"]?.isInDoubt = true
    #expect(try world.lines() == [])
    world.memory.revocations["m1"] = .init(
      at: world.now + -172_800,
      priorStatus: .confirmed,
      externalID: "old"
    )
    #expect(try world.lines() == [])
  }
}
