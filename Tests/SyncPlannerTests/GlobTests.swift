import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

/// Patterns of `users.include`, `users.exclude`, `groups.include` and `groups.exclude`.
@Suite struct GlobTests {
  @Test(
    "a pattern on addresses is matched as a whole, without case",
    arguments: [
      ("*", true), ("bob.ray@example.com", true), ("BOB.RAY@Example.COM", true),
      ("bob.*", true), ("*.com", true), ("*ray*", true), ("b*b*r*y@*", true), ("*@*.*", true),
      ("?ob.ray@example.com", true), ("bob?ray@*", true), ("bob.ray@example.co?", true),
      ("*m", true), ("**@**", true), ("*a*a*e*", true),
      ("bob", false), ("ob.*", false), ("*.co", false), ("bob.ray@example.com?", false),
      ("*@example.org", false), ("?bob*", false), ("bob.ray@example.comm", false), ("*z*", false),
      ("bob.ray@example.co", false), ("*a*a*a*a*", false),
    ]
  )
  func addresses(pattern: String, fits: Bool) throws {
    var world = PlainWorld()
    world.source.users = [.init("u1", "bob.ray@example.com"), .init("u2", "zoe@other.net")]
    world.policy.users.include = [pattern, "zoe@*"]
    let invited = try world.plan().changes.compactMap(\.member?.email)
    #expect(invited == (fits ? ["bob.ray@example.com", "zoe@other.net"] : ["zoe@other.net"]))
  }

  @Test(
    "a pattern on names is matched as a whole, with case, a letter of any alphabet being one",
    arguments: [
      ("Größe *", true), ("Gr??e ?", true), ("Gr?*e x", true), ("*", true),
      ("größe *", false), ("Gr???e x", false), ("Größe*?*?*?", false), ("*X", false),
    ]
  )
  func names(pattern: String, fits: Bool) throws {
    var world = PlainWorld.matching(1)
    world.source.groups = [.init("g1", "Größe x"), .init("g2", "Other")]
    world.policy.groups.include = ["Other", pattern]
    let created = try world.plan().changes.compactMap(\.group?.name)
    #expect(created.contains("Größe x") == fits)
    #expect(created.contains("Other"))
  }

  @Test func `an id names a group whole`() throws {
    var world = PlainWorld.matching(1)
    world.source.groups = [.init("g1", "A"), .init("g2", "B"), .init("g11", "C")]
    world.policy.groups.include = ["id:g1"]
    #expect(try world.lines() == ["createGroup A"])
    world.policy.groups.include = []
    world.policy.groups.exclude = ["id:g11", "B"]
    #expect(try world.lines() == ["createGroup A"])
  }
}
