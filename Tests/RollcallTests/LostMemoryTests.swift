import TestSupport
import Testing

/// A run whose changes were made, but could not be remembered.
struct LostMemoryTests {
  @Test(.needsStrace) func `what could not be remembered is recovered from the journal`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 12)
      #expect(try await site.run("sync", "--yes").code == 0)
      site.users[0].isActive = false
      try site.writeExport()
      // The saved plan, the organization, the ledger: the third file that is put in its place.
      let full = try await RollcallProcess.run(
        ["sync", "--yes", "--config", site.configurationPath],
        under: [
          "taskset", "-c", "0", "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=rename",
          "-e", "inject=rename:error=ENOSPC:when=3",
        ]
      )
      #expect(full.code == 74, "\(full.output)\(full.errors)")
      #expect(full.errors.contains("ledger.json"), "\(full.errors)")
      #expect(try site.statuses()["p0@example.com"] == "revoked")
      // Whom this tool has revoked it gives access back; whom somebody else has, it does not.
      site.users[0].isActive = true
      let next = try await site.run("sync", "--yes")
      #expect(next.code == 0, "\(next.output)\(next.errors)")
      #expect(try site.statuses()["p0@example.com"] != "revoked", "\(next.output)\(next.errors)")
    }
  }
}
