import JSONReader
import TestSupport
import Testing

/// Who leaves, who is held and who stays, by the built binary.
@Suite struct LeaverTests {
  @Test func `missing from a bare export, one person leaves with a second and newer one`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      site.exportAge = 3 * 3600
      _ = try await site.run("sync", "--yes")
      site.exportAge = 0
      site.isComplete = false
      site.users.remove(at: 0)
      try site.writeExport()
      try site.ageExport(2 * 3600)
      let first = try await site.runWithoutExport(["sync", "--yes"])
      #expect(first.code == 0, "\(first.errors)")
      #expect(first.output.contains("absent, 1 of 2"))
      #expect(first.output.contains("to export with proof, use the neutral layout"))
      #expect(try site.statuses()["p0@example.com"] == "invited")
      let again = try await site.runWithoutExport(["sync", "--yes"])
      #expect(again.output.contains("0 new since the last run"))
      #expect(try site.statuses()["p0@example.com"] == "invited")
      let second = try await site.run("sync", "--yes")
      #expect(second.code == 0, "\(second.errors)")
      #expect(try site.statuses()["p0@example.com"] == "revoked")
    }
  }

  @Test func `missing from a bare export, twenty of three hundred wait for a person`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 300)
      site.exportAge = 3 * 3600
      _ = try await site.run("sync", "--accept", try await digest(site))
      site.exportAge = 0
      site.isComplete = false
      site.users.removeFirst(20)
      try site.writeExport()
      try site.ageExport(2 * 3600)
      #expect(try await site.runWithoutExport(["sync", "--yes"]).code == 0)
      let second = try await site.run("sync", "--yes")
      #expect(second.code == 10, "\(second.errors)")
      #expect(try site.statuses().values.allSatisfy { $0 == "invited" })
      let passed = try await site.run("sync", "--accept", try await digest(site))
      #expect(passed.code == 0, "\(passed.errors)")
      #expect(try site.statuses().values.count { $0 == "revoked" } == 20)
    }
  }

  @Test func `a wrong filter holds whom it hits, night by night, while a leaver goes`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 300)
      _ = try await site.run("sync", "--accept", try await digest(site))
      site.settings = #", "users": { "exclude": ["p1?@*", "p2?@*", "p3?@*", "p4?@*"] }"#
      site.users[299].isActive = false
      let friday = try await site.run("sync", "--yes")
      #expect(friday.code == 10, "\(friday.errors)")
      #expect(
        try site.statuses().filter { $0.value == "revoked" }.map(\.key) == ["p299@example.com"]
      )
      #expect(friday.output.contains("the configuration of who takes part has changed"))
      let saturday = try await site.run("sync", "--yes")
      #expect(saturday.code == 10)
      #expect(saturday.output.contains("40 held; 0 new since the last run"))
      #expect(try site.statuses().values.count { $0 == "revoked" } == 1)
      site.settings = ""
      let monday = try await site.run("sync", "--yes")
      #expect(monday.code == 0)
      #expect(monday.output == "in sync: 300 users, 300 members, 0 groups; nothing to do\n")
    }
  }

  @Test func `while everything is stopped, one leaver goes by a digest of their own`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 60)
      _ = try await site.run("sync", "--yes")
      site.users[59].isActive = false
      site.users.removeFirst(20)
      #expect(try await site.run("sync", "--yes").code == 3)
      let who = "P59@example.com"
      let plan = try await site.run("plan", "--only", who, "--format", "json")
      let digest = try #require(try JSONValue(parsing: plan.output)["digest"]?.string)
      let passed = try await site.run("sync", "--only", who, "--accept", String(digest.prefix(12)))
      #expect(passed.code == 0, "\(passed.errors)")
      #expect(
        try site.statuses().filter { $0.value == "revoked" }.map(\.key) == ["p59@example.com"]
      )
      #expect(try await site.run("sync", "--yes").code == 3)
    }
  }

  @Test func `an owner and a last owner stay, an admin who is disabled does not`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      try site.writeOrganization([
        .init(id: "m0", externalID: "u0", email: "p0@example.com", role: "owner"),
        .init(id: "m1", externalID: "u1", email: "p1@example.com", role: "admin"),
      ])
      _ = try await site.run("sync", "--yes")
      site.users[0].isActive = false
      site.users[1].isActive = false
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 10, "\(run.errors)")
      #expect(
        run.errors.hasSuffix("(rollcall explain p0@example.com --config \(folder)/config.json)\n")
      )
      #expect(try site.statuses()["p0@example.com"] == "confirmed")
      #expect(try site.statuses()["p1@example.com"] == "revoked")
      site.settings = #", "protect": { "roles": [] }"#
      #expect(try await site.run("sync", "--yes").code == 10)
      #expect(try site.statuses()["p0@example.com"] == "confirmed")
    }
  }

  @Test func `whom an administrator has revoked is not restored`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 5)
      _ = try await site.run("sync", "--yes")
      var text = try String(decoding: site.organizationBytes(), as: UTF8.self)
      let status = try #require(text.firstRange(of: #""status":"#)?.upperBound)
      let end = try #require(text[status...].firstRange(of: ",")?.lowerBound)
      text.replaceSubrange(status..<end, with: #""revoked""#)
      try site.write(text, to: "organization.json")
      let run = try await site.run("plan", "--all")
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output.contains("is revoked, but not by this tool"))
      #expect(try await site.run("sync", "--yes").code == 0)
      #expect(try site.statuses().values.count { $0 == "revoked" } == 1)
    }
  }

  /// The digest of the plan made now.
  private func digest(_ site: Site) async throws -> String {
    let plan = try await site.run("plan", "--format", "json")
    return try #require(try JSONValue(parsing: plan.output)["digest"]?.string)
  }
}
