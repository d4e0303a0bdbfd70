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

  @Test func `where some are known, those go on and the others are told`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      let run = try await site.run("sync", "--yes", "--only", "p1@example.com", "--only", "p7")
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.errors == "! no change concerns 'p7'\n")
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
