import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct DepartureTests {
  @Test(
    "what the directory says about an id decides at once",
    arguments: [(EntryState.disabled, "disabled"), (.deleted, "deleted")]
  )
  func positive(state: EntryState, reason: String) throws {
    var world = PlainWorld.matching(20)
    world.source.users[0].state = state
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["revoke p1@example.com"])
    #expect(plan.changes[0].reason.code.rawValue == reason)
  }

  @Test func `somebody missing from a proven read is revoked`() throws {
    var world = PlainWorld.matching(20)
    world.source.users.removeFirst()
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["revoke p1@example.com"])
    #expect(plan.changes[0].reason == ChangeReason(.absent, "hq"))
  }

  @Test func `somebody missing from an unproven read waits for a second one`() throws {
    var world = PlainWorld.matching(20)
    world.source.completeness = .unproven
    world.source.modifiedAt = world.now
    world.source.users.removeFirst()
    let result = try world.result()
    #expect(result.plan.changes.map(\.line) == ["? revoke p1@example.com"])
    #expect(result.plan.changes[0].hold?.why == .absentUnproven)
    #expect(result.plan.changes[0].hold?.detail == "absent, 1 of 2")
    #expect(!result.plan.needsDecision)
    let key = SyncMemory.AbsenceKey(source: "hq", externalID: "u1")
    #expect(result.observations.absences == [key: world.now])
  }

  @Test(
    "a second read counts if it is newer by absence.age",
    arguments: [(3599, false), (3600, true)] as [(Int64, Bool)]
  )
  func secondRead(later: Int64, passes: Bool) throws {
    var world = PlainWorld.matching(20)
    world.source.completeness = .unproven
    world.source.users.removeFirst()
    let first = world.now
    let key = SyncMemory.AbsenceKey(source: "hq", externalID: "u1")
    world.memory.absences[key] = SyncMemory.Absence(firstSeen: first, exportModified: first)
    world.now = first + 90_000
    world.source.modifiedAt = first + later
    #expect(
      try world.lines() == [passes ? "revoke p1@example.com" : "? revoke p1@example.com"]
    )
  }

  @Test func `many confirmed absences wait for a person together`() throws {
    var world = PlainWorld.matching(300)
    world.source.completeness = .unproven
    world.source.users.removeFirst(20)
    let first = world.now
    for number in 1...20 {
      let key = SyncMemory.AbsenceKey(source: "hq", externalID: "u\(number)")
      world.memory.absences[key] = SyncMemory.Absence(firstSeen: first, exportModified: first)
    }
    world.now = first + 7200
    world.source.modifiedAt = first + 7200
    let plan = try world.plan()
    #expect(plan.changes.count == 20)
    #expect(plan.changes.allSatisfy { $0.hold?.why == .absentMany })
    #expect(plan.needsDecision)
    #expect(plan.stops.isEmpty)
  }

  @Test func `an id that no source has ever shown is foreign and always held`() throws {
    var world = PlainWorld.matching(20)
    for number in 1...15 {
      world.organization.members.append(.init("f\(number)", "x\(number)", "f\(number)@example.com"))
    }
    let plan = try world.plan()
    #expect(plan.changes.count == 15)
    #expect(plan.changes.allSatisfy { $0.hold?.why == .foreign && $0.action == .revoke })
    #expect(plan.stops.isEmpty)
    #expect(plan.needsDecision)
  }

  @Test func `with lost memory nobody departs by absence`() throws {
    var world = PlainWorld.matching(20)
    world.source.users.removeFirst()
    world.memory = SyncMemory()
    world.memory.loss = "ledger.json is damaged"
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["? revoke p1@example.com"])
    #expect(plan.changes[0].hold?.why == .foreign)
    #expect(plan.advisories.contains { $0.kind == "memoryLost" })
  }

  @Test func `an active entry without a usable address is still in the source`() throws {
    var world = PlainWorld.matching(20)
    world.source.users[0].email = nil
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["unusableEntry"])
  }

  @Test func `a changed configuration holds who leaves its scope until it is let pass`() throws {
    var world = PlainWorld.matching(300)
    world.memory.fingerprint = "before"
    world.policy.fingerprint = "after"
    for row in 0..<40 { world.source.users[row].marks = .leftOutByFilter }
    world.source.users[50].state = .disabled
    let plan = try world.plan()
    #expect(plan.changes.count { $0.hold?.why == .fingerprintChanged } == 40)
    #expect(plan.ordinary.map(\.line) == ["revoke p51@example.com"])
    #expect(plan.stops.isEmpty)
  }

  @Test(
    "privileged members depart by themselves on positive evidence only",
    arguments: [(true, "revoke p1@example.com"), (false, "? revoke p1@example.com")]
  )
  func privileged(isDisabled: Bool, line: String) throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].role = .admin
    if isDisabled {
      world.source.users[0].state = .disabled
    } else {
      world.source.users.removeFirst()
    }
    #expect(try world.lines() == [line])
  }

  @Test func `an owner who left stays, loudly`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].role = .owner
    world.source.users[0].state = .disabled
    let plan = try world.plan()
    #expect(plan.changes.isEmpty)
    #expect(plan.advisories.map(\.kind) == ["protectedDeparture"])
    #expect(plan.needsDecision)
  }

  @Test func `a last owner stays even without protection`() throws {
    var world = PlainWorld.matching(20)
    world.policy.protection.roles = []
    world.organization.members[0].role = .owner
    world.source.users[0].state = .disabled
    #expect(try world.lines() == [])
    world.organization.members[1].role = .owner
    #expect(try world.lines() == ["revoke p1@example.com"])
  }

  @Test func `an unmanaged member whose address is disabled is held`() throws {
    var world = PlainWorld.matching(20)
    world.source.users[0].state = .disabled
    world.organization.members[0].externalID = nil
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["? revoke p1@example.com"])
    #expect(plan.changes[0].reason.code == .disabledByAddress)
  }

  @Test func `removal by age takes whom this tool revoked long enough ago`() throws {
    var world = PlainWorld.matching(200)
    world.policy.departures.removeAfter = 30 * 86_400
    world.source.users.removeFirst(2)
    world.organization.members[0].status = .revoked
    world.organization.members[1].status = .revoked
    world.memory.revocations["m1"] = .init(
      at: world.now + -31 * 86_400,
      priorStatus: .confirmed,
      externalID: "u1"
    )
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["remove p1@example.com"])
    #expect(plan.changes[0].reason == ChangeReason(.removeAfter, "2026-08-21T14:13:20Z"))
    // Perhaps somebody else did.
    world.memory.revocations["m1"]?.isInDoubt = true
    #expect(try world.lines() == [])
  }

  @Test func `a target that cannot revoke is told about, never removed from`() throws {
    var world = PlainWorld.matching(20)
    world.organization.capabilities.canRevoke = false
    world.source.users[0].state = .disabled
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["cannotRevoke"])
  }

  @Test func `what a removal can cost is told where somebody is removed`() throws {
    var world = PlainWorld.matching(20)
    world.organization.capabilities.removalNote = "the account may be lost"
    world.source.users[0].state = .disabled
    #expect(try world.advisories() == [])
    world.policy.departures.disabled = .remove
    #expect(try world.lines() == ["remove p1@example.com"])
    #expect(try world.advisories() == ["removal"])
  }

  @Test func `over five minutes from the organization's clock nothing follows from time`() throws {
    var world = PlainWorld.matching(200)
    world.policy.departures.removeAfter = 86_400
    world.source.users.removeFirst()
    world.organization.members[0].status = .revoked
    world.memory.revocations["m1"] = .init(
      at: world.now + -900_000,
      priorStatus: .confirmed,
      externalID: "u1"
    )
    world.organization.clockSkew = 301
    #expect(try world.lines() == [])
    world.organization.clockSkew = 300
    #expect(try world.lines() == ["remove p1@example.com"])
  }

  @Test func `an additions-only read takes nothing but on positive evidence`() throws {
    var world = PlainWorld.matching(20)
    var rules = SyncPolicy.SourceRules()
    rules.doubtful = .additionsOnly
    world.policy.sources["hq"] = rules
    world.source.completeness = .doubtful
    world.source.users.removeFirst()
    world.source.users[0].state = .disabled
    world.source.users.append(.init("u99", "new@example.com"))
    #expect(try world.lines() == ["revoke p2@example.com", "invite new@example.com"])
  }

  @Test(
    "of a status that is not known access is taken where the target can, and told where not",
    arguments: [
      (EntryState.disabled, true, ["revoke p1@example.com"]),
      (.deleted, true, ["revoke p1@example.com"]),
      (.disabled, false, []), (nil, true, []), (nil, false, []),
    ] as [(EntryState?, Bool, [String])]
  )
  func unknownStatus(state: EntryState?, can: Bool, lines: [String]) throws {
    var world = PlainWorld.matching(20)
    world.organization.capabilities.canTakeFromUnknown = can
    world.organization.members[0].status = .unknown
    if let state { world.source.users[0].state = state } else { world.source.users.removeFirst() }
    #expect(try world.lines() == lines)
    #expect(try world.advisories() == (lines.isEmpty ? ["cannotRevoke"] : []))
  }

  @Test func `an address revokes an unmanaged member of unknown status by a person's yes`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].externalID = nil
    world.organization.members[0].status = .unknown
    world.source.users[0].state = .disabled
    #expect(try world.lines() == [])
    world.organization.capabilities.canTakeFromUnknown = true
    #expect(try world.lines() == ["? revoke p1@example.com"])
  }
}
