import JSONReader
import TestSupport
import Testing

/// First runs against organizations that others have filled, and addresses that change hands.
@Suite struct FirstRunTests {
  @Test func `members with another tool's ids are foreign, however many, and nobody leaves`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 20)
      try site.writeOrganization(
        (0..<40).map { .init(id: "m\($0)", externalID: "x\($0)", email: "old\($0)@example.com") }
      )
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 10, "\(run.errors)")
      #expect(run.output.contains("40 held"))
      #expect(run.output.contains("no good run has ever seen this id"))
      #expect(
        run.output.contains(
          "\n  ? revoke  old0@example.com   its external id x0 was never seen in the sources\n"
        )
      )
      #expect(try site.statuses().count == 60)
      #expect(try !site.statuses().values.contains("revoked"))
    }
  }

  @Test func `all ids new and all addresses known stops, and relinking is a plan of its own`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 20)
      try site.writeOrganization(
        (0..<20).map { .init(id: "m\($0)", externalID: "x\($0)", email: "p\($0)@example.com") }
      )
      let before = try site.organizationBytes()
      let stopped = try await site.run("sync", "--yes")
      #expect(stopped.code == 3)
      #expect(stopped.errors.contains("identityChange"))
      #expect(stopped.errors.contains("--relink"))
      #expect(try site.organizationBytes() == before)
      let saved = folder + "/plan.json"
      #expect(try await site.run("plan", "--relink", "--out", saved).code == 0)
      let plan = try JSONValue(parsing: String(decoding: site.contents(saved), as: UTF8.self))
      let digest = try #require(plan["digest"]?.string)
      #expect(try await site.run("apply", saved, "--yes").code == 64)
      for part in ["", "0", String(digest.prefix(1)), String(digest.prefix(11)), digest + "0"] {
        let refused = try await site.run("apply", saved, "--accept", part)
        #expect(refused.code == 64, "\(part): \(refused.errors)")
        #expect(try await site.run("sync", "--accept", part).code == 64)
      }
      let other = try await site.run("apply", saved, "--accept", "0123456789ab")
      #expect(other.code == 9)
      #expect(
        other.errors.hasPrefix(
          "Error: the plan in \(saved) is \(digest.prefix(12)), not 0123456789ab\n"
        ),
        "\(other.errors)"
      )
      #expect(try site.organizationBytes() == before)
      let applied = try await site.run("apply", saved, "--accept", digest)
      #expect(applied.code == 0, "\(applied.errors)")
      let ids = try site.organization()["members"]?.array?.map { $0["externalId"]?.string }
      #expect(ids == (0..<20).map { "u\($0)" })
      // The names, which the members did not have.
      #expect(try await site.run("sync", "--yes").code == 0)
      #expect(try await site.run("sync", "--yes").output.hasPrefix("in sync"))
    }
  }

  @Test func `where half was invited by hand, people are linked and groups wait`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      site.groups = (0..<6).map {
        .init(id: "g\($0)", name: "Team \($0)", members: ["u0", "u\($0 + 10)"])
      }
      let people = (0..<10).map {
        Site.Member(id: "m\($0)", externalID: nil, email: "p\($0)@example.com")
      }
      let guests = (0..<15).map {
        Site.Member(id: "g\($0)", externalID: nil, email: "guest\($0)@example.com")
      }
      try site.writeOrganization(
        people + guests,
        (0..<6).map { .init(id: "t\($0)", name: "Team \($0)", members: ["m1", "g\($0)"]) }
      )
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 10, "\(run.errors)")
      #expect(run.output.contains("? link    group Team 0"))
      #expect(run.output.contains("15 members carry no external id"))
      let members = try site.organization()["members"]?.array ?? []
      #expect(members.count == 35)
      #expect(members.count { $0["externalId"]?.string != nil } == 20)
      for team in 0..<6 {
        #expect(
          try site.members(of: "Team \(team)") == ["guest\(team)@example.com", "p1@example.com"]
        )
      }
      #expect(try site.organization()["groups"]?.array?.count == 6)
    }
  }

  @Test func `a copied address gains nothing and keeps nothing`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      site.groups = [
        .init(id: "g0", name: "Vault", members: ["u0"]),
        .init(id: "g1", name: "Desk", members: ["u1", "u2"]),
      ]
      _ = try await site.run("sync", "--yes")
      site.users[1].email = "p0@example.com"
      site.groups?[1].members = ["u2"]
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output.contains("users.prefer"))
      #expect(try site.members(of: "Vault") == ["p0@example.com"])
      #expect(try site.members(of: "Desk") == ["p2@example.com"])
      #expect(try site.statuses().count == 20)
    }
  }

  @Test func `a leaver's address given to a new person inherits nothing`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      site.groups = [.init(id: "g0", name: "Vault", members: ["u0", "u1"])]
      _ = try await site.run("sync", "--yes")
      site.users[0] = .init(id: "n0", email: "p0@example.com", name: "New Person")
      site.groups = [.init(id: "g0", name: "Vault", members: ["u1"])]
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 10, "\(run.errors)")
      #expect(run.output.contains("remove that member in the organization"))
      #expect(try site.statuses()["p0@example.com"] == "revoked")
      #expect(try site.statuses().count == 20)
      #expect(try await site.run("sync", "--yes").code == 10)
      let ids = try site.organization()["members"]?.array?.map { $0["externalId"]?.string }
      #expect(ids?.contains("n0") == false)
    }
  }

  @Test func `two of twelve groups that dissolve wait while a leaver goes`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      site.groups = (0..<12).map { .init(id: "g\($0)", name: "Team \($0)", members: ["u\($0)"]) }
      _ = try await site.run("sync", "--accept", try await digest(site))
      site.groups?.removeFirst(2)
      site.users[19].isActive = false
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 10, "\(run.errors)")
      #expect(run.output.contains("over limits.groupDepartures: 2, allowed 1"))
      #expect(try site.members(of: "Team 0") == ["p0@example.com"])
      #expect(try site.statuses()["p19@example.com"] == "revoked")
    }
  }

  private func digest(_ site: Site) async throws -> String {
    let plan = try await site.run("plan", "--format", "json")
    return try #require(try JSONValue(parsing: plan.output)["digest"]?.string)
  }
}
