import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

/// Single conditions of the rules from source to roster, each by a case that only it decides.
@Suite struct ResolverRulesTests {
  @Test(
    "an entry that nothing can be given to is named",
    arguments: [
      (id: "", email: "new@example.com", words: "has no external id"),
      (id: String(repeating: "ü", count: 301), email: "new@example.com", words: "more than 300"),
      (id: "u99", email: nil, words: "has no e-mail address"),
      (id: "u99", email: "new", words: "cannot be invited"),
    ] as [(id: String, email: String?, words: String)]
  )
  func unusable(id: String, email: String?, words: String) throws {
    var world = PlainWorld.matching(3)
    world.source.users.append(.init(id, email))
    let plan = try world.plan()
    #expect(plan.changes == [])
    #expect(plan.advisories.map(\.kind) == ["unusableEntry"])
    #expect(plan.advisories[0].message.contains(words))
  }

  @Test func `an external id may have 300 characters`() throws {
    var world = PlainWorld.matching(3)
    world.source.users.append(.init(String(repeating: "ü", count: 300), "new@example.com"))
    #expect(try world.lines() == ["invite new@example.com"])
  }

  @Test func `a source without a user is an error, also if looking up has found one`() throws {
    var world = PlainWorld.matching(3)
    world.source.users = []
    #expect(throws: ResolverError.noUsers(source: "hq")) { try world.plan() }
    world.source.users = [.init("u1", "p1@example.com", marks: .located)]
    #expect(throws: ResolverError.noUsers(source: "hq")) { try world.plan() }
  }

  @Test func `an entry of unknown state is named, nothing is given to it and nothing taken`() throws
  {
    var world = PlainWorld.matching(3)
    world.source.groups = [.init("g1", "Staff", members: ["u2"])]
    world.organization.groups = [.init("o1", "g1", "Staff", members: ["m1"])]
    world.source.users[0].state = .unknown
    world.source.users[1].state = .unknown
    world.source.users.append(.init("u9", "new@example.com", state: .unknown))
    let plan = try world.plan()
    #expect(plan.changes == [])
    #expect(plan.advisories.map(\.kind) == ["undecidedEntry", "undecidedEntry", "undecidedEntry"])
    #expect(
      plan.advisories.map(\.subject) == ["new@example.com", "p1@example.com", "p2@example.com"]
    )
  }

  @Test func `what a reader warns of comes along, unless the resolver says it again`() throws {
    var world = PlainWorld.matching(3)
    world.source.advisories = [
      Advisory("odd", subject: "b", message: "2"),
      Advisory("group-cycle", subject: "x", message: ""),
      Advisory("odd", subject: "b", message: "1"), Advisory("odd", subject: "a", message: "3"),
      Advisory("duplicate-email", subject: "x", message: ""),
      Advisory("even", subject: "z", message: "4"),
      Advisory("zero", subject: "z", message: "5", needsDecision: true),
    ]
    #expect(try world.plan().advisories.map(\.message) == ["5", "4", "3", "1", "2"])
  }

  @Test func `the advice on proof fits the source`() throws {
    var world = PlainWorld.matching(3)
    world.source.completeness = .unproven
    let export = try #require(try world.plan().advisories.first)
    #expect(export.kind == "unproven")
    #expect(export.message.contains("\"complete\": true"), "\(export.message)")
    world.source.kind = .ldap
    let other = try #require(try world.plan().advisories.first)
    #expect(other.message.contains("let the server count"), "\(other.message)")
  }

  @Test func `what is not whole, or not proven where that is required, is an error`() throws {
    var world = PlainWorld.matching(3)
    world.source.completeness = .doubtful
    #expect(throws: ResolverError.doubtful(source: "hq")) { try world.plan() }
    world.source.completeness = .unproven
    #expect(try world.lines() == [])
    var rules = SyncPolicy.SourceRules()
    rules.requiresProof = true
    world.policy.sources["hq"] = rules
    #expect(throws: ResolverError.unproven(source: "hq")) { try world.plan() }
  }

  @Test func `an entry of users_groups fits exactly one group`() throws {
    var world = PlainWorld.matching(3)
    world.policy.users.groups = ["Lab"]
    world.source.groups = [.init("g1", "lab", members: ["u1", "u2", "u3"])]
    #expect(throws: ResolverError.groupNotFound(key: "users.groups", entry: "Lab")) {
      try world.plan()
    }
    world.source.groups = [
      .init("g1", "Lab", members: ["u1", "u2", "u3"]), .init("g2", "Lab"),
    ]
    #expect(throws: ResolverError.groupAmbiguous(key: "users.groups", entry: "Lab")) {
      try world.plan()
    }
    world.source.groups = nil
    #expect(throws: ResolverError.noGroupsToRead) { try world.plan() }
  }

  @Test func `who was found elsewhere is out of scope, and the reason says where`() throws {
    var world = PlainWorld.matching(20)
    world.source.users[0].marks = [.located, .leftOutByFilter]
    let plan = try world.plan()
    #expect(plan.changes.map(\.line) == ["revoke p1@example.com"])
    #expect(plan.changes[0].reason.detail?.hasPrefix("found at ") == true)
  }

  @Test func `kinds that extras does not ask for are counted, not invited`() throws {
    var world = PlainWorld.matching(3)
    world.source.users.append(.init("u99", "guest@example.com", marks: .leftOutAsExtra))
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["leftOutAsExtra"])
  }

  @Test func `a source speaks for its domains only`() throws {
    var world = PlainWorld.matching(3)
    var rules = SyncPolicy.SourceRules()
    rules.domains = ["Example.com"]
    world.policy.sources["hq"] = rules
    world.source.users.append(.init("u98", "a@example.org"))
    world.source.users.append(.init("u99", "b@example.com"))
    #expect(try world.lines() == ["invite b@example.com"])
  }

  @Test func `a group without id, or with the id of another one, is left as it is`() throws {
    var world = PlainWorld.matching(3)
    world.source.groups = [.init("", "Nameless", members: ["u1"])]
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["groupLeftOut"])
    var other = PlainDirectory()
    other.name = "lab"
    other.users = [.init("x1", "x1@example.com", state: .disabled)]
    other.groups = [.init("g1", "There")]
    world.source.groups = [.init("g1", "Here", members: ["u1"])]
    world.sources.append(other)
    #expect(try world.lines() == [])
    #expect(try world.advisories() == ["groupIdShared"])
  }

  @Test func `what asks for a decision is told first`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members[0].role = .owner
    world.source.users[0].state = .disabled
    world.organization.members.append(.init("m99", nil, "guest@example.com"))
    world.source.users.append(.init("u99", nil))
    #expect(
      try world.advisories() == ["protectedDeparture", "unmanagedMembers", "unusableEntry"]
    )
    world.source.users[1].email = "p3@example.com"
    #expect(try world.advisories().first == "protectedDeparture")
  }
}
