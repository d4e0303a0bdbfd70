import TestSupport
import Testing

/// Options that would mean nothing where they stand.
@Suite struct OptionsTests {
  @Test(
    "an option that would be ignored is refused",
    arguments: [
      (["show", "roster", "--source", "hr"], "--source goes with 'show source'."),
      (["show", "organization", "--source", "hr"], "--source goes with 'show source'."),
      (
        ["sync", "--dry-run", "--yes"],
        "--dry-run applies nothing: leave --yes, --accept and --reason out."
      ),
      (
        ["sync", "--dry-run", "--accept", "0123456789ab"],
        "--dry-run applies nothing: leave --yes, --accept and --reason out."
      ),
      (
        ["undo", "20260101T000000Z-000000", "--dry-run", "--yes"],
        "--dry-run applies nothing: leave --yes, --accept and --reason out."
      ),
      (
        ["sync", "--yes", "--reason", "asked for"],
        "--reason is recorded with --accept; --yes approves nothing."
      ),
    ]
  )
  func ignored(arguments: [String], message: String) async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      try site.writeExport()
      let run = try await site.runWithoutExport(arguments)
      #expect(run.code == 64)
      #expect(run.errors.hasPrefix("Error: \(message)\n"), "\(run.errors)")
      #expect(try !site.names(in: folder).contains("organization.json"))
    }
  }
}
