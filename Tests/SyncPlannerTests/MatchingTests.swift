import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct MatchingTests {
  @Test func `a new person is invited with their groups`() throws {
    var world = PlainWorld.matching(3)
    world.source.users.append(.init("u4", "New@Example.com", name: "New"))
    world.source.groups = [.init("g1", "Staff", members: ["u4"])]
    let plan = try world.plan()
    #expect(
      plan.changes.map(\.line)
        == ["createGroup Staff", "invite new@example.com", "addToGroup new@example.com Staff"]
    )
    #expect(Set(plan.changes[2].requires) == [0, 1])
    #expect(
      plan.changes[1].after
        == ChangedFields(email: "new@example.com", name: "New", externalID: "u4")
    )
  }

  @Test(
    "a member without external id is linked by address",
    arguments: [
      (MemberRole.user, MemberStatus.confirmed, "link p1@example.com", Hold.Why?.none),
      (.admin, .confirmed, "? link p1@example.com", .privileged),
      (.user, .revoked, "? link p1@example.com", .revokedMember),
    ]
  )
  func link(role: MemberRole, status: MemberStatus, line: String, why: Hold.Why?) throws {
    var world = PlainWorld.matching(3)
    world.organization.members[0].externalID = nil
    world.organization.members[0].role = role
    world.organization.members[0].status = status
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == [line])
    #expect(plan.changes[0].hold?.why == why)
  }

  @Test func `a protected member without external id is neither linked nor invited again`() throws {
    var world = PlainWorld.matching(3)
    world.organization.members[0].externalID = nil
    world.organization.members[0].role = .owner
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["protectedUnlinked"])
  }

  @Test func `two members with one id get nothing and lose nothing by absence`() throws {
    var world = PlainWorld.matching(3)
    world.organization.members.append(.init("m9", "u1", "other@example.com"))
    world.source.groups = [.init("g1", "Staff", members: ["u1"])]
    world.organization.groups = [.init("og", "g1", "Staff")]
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["duplicateMember"])
    world.source.users.removeFirst()
    #expect(try world.lines() == [])
  }

  @Test func `two members with one disabled id both depart`() throws {
    var world = PlainWorld.matching(3)
    world.organization.members.append(.init("m9", "u1", "other@example.com"))
    world.source.users[0].state = .disabled
    #expect(try world.lines() == ["revoke other@example.com", "revoke p1@example.com"])
  }

  @Test func `several members with one address are a decision for a person`() throws {
    var world = PlainWorld.matching(3)
    world.source.users.append(.init("u4", "x@example.com"))
    world.organization.members.append(.init("m8", nil, "x@example.com"))
    world.organization.members.append(.init("m9", nil, "x@example.com"))
    let plan = try world.plan()
    #expect(plan.changes.isEmpty)
    #expect(plan.advisories.map(\.kind) == ["ambiguousMatch"])
    #expect(plan.needsDecision)
  }

  @Test func `a leaver's address given to somebody new inherits nothing`() throws {
    var world = PlainWorld.matching(20)
    world.source.users[0] = .init("u99", "p1@example.com")
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["revoke p1@example.com"])
    #expect(plan.changes[0].reason.code == .absent)
    #expect(plan.advisories.map(\.kind) == ["addressReused"])
    #expect(plan.needsDecision)
  }

  @Test func `with relink the id is replaced instead, held`() throws {
    var world = PlainWorld.matching(20)
    world.source.users[0] = .init("u99", "p1@example.com")
    world.relinks = true
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["? relink p1@example.com"])
    #expect(plan.changes[0].before == ChangedFields(externalID: "u1"))
    #expect(plan.changes[0].after == ChangedFields(externalID: "u99"))
  }

  @Test(
    "revoked and privileged members are never relinked",
    arguments: [(MemberRole.admin, MemberStatus.confirmed), (.user, .revoked)]
  )
  func neverRelinked(role: MemberRole, status: MemberStatus) throws {
    var world = PlainWorld.matching(20)
    world.source.users[0] = .init("u99", "p1@example.com")
    world.organization.members[0].role = role
    world.organization.members[0].status = status
    world.relinks = true
    #expect(try !world.plan().changes.contains { $0.action == .relink })
  }

  @Test func `all ids new and all addresses known is a changed identity provider`() throws {
    var world = PlainWorld.matching(40)
    for row in 0..<40 { world.source.users[row].id = "new\(row)" }
    let plan = try world.plan()
    #expect(plan.stops.map(\.name).contains(.identityChange))
    world.relinks = true
    let relinked = try world.plan()
    #expect(relinked.stops.isEmpty)
    #expect(relinked.changes.count == 40)
    #expect(relinked.changes.allSatisfy { $0.action == .relink && $0.hold?.why == .relink })
  }

  @Test func `an address that a matched member has makes the person wait`() throws {
    var world = PlainWorld.matching(3)
    world.organization.members[0].email = "wanted@example.com"
    world.organization.capabilities.emailChangeableIn = []
    world.source.users.append(.init("u4", "wanted@example.com"))
    let plan = try world.plan()
    #expect(plan.changes.isEmpty)
    #expect(Set(plan.advisories.map(\.kind.rawValue)) == ["emailTaken", "emailDiffers"])
    #expect(plan.needsDecision)
  }

  @Test func `two active entries with one address are blocked and name the cure`() throws {
    var world = PlainWorld.matching(3)
    world.source.users.append(.init("u4", "x@example.com"))
    world.source.users.append(.init("u5", "x@example.com"))
    let plan = try world.plan()
    #expect(plan.changes.isEmpty)
    #expect(plan.advisories.map(\.kind) == ["duplicateEntry"])
    #expect(plan.advisories[0].message.contains("users.prefer"))
  }

  @Test func `the entry that alone fits a preferred filter wins`() throws {
    var world = PlainWorld.matching(3)
    world.policy.users.prefer = ["type eq \"main\""]
    world.source.users.append(.init("u4", "x@example.com"))
    world.source.users.append(.init("u5", "x@example.com", preferences: 1))
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["invite x@example.com"])
    #expect(plan.changes[0].after?.externalID == "u5")
  }

  @Test func `copying a colleague's address gains nothing`() throws {
    var world = PlainWorld.matching(3)
    world.source.groups = [.init("g1", "Admins", members: ["u1"])]
    world.organization.groups = [.init("og", "g1", "Admins", members: ["m1"])]
    world.source.users[1].email = "p1@example.com"
    #expect(try world.lines() == [])
    world.source.groups = [.init("g1", "Admins", members: [])]
    #expect(try world.lines() == ["removeFromGroup p1@example.com Admins"])
  }

  @Test func `an id in two sources is blocked, naming both`() throws {
    var world = PlainWorld.matching(3)
    var other = PlainDirectory()
    other.name = "lab"
    other.users = [.init("u1", "p1@lab.example")]
    world.sources.append(other)
    world.remember()
    let plan = try world.plan()
    #expect(plan.changes.isEmpty)
    #expect(plan.advisories.map(\.kind) == ["idInTwoSources"])
    #expect(plan.advisories[0].message.contains("hq and lab"))
  }

  @Test(
    "an entry that a filter leaves out does not make an id one of two sources",
    arguments: [(EntryState.active, [String]()), (.disabled, ["revoke p1@example.com"])]
  )
  func filtered(state: EntryState, lines: [String]) throws {
    var world = PlainWorld.matching(10)
    var other = PlainDirectory()
    other.name = "lab"
    other.users = [.init("u1", "p1@example.com", marks: .leftOutByFilter)]
    world.sources.append(other)
    world.source.users[0].state = state
    world.remember()
    #expect(try world.lines() == lines)
    #expect(try world.advisories() == [])
  }

  @Test(
    "members revoked by this tool come back, others do not",
    arguments: [(true, ["restore p1@example.com"], []), (false, [], ["revokedByOthers"])]
  )
  func restore(isOwn: Bool, lines: [String], advisories: [String]) throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].status = .revoked
    world.organization.members[0].prior = .confirmed
    if isOwn {
      world.memory.revocations["m1"] = .init(
        at: world.now,
        priorStatus: .confirmed,
        externalID: "u1"
      )
    }
    #expect(try world.lines() == lines)
    #expect(try world.advisories() == advisories)
  }

  @Test func `a restored member first loses what it should not have`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].status = .revoked
    world.organization.groups = [.init("og", "g1", "Secret", members: ["m1", "m2"])]
    world.source.groups = [
      .init("g1", "Secret", members: ["u2"]), .init("g2", "Open", members: ["u1"]),
    ]
    world.memory.revocations["m1"] = .init(at: world.now, priorStatus: .confirmed, externalID: "u1")
    let plan = try world.plan()
    #expect(
      plan.changes.map(\.line) == [
        "removeFromGroup p1@example.com Secret", "restore p1@example.com", "createGroup Open",
        "addToGroup p1@example.com Open",
      ]
    )
    #expect(plan.changes[1].requires == [0])
  }

  @Test func `a changed address is updated, a name too`() throws {
    var world = PlainWorld.matching(3)
    world.source.users[0].email = "ann@example.com"
    world.source.users[0].name = "Ann"
    #expect(try world.lines() == ["updateEmail p1@example.com", "updateName p1@example.com"])
  }

  @Test func `a Kelvin sign is not a k`() throws {
    var world = PlainWorld.matching(3)
    world.source.users.append(.init("u4", "\u{212a}im@example.com"))
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["unusableEntry"])
  }

  @Test func `members whom no source knows are counted and left alone`() throws {
    var world = PlainWorld.matching(3)
    world.organization.members.append(.init("m9", nil, "contractor@example.net"))
    let plan = try world.plan()
    #expect(plan.changes.isEmpty)
    #expect(plan.advisories.map(\.kind) == ["unmanagedMembers"])
    #expect(!plan.needsDecision)
  }
}
