import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct ExplainerTests {
  private static func explain(_ who: String, _ world: PlainWorld) throws -> [Explanation] {
    let input = try world.input()
    return Explainer(input, plan: try Planner.plan(input).plan).explain(who)
  }

  private static func lines(_ label: String, _ explanation: Explanation?) -> [String] {
    explanation?.sections.filter { $0.label == label }.flatMap(\.lines) ?? []
  }

  @Test func `a matched person is told with both sides, nested groups and what is planned`() throws
  {
    var world = PlainWorld.matching(10)
    world.source.groups = [
      .init("g1", "Everyone", subgroups: ["g2"]), .init("g2", "Engineering", members: ["u1"]),
    ]
    world.organization.groups = [
      .init("o1", "g1", "Everyone", members: ["m1"]), .init("o2", "g3", "Finance", members: ["m1"]),
    ]
    world.memory.seenGroupIDs["hq"] = PlainWorld.seen(["g1", "g2", "g3"])
    let told = try Self.explain("P1@example.com", world)
    #expect(told.map(\.subject) == ["p1@example.com"])
    #expect(
      Self.lines("directory", told.first) == [
        "hq: p1@example.com · active · id u1", "groups Engineering, Everyone (through Engineering)",
      ]
    )
    #expect(Self.lines("scope", told.first) == ["in: no rule of users leaves it out"])
    #expect(
      Self.lines("organization", told.first) == [
        "m1 · p1@example.com · confirmed · user · external id u1", "groups Everyone, Finance",
      ]
    )
    #expect(Self.lines("match", told.first) == ["by external id"])
    let changes = told.first?.sections.flatMap(\.changes) ?? []
    #expect(
      changes.map(\.line) == [
        "removeFromGroup p1@example.com Finance", "addToGroup p1@example.com Engineering",
      ]
    )
    #expect(
      Self.lines("limits", told.first)
        == [
          "membershipRemovals: 1 of 2, 5 allowed", "groupDepartures: 1 of 2, 1 allowed",
        ]
    )
  }

  @Test(
    "a person can be asked for by address, id, organization id and name",
    arguments: ["p1@example.com", "u1", "m1", "Ada"]
  )
  func who(_ who: String) throws {
    var world = PlainWorld.matching(3)
    world.source.users[0].name = "Ada"
    #expect(try Self.explain(who, world).map(\.subject) == ["p1@example.com"])
  }

  @Test(
    "an entry and the member that is about to be linked to it are one person",
    arguments: ["p1@example.com", "u1", "m1"]
  )
  func linked(_ who: String) throws {
    var world = PlainWorld.matching(3)
    world.organization.members[0].externalID = nil
    let told = try Self.explain(who, world)
    #expect(told.map(\.subject) == ["p1@example.com"])
    #expect(Self.lines("match", told.first) == ["by address, if the link is made"])
    #expect(Self.lines("directory", told.first) == ["hq: p1@example.com · active · id u1"])
    #expect(
      Self.lines("organization", told.first) == [
        "m1 · p1@example.com · confirmed · user · external id none"
      ]
    )
    #expect(told.first?.sections.flatMap(\.changes).map(\.action) == [.link])
  }

  @Test func `nobody fits an unknown word`() throws {
    #expect(try Self.explain("nobody", PlainWorld.matching(3)).isEmpty)
  }

  @Test func `all entries of an id are told together`() throws {
    var world = PlainWorld.matching(3)
    world.source.users.append(.init("u1", "other@example.com"))
    let told = try Self.explain("u1", world)
    #expect(told.count == 1)
    #expect(
      Set(Self.lines("directory", told.first)) == [
        "hq: p1@example.com · active · id u1", "hq: other@example.com · active · id u1",
      ]
    )
    #expect(
      Self.lines("scope", told.first) == [
        "blocked: entries contradict each other; nothing is given",
        "blocked: entries contradict each other; nothing is given",
      ]
    )
  }

  @Test func `two people with one address are told one by one`() throws {
    var world = PlainWorld.matching(3)
    world.source.users.append(.init("u9", "p1@example.com"))
    let told = try Self.explain("p1@example.com", world)
    #expect(told.count == 2)
    #expect(
      told.map { Self.lines("directory", $0) } == [
        ["hq: p1@example.com · active · id u1"], ["hq: p1@example.com · active · id u9"],
      ]
    )
    #expect(Self.lines("worth knowing", told.first).count == 1)
  }

  @Test(
    "the scope rule that decided is named",
    arguments: [
      ("include", "out: no users.include fits"), ("exclude", "out: users.exclude has p1@*"),
      ("domains", "out: users.domains does not have its domain"),
      ("groups", "out: is in none of users.groups"),
      ("filter", "out: sources[].users.filter does not fit"),
      ("passes", "in: users.include has p*, no users.exclude fits"),
    ]
  )
  func scope(rule: String, line: String) throws {
    var world = PlainWorld.matching(3)
    world.source.groups = [.init("g1", "Staff", members: ["u2", "u3"])]
    switch rule {
    case "include": world.policy.users.include = ["x*", "p2@*"]
    case "exclude": world.policy.users.exclude = ["x*", "p1@*"]
    case "domains": world.policy.users.domains = ["example.org"]
    case "groups": world.policy.users.groups = ["Staff"]
    case "filter": world.source.users[0].marks = .leftOutByFilter
    default:
      world.policy.users.include = ["p*"]
      world.policy.users.exclude = ["x*"]
    }
    #expect(try Self.lines("scope", Self.explain("u1", world).first) == [line])
  }

  @Test func `a member whom no source knows is managed or foreign`() throws {
    var world = PlainWorld.matching(20)
    world.organization.members.append(.init("m99", "x9", "foreign@example.com"))
    world.source.users.removeFirst()
    let gone = try Self.explain("p1@example.com", world).first
    #expect(Self.lines("directory", gone) == ["no entry in any source"])
    #expect(Self.lines("match", gone) == ["managed: seen before in hq"])
    #expect(
      Self.lines("match", try Self.explain("m99", world).first)
        == ["foreign: no good run has seen this id in a configured source"]
    )
  }

  @Test func `a link and an invitation are told as the match`() throws {
    var world = PlainWorld.matching(3)
    world.organization.members[0].externalID = nil
    world.source.users.append(.init("u4", "new@example.com"))
    let linked = try Self.explain("u1", world).first
    #expect(Self.lines("match", linked) == ["by address, if the link is made"])
    #expect(linked?.sections.flatMap(\.changes).map(\.line) == ["link p1@example.com"])
    let invited = try Self.explain("u4", world).first
    #expect(Self.lines("match", invited) == ["no member has this id or address"])
    #expect(Self.lines("organization", invited) == ["no member"])
  }

  @Test func `an exceeded stop concerns everybody`() throws {
    var world = PlainWorld.matching(44)
    world.source.users.removeFirst(9)
    let told = try Self.explain("p20@example.com", world).first
    #expect(
      Self.lines("limits", told)
        == ["memberRemovals: 9 of 44, 4 allowed: exceeded, nothing at all is applied"]
    )
    #expect(Self.lines("changes", told) == ["none"])
  }

  @Test func `a group is told from both sides, whichever name is asked for`() throws {
    var world = PlainWorld.matching(6)
    world.source.groups = [
      .init("g1", "Team", members: ["u1", "u2"], subgroups: ["g2"]),
      .init("g2", "Lab", members: ["u3"]),
    ]
    world.organization.groups = [.init("o1", "g1", "Old team", members: ["m1"])]
    world.remember()
    let told = try Self.explain("Team", world).first
    #expect(
      Self.lines("directory", told) == [
        "hq: Team · id g1 · 2 users and 1 groups directly · takes part with 3 members, nested groups included"
      ]
    )
    #expect(Self.lines("organization", told) == ["o1 · Old team · external id g1 · 1 members"])
    #expect(
      told?.sections.flatMap(\.changes).map(\.line) == [
        "renameGroup Old team", "addToGroup p2@example.com Old team",
        "addToGroup p3@example.com Old team",
      ]
    )
  }

  @Test(
    "a group is found by its name and its ids on both sides",
    arguments: [
      ("Team", ["Team"]), ("g1", ["Old team", "Team"]), ("o1", ["Old team"]), ("g2", ["Lab"]),
      ("Old team", ["Old team"]), ("o3", ["By hand"]), ("By hand", ["By hand"]), ("g9", []),
    ]
  )
  func groups(who: String, subjects: [String]) throws {
    var world = PlainWorld.matching(6)
    world.source.groups = [.init("g1", "Team"), .init("g2", "Lab")]
    world.organization.groups = [.init("o1", "g1", "Old team"), .init("o3", nil, "By hand")]
    #expect(try Self.explain(who, world).map(\.subject) == subjects)
  }

  @Test func `groups are reached through others to any depth, cycles included`() throws {
    var world = PlainWorld.matching(3)
    world.source.groups = [
      .init("g1", "A", subgroups: ["g2"]), .init("g2", "B", subgroups: ["g3"]),
      .init("g3", "C", members: ["u1"], subgroups: ["g1"]), .init("g4", "D", members: ["u2"]),
    ]
    #expect(
      try Self.lines("directory", Self.explain("u1", world).first).last
        == "groups A (through B), B (through C), C"
    )
  }

  @Test func `whoever waits for a seat is told so`() throws {
    var world = PlainWorld.matching(3)
    world.organization.seats = .init(total: 3, used: 3)
    world.source.users.append(.init("u4", "new@example.com"))
    let seats = try Self.lines("limits", Self.explain("u4", world).first)
    #expect(seats.contains { $0.hasPrefix("seats: ") }, "\(seats)")
    #expect(
      try !Self.lines("limits", Self.explain("u1", world).first).contains { $0.hasPrefix("seats") }
    )
  }

  @Test func `members that a group does not show are not counted`() throws {
    var world = PlainWorld.matching(3)
    world.source.groups = [.init("g1", "Staff"), .init("g2", "Lab")]
    world.organization.groups = [
      .init("o1", "g1", "Staff", members: ["m1"]), .init("o2", "g2", "Lab", members: ["m1"]),
    ]
    world.organization.untouchableGroups = ["o1": "cannot be read"]
    #expect(
      try Self.lines("organization", Self.explain("Staff", world).first) == [
        "o1 · Staff · external id g1 · members not shown"
      ]
    )
    #expect(
      try Self.lines("organization", Self.explain("u1", world).first).dropFirst() == [
        "groups Lab", "groups whose members are not shown, and so perhaps in them: 1",
      ]
    )
  }

  @Test func `of a target that shows no members what was written is told`() throws {
    var world = PlainWorld.matching(3)
    world.source.groups = [.init("g1", "Staff", members: ["u1"])]
    world.organization.groups = [.init("o1", "g1", "Staff")]
    world.organization.capabilities.showsMemberships = false
    world.memory.writtenMemberships = ["g1": ["u1"]]
    #expect(
      try Self.lines("organization", Self.explain("Staff", world).first) == [
        "o1 · Staff · external id g1 · 1 members by what was last written"
      ]
    )
    #expect(try Self.lines("organization", Self.explain("u1", world).first).last == "groups Staff")
  }
}
