import JSONReader
import TestSupport
import Testing

/// `--only WHO`, where nothing is planned for them.
@Suite struct PartTests {
  @Test(
    "who is named and has no planned change is most likely misspelt",
    arguments: [["plan"], ["sync", "--yes"], ["sync", "--dry-run"]]
  )
  func misspelt(command: [String]) async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      try site.writeExport()
      let run = try await site.runWithoutExport(
        command + ["--only", "p7@example.com", "--only", "Person 1"]
      )
      #expect(run.code == 64)
      #expect(run.output == "")
      #expect(
        run.errors == """
          Error: no planned change concerns 'p7@example.com' or 'Person 1'
          Hint: Name a member by address or id, a group by name or id, as the whole plan lists them; 'rollcall explain p7@example.com --config \(site.configurationPath)' tells what is known. Nothing was changed.
          rollcall: exit 64: usage

          """
      )
      #expect(try !site.names(in: folder).contains("organization.json"))
    }
  }

  @Test(arguments: [["plan"], ["sync", "--yes"]])
  func `who is misspelt is told so also where nothing is planned`(command: [String]) async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      _ = try await site.run("sync", "--yes")
      let run = try await site.runWithoutExport(command + ["--only", "p7@example.com"])
      #expect(run.code == 64, "\(run.output)")
      #expect(run.errors.hasPrefix("Error: no planned change concerns 'p7@example.com'\n"))
    }
  }

  @Test(arguments: ["P1@example.com", "u1", "m1", "g1", "k1", "Staff", "g2", "Guests", "old"])
  func `who is known on either side has nothing to do while others have`(who: String) async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 3)
      site.groups = [
        .init(id: "g1", name: "Staff", members: ["u1"]),
        .init(id: "g2", name: "Guests", members: []),
      ]
      site.settings = #", "groups": { "exclude": ["Guests"] }"#
      try site.writeOrganization([
        .init(id: "m1", externalID: "u1", email: "p1@example.com"),
        .init(id: "old", email: "old@example.com"),
      ])
      let first = try await site.run("sync", "--yes", "--only", "u1")
      #expect(first.code == 0, "\(first.errors)")
      let group = try #require(try site.organization()["groups"]?.array?.first)
      let name = who == "k1" ? try #require(group["id"]?.string) : who
      for command in [["plan"], ["sync", "--yes"]] {
        let run = try await site.runWithoutExport(command + ["--only", name])
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output == "nothing to do for \(name)\n")
        #expect(run.errors == "")
      }
    }
  }

  @Test func `where some are known, those go on and the others are told`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      let run = try await site.run("sync", "--yes", "--only", "p1@example.com", "--only", "p7")
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.errors == "! nobody and nothing on either side is called 'p7'\n")
      #expect(try site.statuses().keys.sorted() == ["p1@example.com"])
    }
  }

  @Test func `of a part nobody says that all is in sync`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      _ = try await site.run("sync", "--yes")
      for command in [["plan"], ["sync", "--yes"]] {
        try site.writeExport()
        let run = try await site.runWithoutExport(command + ["--only", "p1@example.com"])
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output == "nothing to do for p1@example.com\n")
        #expect(run.errors == "")
      }
      #expect(try await site.run("history").output.contains("  nothing  "))
    }
  }
}
