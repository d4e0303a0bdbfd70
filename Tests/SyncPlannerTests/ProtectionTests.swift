import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

/// Who is protected, and what is said of a protected member who should leave.
@Suite struct ProtectionTests {
  @Test(
    "the advisory of a protected departure says why it should be one",
    arguments: [
      ("disabled", "an owner, is disabled in the directory, and stays"),
      ("deleted", "an owner, is deleted in the directory, and stays"),
      ("out", "an owner, is out of scope (users.exclude), and stays"),
      ("absent", "an owner, is not in the directory, and stays"),
      ("address", "an owner, carries no external id, but its address is disabled in the directory"),
      ("member", "is disabled in the directory, and stays"),
    ]
  )
  func words(cause: String, words: String) throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].role = .owner
    switch cause {
    case "disabled": world.source.users[0].state = .disabled
    case "deleted": world.source.users[0].state = .deleted
    case "out": world.policy.users.exclude = ["p1@*"]
    case "absent": world.source.users.removeFirst()
    case "address":
      world.source.users[0].state = .disabled
      world.organization.members[0].externalID = nil
    default:
      world.organization.members[0].role = .user
      world.policy.protection.members = ["P1@example.com"]
      world.source.users[0].state = .disabled
    }
    let plan = try world.plan()
    #expect(plan.changes == [])
    let told = try #require(plan.advisories.first { $0.kind == "protectedDeparture" })
    #expect(told.message.hasPrefix(words), "\(told.message)")
    #expect(told.needsDecision)
  }

  @Test func `a target that shows no roles needs to be told who is protected`() throws {
    var world = PlainWorld.matching(3)
    world.organization.capabilities.showsRoles = false
    #expect(throws: PlannerError.protectionMissing) { try world.plan() }
    world.policy.protection.roles = []
    #expect(throws: PlannerError.protectionMissing) { try world.plan() }
    world.policy.protection.rolesAreGiven = true
    #expect(try world.lines() == [])
    world.policy.protection.roles = [.owner]
    #expect(throws: PlannerError.protectionMissing) { try world.plan() }
    world.policy.protection.members = ["id:m1"]
    #expect(try world.lines() == [])
    world.source.users[0].state = .disabled
    #expect(try world.advisories() == ["protectedDeparture"])
  }

  @Test func `nobody is told to end a membership that one read alone misses`() throws {
    var world = PlainWorld.matching(20)
    world.source.completeness = .unproven
    world.source.modifiedAt = world.now
    world.organization.members[0].role = .owner
    world.source.users.removeFirst()
    let first = try world.result()
    #expect(first.plan.advisories.map(\.kind) == ["unproven"])
    #expect(first.observations.absences.keys.map(\.externalID) == ["u1"])
    world.rememberAbsence(of: "u1", secondsAgo: 3600)
    #expect(try world.advisories() == ["protectedDeparture", "unproven"])
    world.organization.members[0].role = .user
    world.organization.capabilities.canRevoke = false
    #expect(try world.advisories() == ["cannotRevoke", "unproven"])
    world.memory.absences = [:]
    #expect(try world.advisories() == ["unproven"])
  }

  @Test func `from a scope whose groups are in doubt nobody protected is missed`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].role = .owner
    world.source.groups = [.init("g1", "Staff", members: ["u2"], isDoubtful: true)]
    world.policy.users.groups = ["Staff"]
    world.policy.groups.isSynced = false
    let result = try world.result()
    #expect(!result.plan.advisories.contains { $0.kind == "protectedDeparture" })
    #expect(result.observations.isInconclusive)
  }
}
