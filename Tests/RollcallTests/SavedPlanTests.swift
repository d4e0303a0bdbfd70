import JSONReader
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

  @Test func `a plan that cannot be read is named, and nothing is changed`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      let path = folder + "/nosuch.json"
      let missing = try await site.run("apply", path, "--yes")
      #expect(missing.code == 64)
      #expect(
        missing.errors == """
          Error: cannot read \(path): no such file or folder
          Hint: Name the file that 'rollcall plan --config \(site.configurationPath) --out FILE' has written. Nothing was changed.
          rollcall: exit 64: usage

          """
      )
      let empty = try await site.run("apply", folder, "--yes")
      #expect(empty.code == 64, "\(empty.errors)")
      #expect(empty.errors.hasPrefix("Error: cannot read \(folder): it is not an ordinary file\n"))
    }
  }

  @Test func `a plan that fits no more names the command that makes a new one`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      let saved = folder + "/plan.json"
      _ = try await site.run("plan", "--out", saved)
      _ = try await site.run("sync", "--yes")
      let hint =
        "Hint: Make and review a new one with 'rollcall plan --config \(site.configurationPath) --out FILE'. Nothing was changed.\n"
      let stale = try await site.run("apply", saved, "--yes")
      #expect(stale.code == 9)
      #expect(stale.errors.contains(hint), "\(stale.errors)")
      try site.write("{}", to: "plan.json")
      let other = try await site.run("apply", saved, "--yes")
      #expect(other.code == 9)
      #expect(other.errors.contains(hint), "\(other.errors)")
    }
  }

  @Test func `the digest that is asked for is the file's, whatever has changed since`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 3)
      try site.writeOrganization([
        .init(id: "m1", externalID: "old-1", email: "guest@example.com")
      ])
      site.settings = #", "limits": { "mustExist": ["boss@example.com"] }"#
      let saved = folder + "/plan.json"
      #expect(try await site.run("plan", "--out", saved).code == 0)
      site.settings = ""
      let asked = try await site.run("apply", saved)
      #expect(asked.code == 64)
      let file = try JSONValue(parsing: Array(site.contents(saved)))
      let digest = String(try #require(file["digest"]?.string).prefix(12))
      let refused = try await site.run("apply", saved, "--yes")
      #expect(refused.errors.contains("Hint: Say --accept \(digest) to let"), "\(refused.errors)")
      let applied = try await site.run("apply", saved, "--accept", digest)
      #expect(applied.code == 0, "\(applied.errors)")
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
