import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

/// Whom a source that can look single ids up is asked about.
@Suite struct MissingPeopleTests {
  /// `u1` to `u3` are missing from the read; `u2` is revoked already; one member carries no external id.
  private static func ids(_ departures: SyncPolicy.Departures) throws -> [String] {
    var world = PlainWorld.matching(5)
    world.source.users.removeFirst(3)
    world.organization.members[1].status = .revoked
    world.organization.members.append(.init("m9", nil, "guest@example.com"))
    return try MissingPeople.ids(
      world.organization.snapshot(),
      world.source.snapshot(),
      departures: departures
    )
  }

  @Test func `who would lose access is looked up, sorted`() throws {
    #expect(try Self.ids(.init()) == ["u1", "u3"])
  }

  @Test func `a revoked member is looked up where absence removes for good`() throws {
    var departures = SyncPolicy.Departures()
    departures.absent = .remove
    #expect(try Self.ids(departures) == ["u1", "u2", "u3"])
  }

  @Test func `a revoked member is looked up where age removes`() throws {
    var departures = SyncPolicy.Departures()
    departures.removeAfter = 30 * 86_400
    #expect(try Self.ids(departures) == ["u1", "u2", "u3"])
  }
}
