import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct DuplicatesTests {
  private static func standings(_ users: [PlainDirectory.User], prefer: [String] = []) throws
    -> [Standing]
  {
    var world = PlainWorld()
    world.source.users = users
    world.policy.users.prefer = prefer
    return try world.input().roster.standings
  }

  @Test func `one id and one address twice is one person, the later entry`() throws {
    #expect(
      try Self.standings([
        .init("u1", "a@example.com", name: "A", changeTime: 1),
        .init("u1", "a@example.com", name: "B", changeTime: 2),
      ]) == [.merged, .member]
    )
    #expect(
      try Self.standings([
        .init("u1", "a@example.com", name: "B"), .init("u1", "a@example.com", name: "A"),
      ]) == [.merged, .member]
    )
  }

  @Test func `one id with two addresses blocks both, and who shares one of them`() throws {
    #expect(
      try Self.standings([
        .init("u1", "a@example.com"), .init("u1", "b@example.com"), .init("u2", "b@example.com"),
        .init("u3", "c@example.com"),
      ]) == [.blocked, .blocked, .blocked, .member]
    )
  }

  @Test func `by address an active entry beats disabled, deleted and filtered ones`() throws {
    #expect(
      try Self.standings([
        .init("u1", "a@example.com"), .init("u2", "a@example.com", state: .disabled),
        .init("u3", "a@example.com", state: .deleted),
        .init("u4", "a@example.com", marks: .leftOutByFilter),
      ]) == [.member, .disabled, .deleted, .outOfScope]
    )
  }

  @Test(
    "the first filter that one entry alone fits decides",
    arguments: [
      ([1, 0], [.member, .merged]), ([3, 1], [.member, .merged]), ([3, 3], [.blocked, .blocked]),
      ([0, 0], [.blocked, .blocked]), ([2, 1], [.merged, .member]),
    ] as [([UInt32], [Standing])]
  )
  func prefer(bits: [UInt32], standings: [Standing]) throws {
    #expect(
      try Self.standings(
        [
          .init("u1", "a@example.com", preferences: bits[0]),
          .init("u2", "a@example.com", preferences: bits[1]),
        ],
        prefer: ["first", "second"]
      ) == standings
    )
  }

  @Test func `ids are bytes: equivalent characters are two people`() throws {
    #expect(
      try Self.standings([
        .init("\u{e9}", "a@example.com"), .init("e\u{301}", "a@example.com"),
      ]) == [.blocked, .blocked]
    )
  }

  @Test func `a blocked person loses what their own id's list does not have, and gains nothing`()
    throws
  {
    var world = PlainWorld.matching(6)
    world.source.groups = [
      .init("g1", "Kept", members: ["u1"]), .init("g2", "Lost"),
      .init("g3", "Gained", members: ["u1"]),
    ]
    world.organization.groups = [
      .init("o1", "g1", "Kept", members: ["m1"]), .init("o2", "g2", "Lost", members: ["m1"]),
      .init("o3", "g3", "Gained"),
    ]
    world.source.users.append(.init("u99", "p1@example.com"))
    #expect(try world.lines() == ["removeFromGroup p1@example.com Lost"])
  }
}
