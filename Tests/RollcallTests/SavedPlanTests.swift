import TestSupport
import Testing

/// `rollcall apply FILE`, by the built binary.
@Suite struct SavedPlanTests {
  @Test func `two members with one external id are both revoked`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 12)
      try site.writeOrganization(
        (0..<12).map { .init(id: "m\($0)", externalID: "u\($0)", email: "p\($0)@example.com") }
          + [.init(id: "m0b", externalID: "u0", email: "second@example.com")]
      )
      site.users[0].isActive = false
      let saved = folder + "/plan.json"
      #expect(try await site.run("plan", "--out", saved).code == 0)
      let applied = try await site.run("apply", saved, "--yes")
      #expect(applied.code == 0, "\(applied.errors)")
      #expect(try site.statuses()["p0@example.com"] == "revoked")
      #expect(try site.statuses()["second@example.com"] == "revoked")
    }
  }

  @Test func `what a reviewed plan took away does not count against later runs`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      _ = try await site.run("sync", "--yes")
      site.users.removeFirst(2)
      let saved = folder + "/plan.json"
      #expect(try await site.run("plan", "--out", saved).code == 0)
      #expect(try await site.run("apply", saved, "--yes").code == 0)
      site.users.removeFirst(1)
      let next = try await site.run("sync", "--yes")
      #expect(next.code == 0, "\(next.errors)")
      site.users.removeFirst(2)
      // Those of the ordinary run do.
      #expect(try await site.run("sync", "--yes").code == 3)
    }
  }
}
