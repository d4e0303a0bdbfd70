import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct RestoresTests {
  /// `m1` is revoked by us, and is in the directory.
  private static func world() -> PlainWorld {
    var world = PlainWorld.matching(20)
    world.organization.members[0].status = .revoked
    world.organization.members[0].prior = .confirmed
    world.rememberRevocation(of: "m1")
    return world
  }

  @Test func `whoever this tool revoked comes back to the status before`() throws {
    let plan = try Self.world().plan()
    #expect(plan.changes.map(\.line) == ["restore p1@example.com"])
    #expect(plan.changes[0].reason == ChangeReason(.backInDirectory, "hq"))
    #expect(plan.changes[0].before == ChangedFields(status: .revoked))
    #expect(plan.changes[0].after == ChangedFields(status: .confirmed))
  }

  @Test(
    "the policy decides who is restored",
    arguments: [
      (SyncPolicy.Restore.own, true, 1), (.own, false, 0), (.always, false, 1), (.never, true, 0),
    ]
  )
  func policy(policy: SyncPolicy.Restore, isOwn: Bool, count: Int) throws {
    var world = Self.world()
    world.policy.restore = policy
    if !isOwn { world.memory.revocations = [:] }
    let plan = try world.plan()
    #expect(plan.changes.count == count)
    #expect(plan.advisories.map(\.kind) == (count == 0 ? ["revokedByOthers"] : []))
    #expect(!plan.needsDecision)
  }

  @Test func `why somebody stays revoked is said`() throws {
    var world = Self.world()
    world.memory.revocations = [:]
    #expect(
      try world.plan().advisories.map(\.message) == [
        "is revoked, but not by this tool: restore it in the organization if that is wanted"
      ]
    )
    world.policy.restore = .never
    #expect(
      try world.plan().advisories.map(\.message) == [
        "is revoked and in the directory; nobody is restored (restore is \"never\")"
      ]
    )
    world.policy.restore = .always
    world.organization.restoreRefusals["m1"] = "was never confirmed"
    let plan = try world.plan()
    #expect(plan.changes == [])
    #expect(plan.advisories.map(\.kind) == ["restoreRefused"])
    #expect(plan.advisories.map(\.message) == ["was never confirmed"])
  }

  @Test func `with lost memory nobody is restored as own`() throws {
    var world = Self.world()
    world.memory.loss = "ledger.json is damaged"
    #expect(try world.lines() == [])
  }

  @Test func `a privileged member waits for a person, and says who revoked it`() throws {
    var world = Self.world()
    world.organization.members[0].role = .admin
    let hold = try world.plan().changes.first?.hold
    #expect(hold?.why == .privileged)
    #expect(hold?.detail == "is an admin")
    #expect(hold?.revokedAt?.description == "2026-09-20T14:13:20Z")
  }

  @Test func `a member with another address waits, and the address changes behind it`() throws {
    var world = Self.world()
    world.source.users[0].email = "ann@example.com"
    world.source.users[0].name = "Ann"
    let plan = try world.plan()
    #expect(
      plan.changes.map(\.line) == [
        "? restore p1@example.com", "? updateEmail p1@example.com", "? updateName p1@example.com",
      ]
    )
    #expect(plan.changes.map { $0.hold?.why } == [.addressDiffers, .dependsOn, .dependsOn])
    #expect(plan.changes.map(\.requires) == [[], [0], [0]])
  }

  @Test func `a difference of case alone is none, nor an address that is not shown`() throws {
    var world = Self.world()
    world.organization.members[0].email = "P1@Example.com"
    #expect(try world.plan().changes.map { $0.hold } == [nil])
  }

  @Test func `whom a killed run had begun to restore waits for a person`() throws {
    var world = Self.world()
    world.memory.revocations["m1"]?.isInDoubt = true
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["? restore p1@example.com"])
    #expect(plan.changes[0].hold?.why == .restoreInDoubt)
    #expect(plan.needsDecision)
    world.policy.restore = .always
    #expect(try world.lines() == ["restore p1@example.com"])
  }

  @Test func `whoever is in a group whose members are in doubt waits for a person`() throws {
    var world = Self.world()
    world.source.groups = [
      .init("g1", "Staff", members: ["u2"], isDoubtful: true),
      .init("g2", "Other", members: ["u1"], isDoubtful: true),
    ]
    world.organization.groups = [
      .init("o1", "g1", "Staff", members: ["m1", "m2"]),
      .init("o2", "g2", "Other", members: ["m1"]),
    ]
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["? restore p1@example.com"])
    #expect(plan.changes[0].hold?.why == .doubtfulGroup)
    // A list that is not in doubt says that it goes, and one that names the member says that it stays.
    world.source.groups?[0].isDoubtful = false
    #expect(
      try world.lines() == ["removeFromGroup p1@example.com Staff", "restore p1@example.com"]
    )
  }

  @Test func `whoever stays revoked keeps address and name`() throws {
    var world = Self.world()
    world.memory.revocations = [:]
    world.source.users[0].email = "ann@example.com"
    world.source.users[0].name = "Ann"
    #expect(try world.lines() == [])
  }

  @Test func `a source that does not know who is active says so, and nobody is restored`() throws {
    var world = Self.world()
    world.source.isStatusKnown = false
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["statusUnknown"])
    world.organization.members[0].status = .confirmed
    #expect(try world.advisories() == ["statusUnknown"])
  }

  @Test func `a target that cannot restore is told about`() throws {
    var world = Self.world()
    world.organization.capabilities.canRestore = false
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["cannotRestore"])
  }

  @Test func `whoever is perhaps in a group that shows no members waits for a person`() throws {
    var world = Self.world()
    world.organization.members[2].status = .revoked
    world.rememberRevocation(of: "m3")
    world.source.groups = [
      .init("g1", "Vault", members: ["u2", "u3"]), .init("g2", "All", members: ["u1", "u3"]),
      .init("g3", "Other"),
    ]
    world.organization.groups = [
      .init("o1", "g1", "Vault"), .init("o2", "g2", "All"), .init("o3", nil, "Not ours"),
    ]
    world.policy.groups.exclude = ["Other"]
    world.organization.untouchableGroups = [
      "o1": "cannot be read", "o2": "cannot be read", "o3": "cannot be read",
    ]
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["? restore p1@example.com", "restore p3@example.com"])
    #expect(plan.changes[0].hold?.why == .doubtfulGroup)
  }

  @Test func `whoever was revoked under another external id waits for a person`() throws {
    var world = Self.world()
    world.memory.revocations["m1"] = .init(
      at: world.now + -86_400,
      priorStatus: .confirmed,
      externalID: "old"
    )
    world.organization.members[0].role = .admin
    let hold = try world.plan().changes.first?.hold
    #expect(hold?.why == .identityDiffers)
    #expect(hold?.detail == "was revoked under another external id (old)")
    world.policy.restore = .always
    #expect(try world.plan().changes.map { $0.hold?.why } == [.privileged])
    world.policy.restore = .own
    world.organization.members[0].role = .user
    world.organization.members[0].externalID = "old"
    world.source.users[0].id = "old"
    #expect(try world.lines() == ["restore p1@example.com"])
  }
}
