import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

/// Plans that take an earlier run back.
@Suite struct UndoTests {
  /// The plan that takes `past` back in `world`.
  private static func undo(_ past: [PastChange], _ world: PlainWorld) throws -> Plan {
    Undo.plan(
      past,
      run: "20261126T010000Z-4fa1c2",
      endedAt: world.now,
      organization: try world.organization.snapshot(),
      policy: world.policy,
      memory: world.memory,
      now: world.now
    )
  }

  /// What a world's own plan did, all of it, and the world after it.
  private static func run(_ world: inout PlainWorld) throws -> [PastChange] {
    let plan = try world.plan()
    apply(plan.changes, to: &world)
    return plan.changes.map { PastChange($0) }
  }

  /// Applies changes, and remembers whom they revoke.
  private static func apply(_ changes: [Change], to world: inout PlainWorld) {
    for change in changes where change.action == .revoke {
      let member = world.organization.members.first {
        $0.id == change.member?.id || $0.externalID == change.member?.externalID
      }
      if let member { world.rememberRevocation(of: member.id, daysAgo: 0) }
    }
    world.apply(changes)
  }

  private static func member(_ id: String) -> MemberReference {
    MemberReference(id: id, externalID: nil, email: "")
  }

  @Test func `what a run did is undone, and undoing that does it again`() throws {
    var world = PlainWorld.matching(30)
    world.organization.groups = [.init("g1", "staff", "Staff", members: ["m1", "m2", "m3"])]
    world.source.groups = [.init("staff", "People", members: ["u1", "u2", "u4"])]
    world.source.users[4].state = .disabled
    world.source.users[5].email = "moved@example.com"
    world.source.users.append(.init("new", "new@example.com"))
    world.organization.members.append(.init("m99", nil, "p99@example.com"))
    world.source.users.append(.init("u99", "p99@example.com"))
    let before = world.organization
    let past = try Self.run(&world)
    let after = world.organization
    let undone = try Self.undo(past, world)
    #expect(
      undone.changes.map(\.line) == [
        "revoke new@example.com", "removeFromGroup p4@example.com People",
        "restore p5@example.com", "relink p99@example.com", "updateEmail moved@example.com",
        "renameGroup People", "addToGroup p3@example.com People",
      ]
    )
    #expect(undone.advisories.isEmpty)
    Self.apply(undone.changes, to: &world)
    #expect(world.organization.groups == before.groups)
    #expect(Array(world.organization.members.prefix(31)) == before.members)
    #expect(world.organization.members.last?.status == .revoked)
    world.apply(try Self.undo(undone.changes.map { PastChange($0) }, world).changes)
    #expect(world.organization == after)
  }

  @Test(
    "what cannot be taken back is named",
    arguments: [
      (Change(.remove, reason: .init(.deleted), member: member("gone")), "was removed for good"),
      (
        Change(
          .deleteGroup,
          reason: .init(.groupDeparted),
          group: .init(id: "gone", externalID: nil, name: "Old")
        ), "was deleted with its access"
      ),
      (
        Change(
          .createGroup,
          reason: .init(.inDirectory),
          group: .init(id: nil, externalID: "g", name: "New")
        ), "was created and stays"
      ),
      (
        Change(
          .updateEmail,
          reason: .init(.addressChanged),
          member: member("m1"),
          before: ChangedFields(email: "p2@example.com"),
          after: ChangedFields(email: "p1@example.com")
        ), "another member has p2@example.com"
      ),
    ] as [(Change, String)]
  )
  func named(change: Change, why: String) throws {
    var world = PlainWorld.matching(3)
    world.organization.groups = [.init("g1", "g", "New")]
    let plan = try Self.undo([PastChange(change)], world)
    #expect(plan.changes.isEmpty)
    #expect(plan.advisories.map(\.kind.rawValue) == ["notTakenBack"])
    #expect(plan.advisories.first?.message.contains(why) == true)
  }

  @Test func `what is otherwise by now is left alone and counted`() throws {
    let world = PlainWorld.matching(3)
    let past = [
      PastChange(Change(.revoke, reason: .init(.disabled), member: Self.member("m1"))),
      PastChange(
        Change(
          .updateName,
          reason: .init(.nameChanged),
          member: Self.member("m2"),
          before: ChangedFields(name: "Old"),
          after: ChangedFields(name: "New")
        )
      ),
      PastChange(Change(.revoke, reason: .init(.disabled), member: Self.member("nobody"))),
    ]
    let plan = try Self.undo(past, world)
    #expect(plan.changes.isEmpty)
    #expect(plan.advisories.map(\.kind.rawValue) == ["alreadyTakenBack"])
    #expect(plan.advisories.first?.subject == "3 of its changes")
  }

  @Test(
    "whom somebody else, or a later run, has revoked is not restored",
    arguments: [(nil, "cannot"), (-60, "restore"), (0, "restore"), (1, "cannot")]
      as [(Int64?, String)]
  )
  func otherRevocation(at seconds: Int64?, verdict: String) throws {
    var world = PlainWorld.matching(3)
    world.organization.members[0].status = .revoked
    world.organization.members[0].prior = .confirmed
    if let seconds {
      world.memory.revocations["m1"] = .init(
        at: world.now + seconds,
        priorStatus: .confirmed,
        externalID: "u1"
      )
    }
    let past = PastChange(Change(.revoke, reason: .init(.disabled), member: Self.member("m1")))
    let plan = try Self.undo([past], world)
    #expect(plan.changes.map(\.line) == (verdict == "restore" ? ["restore p1@example.com"] : []))
    #expect(plan.advisories.map(\.kind.rawValue) == (verdict == "restore" ? [] : ["notTakenBack"]))
    world.memory.loss = "ledger.json is damaged"
    #expect(try Self.undo([past], world).changes == [])
    world.memory.loss = nil
    world.memory.revocations["m1"]?.isInDoubt = true
    let inDoubt = try Self.undo([past], world).changes.map { $0.hold?.why }
    #expect(inDoubt == (verdict == "restore" ? [.restoreInDoubt] : []))
  }

  @Test(
    "invitations and restores are taken back under memberRemovals, a stop",
    arguments: [(given: 2, stops: false), (given: 3, stops: true)]
  )
  func stopped(given: Int, stops: Bool) throws {
    let world = PlainWorld.matching(20)
    let past = (1...given).map { number in
      PastChange(
        Change(
          .invite,
          reason: .init(.inDirectory),
          member: MemberReference(id: nil, externalID: "u\(number)", email: "")
        ),
        createdID: number == 1 ? "m1" : nil
      )
    }
    let plan = try Self.undo(past, world)
    #expect(plan.changes.count == given)
    #expect(plan.stops.map(\.name) == (stops ? [.memberRemovals] : []))
    #expect(plan.limits.first?.base == 20)
    #expect(plan.limits.first?.allowed == 2)
  }

  @Test func `restores over their limit wait for a person, and their memberships with them`() throws
  {
    var world = PlainWorld.matching(20)
    world.organization.groups = [.init("g1", "g", "Staff")]
    var past: [PastChange] = []
    for number in 0..<3 {
      world.organization.members[number].status = .revoked
      world.organization.members[number].prior = .confirmed
      let member = Self.member("m\(number + 1)")
      world.rememberRevocation(of: "m\(number + 1)")
      past.append(PastChange(Change(.revoke, reason: .init(.absent), member: member)))
      past.append(
        PastChange(
          Change(
            .removeFromGroup,
            reason: .init(.notMemberInDirectory),
            member: member,
            group: .init(id: "g1", externalID: "g", name: "Staff")
          )
        )
      )
    }
    let plan = try Self.undo(past, world)
    #expect(
      plan.changes.map { $0.hold?.why } == [.limit, .limit, .limit] + [
        .dependsOn, .dependsOn, .dependsOn,
      ]
    )
    #expect(plan.changes.suffix(3).map(\.requires) == [[0], [1], [2]])
    #expect(try plan.approved(.ordinary).numbers.isEmpty)
    #expect(try plan.approved(.answered(held: [1])).numbers == [1, 4])
  }

  @Test func `changes of the last twenty hours count together with an undo`() throws {
    var world = PlainWorld.matching(20)
    world.rememberRecent(.memberRemovals, 2, hoursAgo: 3)
    let past = PastChange(
      Change(.restore, reason: .init(.backInDirectory), member: Self.member("m1"))
    )
    #expect(try Self.undo([past], world).stops.map(\.value) == [3])
    world.memory.recent = []
    #expect(try Self.undo([past], world).stops.isEmpty)
  }

  @Test(
    "an owner is kept, an admin waits for a person",
    arguments: [
      (MemberRole.owner, [MemberRole.owner], "", "notTakenBack"),
      (.admin, [.owner], "? revoke p1@example.com", ""),
      (.owner, [], "", "notTakenBack"),
    ] as [(MemberRole, [MemberRole], String, String)]
  )
  func privileged(
    role: MemberRole,
    protected: [MemberRole],
    line: String,
    advisory: String
  ) throws {
    var world = PlainWorld.matching(5)
    world.organization.members[0].role = role
    world.policy.protection.roles = Set(protected)
    world.policy.protection.rolesAreGiven = true
    let past = PastChange(
      Change(.restore, reason: .init(.backInDirectory), member: Self.member("m1"))
    )
    let plan = try Self.undo([past], world)
    #expect(plan.changes.map(\.line).joined() == line)
    #expect(plan.advisories.map(\.kind.rawValue).joined() == advisory)
  }

  @Test func `two plans of the same undo have the same digest`() throws {
    var world = PlainWorld.matching(10)
    world.source.users[2].state = .disabled
    let past = try Self.run(&world)
    let first = try Self.undo(past, world)
    #expect(first == (try Self.undo(past, world)))
    #expect(first.digest.utf8.count == 64)
  }

  @Test(
    "whoever is protected stays, by address or by the organization's id",
    arguments: [["P1@example.com"], ["id:m1"]]
  )
  func protected(members: [String]) throws {
    var world = PlainWorld.matching(5)
    let past = [1, 2].map { number in
      PastChange(
        Change(.restore, reason: .init(.backInDirectory), member: Self.member("m\(number)"))
      )
    }
    world.policy.protection.members = members
    let plan = try Self.undo(past, world)
    #expect(plan.changes.map(\.line) == ["revoke p2@example.com"])
    #expect(plan.advisories.map(\.kind) == ["notTakenBack"])
  }

  @Test func `limits are judged on who has access, and on what was revoked`() throws {
    var world = PlainWorld.matching(20)
    for row in 0..<3 { world.organization.members[row].status = .revoked }
    world.rememberRevocation(of: "m1")
    world.organization.members.append(.init("m99", nil, "unmanaged@example.com"))
    let past = [
      PastChange(Change(.restore, reason: .init(.backInDirectory), member: Self.member("m9"))),
      PastChange(
        Change(
          .revoke,
          reason: .init(.disabled),
          member: Self.member("m1"),
          before: ChangedFields(status: .confirmed)
        )
      ),
    ]
    let limits = try Self.undo(past, world).limits
    #expect(limits.map(\.name) == [.memberRemovals, .restores])
    #expect(limits.map(\.base) == [17, 3])
  }

  @Test func `changes of the last 20 hours count for their own group alone`() throws {
    var world = PlainWorld.matching(40)
    world.organization.groups = [
      .init("o1", "g1", "One", members: Set((1...12).map { "m\($0)" })),
      .init("o2", "g2", "Two", members: Set((1...12).map { "m\($0)" })),
    ]
    world.rememberRecent(.groupShrink, 6, hoursAgo: 1, group: "g1")
    world.policy.limits.groupShrink = .init(percent: 50, count: nil, floor: 0)
    let past = ["o1", "o2"].map { id in
      PastChange(
        Change(
          .addToGroup,
          reason: .init(.memberInDirectory),
          member: Self.member("m1"),
          group: .init(id: id, externalID: nil, name: "")
        )
      )
    }
    let shrink = try Self.undo(past, world).limits.filter { $0.name == .groupShrink }
    #expect(shrink.map(\.subject) == ["One"])
    #expect(shrink.map(\.value) == [7])
  }

  private static let name = Change(
    .updateName,
    reason: .init(.nameChanged),
    member: member("m1"),
    before: ChangedFields(name: "Old"),
    after: ChangedFields(name: "New")
  )
  private static let groupLink = Change(
    .linkGroup,
    reason: .init(.sameName),
    group: .init(id: "o1", externalID: nil, name: "Staff"),
    after: ChangedFields(externalID: "g1")
  )

  @Test(
    "what the organization cannot change, or must not, keeps what the run gave it",
    arguments: [
      (name, "", "updateName p1@example.com"), (name, "canUpdateName", "keeps its name"),
      (name, "protected", "is protected"), (name, "changed", ""),
      (groupLink, "", "relinkGroup Staff"), (groupLink, "canLinkGroups", "keeps its external id"),
      (groupLink, "canClearExternalIDs", "keeps its external id"), (groupLink, "changed", ""),
    ] as [(Change, String, String)]
  )
  func refused(change: Change, missing: String, words: String) throws {
    var world = PlainWorld.matching(3)
    world.organization.members[0].name = missing == "changed" ? "Other" : "New"
    world.organization.groups = [.init("o1", missing == "changed" ? "g9" : "g1", "Staff")]
    switch missing {
    case "canUpdateName": world.organization.capabilities.canUpdateName = false
    case "canLinkGroups": world.organization.capabilities.canLinkGroups = false
    case "canClearExternalIDs": world.organization.capabilities.canClearExternalIDs = false
    case "protected": world.policy.protection.members = ["id:m1"]
    default: break
    }
    let plan = try Self.undo([PastChange(change)], world)
    let told =
      plan.changes.map(\.line) + plan.advisories.filter { $0.kind == "notTakenBack" }.map(\.message)
    #expect(told.count == (words.isEmpty ? 0 : 1))
    #expect(told.allSatisfy { $0.contains(words) }, "\(told)")
  }

  @Test(
    "who comes back gets the status of before, if it is known, and waits if privileged",
    arguments: [
      (MemberStatus.accepted, MemberRole.user, MemberStatus.accepted, nil),
      (.unknown, .user, nil, nil), (.confirmed, .custom, .confirmed, "has a custom role"),
      (.confirmed, .admin, .confirmed, "is an admin"),
    ] as [(MemberStatus, MemberRole, MemberStatus?, String?)]
  )
  func restored(
    prior: MemberStatus,
    role: MemberRole,
    after: MemberStatus?,
    detail: String?
  ) throws {
    var world = PlainWorld.matching(3)
    world.organization.members[0].status = .revoked
    world.organization.members[0].prior = prior
    world.organization.members[0].role = role
    world.rememberRevocation(of: "m1")
    let past = PastChange(Change(.revoke, reason: .init(.disabled), member: Self.member("m1")))
    let change = try #require(try Self.undo([past], world).changes.first)
    #expect(change.action == .restore)
    #expect(change.after?.status == after)
    #expect(change.hold?.detail == detail)
  }

  @Test func `a limit that holds is no stop, and the digest knows the difference`() throws {
    var world = PlainWorld.matching(20)
    for row in 0..<5 {
      world.organization.members[row].status = .revoked
      world.rememberRevocation(of: "m\(row + 1)")
    }
    let past = (1...5).map {
      PastChange(Change(.revoke, reason: .init(.disabled), member: Self.member("m\($0)")))
    }
    let plan = try Self.undo(past, world)
    #expect(plan.limits.filter(\.exceeded).map(\.name) == [.restores])
    #expect(plan.held.count == 5)
    let changes = plan.changes
    #expect(
      plan.digest == PlanDigest.digest(organization: plan.organization, changes: changes, stops: [])
    )
  }

  /// Revocations of `m1` … that a run did, as they stand now.
  private static func revoked(_ count: Int, in world: inout PlainWorld) -> [PastChange] {
    (1...count).map { number in
      world.organization.members[number - 1].status = .revoked
      world.organization.members[number - 1].prior = .confirmed
      world.rememberRevocation(of: "m\(number)")
      return PastChange(
        Change(.revoke, reason: .init(.disabled), member: Self.member("m\(number)"))
      )
    }
  }

  @Test func `as many are restored as seats are free, those that it frees included`() throws {
    var world = PlainWorld.matching(20)
    var past = Self.revoked(2, in: &world)
    world.organization.seats = .init(total: 18, used: 18)
    let full = try Self.undo(past, world)
    #expect(full.changes.map { $0.hold?.limit } == [.seats, .seats])
    #expect(
      full.limits.last == LimitVerdict(name: .seats, value: 2, base: 18, allowed: 0, exceeded: true)
    )
    past.append(
      PastChange(Change(.restore, reason: .init(.backInDirectory), member: Self.member("m9")))
    )
    #expect(
      try Self.undo(past, world).changes.map(\.line) == [
        "revoke p9@example.com", "restore p1@example.com", "? restore p2@example.com",
      ]
    )
    world.policy.limits.seats = 20
    #expect(try Self.undo(past, world).held == [])
  }

  @Test func `whose restore would be refused, or who is another by now, is named`() throws {
    var world = PlainWorld.matching(20)
    let past = Self.revoked(2, in: &world)
    world.organization.restoreRefusals["m1"] = "has no two-step login"
    world.memory.revocations["m2"] = .init(
      at: world.now + -60,
      priorStatus: .confirmed,
      externalID: "old"
    )
    let plan = try Self.undo(past, world)
    #expect(plan.changes == [])
    #expect(
      plan.advisories.map(\.message) == [
        "cannot be restored: has no two-step login",
        "is not known for certain to be revoked by that run: restore it in the organization if that is wanted",
      ]
    )
  }

  @Test func `a status that is not known is revoked where the target can`() throws {
    var world = PlainWorld.matching(3)
    world.organization.members[0].status = .unknown
    let past = PastChange(
      Change(.restore, reason: .init(.backInDirectory), member: Self.member("m1"))
    )
    #expect(try Self.undo([past], world).changes == [])
    #expect(try Self.undo([past], world).advisories.map(\.kind) == ["notTakenBack"])
    world.organization.capabilities.canTakeFromUnknown = true
    #expect(try Self.undo([past], world).changes.map(\.line) == ["revoke p1@example.com"])
  }
}
