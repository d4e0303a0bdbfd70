import JSONReader
import TestSupport
import Testing

/// What other tools did to people in numbers, or behind an administrator's back.
@Suite struct PeopleIncidents {
  /// The status of each member, by address.
  static func statuses(_ site: Site) throws -> [String: String] {
    let members = try site.organization()["members"]?.array ?? []
    return Dictionary(
      members.map { ($0["email"]?.string ?? "", $0["status"]?.string ?? "") },
      uniquingKeysWith: { first, _ in first }
    )
  }

  @Test func `44 of 44 people deleted under an absolute cap of 500`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 44)
      site.settings = #", "limits": { "memberRemovals": { "count": 500 } }"#
      _ = try await site.run("sync", "--yes")
      let before = try site.organizationBytes()
      site.users = [Site.User(id: "new", email: "new@example.com", name: "New")]
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 3, "\(run.output)\(run.errors)")
      #expect(run.errors.contains("44 of 44 members would lose access (100 %, limit 4)"))
      #expect(try site.organizationBytes() == before)
    }
  }

  @Test func `a filter changed so that everybody is out`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 44)
      _ = try await site.run("sync", "--yes")
      let before = try site.organizationBytes()
      site.settings = #", "users": { "include": ["*@exmaple.com"] }"#
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 3, "\(run.output)\(run.errors)")
      #expect(try site.organizationBytes() == before)
    }
  }

  @Test func `a filter changed so that a few are out waits for a person`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 44)
      _ = try await site.run("sync", "--yes")
      let before = try site.organizationBytes()
      site.settings = #", "users": { "exclude": ["p1@example.com"] }"#
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 10, "\(run.output)\(run.errors)")
      #expect(run.output.contains("the configuration of who takes part has changed"))
      #expect(try site.organizationBytes() == before)
    }
  }

  @Test func `groups emptied while the cap on people held`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 30)
      let everybody = site.users.map(\.id)
      site.groups = (1...3).map { .init(id: "g\($0)", name: "Group \($0)", members: everybody) }
      #expect(try await site.run("sync", "--yes").code == 0)
      let before = try site.organizationBytes()
      site.groups = (1...3).map { .init(id: "g\($0)", name: "Group \($0)", members: []) }
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 10, "\(run.output)\(run.errors)")
      #expect(run.output.contains("over limits.groupShrink: 30, allowed 15"))
      #expect(try site.organizationBytes() == before)
    }
  }

  @Test func `an administrator's block is not undone`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 10)
      _ = try await site.run("sync", "--yes")
      let text = String(decoding: try site.organizationBytes(), as: UTF8.self)
      // The first member, blocked by hand.
      try site.write(
        text.replacing(#""status": "invited""#, with: #""status": "revoked""#, maxReplacements: 1),
        to: "organization.json"
      )
      let before = try site.organizationBytes()
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 0, "\(run.errors)")
      #expect(try site.organizationBytes() == before)
      #expect(try await site.run("plan", "--all").output.contains("p0@example.com"))
    }
  }

  @Test func `500 invited by a loose filter`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 100)
      _ = try await site.run("sync", "--yes")
      let before = try site.organizationBytes()
      site.users += (0..<500).map {
        Site.User(id: "x\($0)", email: "x\($0)@example.com", name: "Guest \($0)")
      }
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 10, "\(run.output)\(run.errors)")
      #expect(run.output.contains("invitations"))
      #expect(try site.organizationBytes() == before)
    }
  }

  @Test func `a changed address is neither a removal nor an invitation`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 10)
      _ = try await site.run("sync", "--yes")
      site.users[0].email = "married@example.com"
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output.contains("1 applied, 0 failed"))
      let statuses = try Self.statuses(site)
      #expect(statuses.count == 10)
      #expect(statuses["married@example.com"] == "invited")
    }
  }

  @Test func `the leaver's address given to somebody new opens nothing`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      _ = try await site.run("sync", "--yes")
      site.users[0] = Site.User(id: "somebody-else", email: "p0@example.com", name: "Other")
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 10, "\(run.output)\(run.errors)")
      let first = try #require(try site.organization()["members"]?.array?.first)
      #expect(first["externalId"]?.string == "u0")
      #expect(first["status"]?.string == "revoked")
      #expect(try site.organization()["members"]?.array?.count == 20)
    }
  }

  @Test func `four small disasters in one day are one`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 44)
      _ = try await site.run("sync", "--yes")
      var codes: [Int32] = []
      for _ in 0..<4 {
        site.users.removeFirst(2)
        codes.append(try await site.run("sync", "--yes").code)
      }
      #expect(codes == [0, 0, 3, 3])
      #expect(try Self.statuses(site).values.count { $0 == "revoked" } == 4)
    }
  }

  @Test func `two configurations of one organization do not fight`() async throws {
    try await inTemporaryFolder { folder in
      let first = Site(folder, people: 20)
      _ = try await first.run("sync", "--yes")
      var second = Site(folder, people: 5)
      second.users = (0..<5).map {
        Site.User(id: "other\($0)", email: "o\($0)@example.org", name: "Other \($0)")
      }
      second.name = "branch"
      let run = try await second.run("sync", "--yes", "--state", folder + "/other-state")
      #expect(run.code == 10, "\(run.output)\(run.errors)")
      let statuses = try Self.statuses(second)
      #expect(statuses.values.count { $0 == "revoked" } == 0)
      #expect(statuses.keys.contains("p0@example.com"))
    }
  }

  @Test func `a member list that the target cuts is left alone`() throws {
    var world = PlainWorld.matching(6)
    world.organization.groups = [.init("g1", "staff", "Staff", members: ["m1", "m2"])]
    world.organization.untouchableGroups = ["g1": "lists 2 of 200 members"]
    world.source.groups = [.init("staff", "Staff", members: ["u3", "u4"])]
    #expect(try world.lines() == [])
    #expect(try world.advisories().count == 1)
  }
}
