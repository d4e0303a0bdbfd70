import TestSupport
import Testing

/// What `check` says of each base of a directory: by the built binary.
@Suite(
  .serialized,
  .needs(.slapd),
  .ldapServer(.slapd, ["--users", "20", "--groups", "3", "--depth", "1", "--disabled", "0"])
)
struct CheckBasesTests {
  private func lines(_ run: RollcallProcess.Result) -> [String] {
    run.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
  }

  @Test func `each base has a line with what it gives`() async throws {
    try await inTemporaryFolder { folder in
      var site = try LDAPSite(folder)
      let base = site.server.base
      site.userBases = ["ou=people,\(base)", "ou=groups,\(base)"]
      let check = try await site.run("check")
      #expect(check.code == 0, "\(check.output)\(check.errors)")
      let lines = lines(check)
      #expect(lines.contains("ok hq users.base ou=people,\(base) · 20 entries"), "\(lines)")
      #expect(lines.contains("warn hq users.base ou=groups,\(base) · 0 entries"), "\(lines)")
      #expect(lines.contains("ok hq groups.base ou=groups,\(base) · 3 entries"), "\(lines)")
      #expect(check.output.contains("nothing in it fits the filter"), "\(check.output)")
    }
  }

  @Test func `a base that is missing fails with the cure, and the others are looked at as well`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var site = try LDAPSite(folder)
      let base = site.server.base
      site.userBases = ["ou=gone,\(base)", "ou=people,\(base)"]
      let check = try await site.run("check")
      #expect(check.code == 5, "\(check.output)\(check.errors)")
      let lines = lines(check)
      #expect(lines.contains("ok hq users.base ou=people,\(base) · 20 entries"), "\(lines)")
      #expect(lines.contains("ok hq groups.base ou=groups,\(base) · 3 entries"), "\(lines)")
      let failures = lines.filter { $0.hasPrefix("fail hq") }
      #expect(failures.count == 1, "\(lines)")
      // In its place, and without a count that looks like an answer.
      let gone = lines.firstIndex { $0.contains("ou=gone,") }
      let people = lines.firstIndex { $0.contains("users.base ou=people,") }
      #expect(try #require(gone) < #require(people), "\(lines)")
      #expect(!lines.contains { $0.contains("ou=gone,\(base) · ") }, "\(lines)")
      #expect(failures.first?.contains("ou=gone,\(base)") == true, "\(lines)")
      #expect(check.output.contains("check 'base' and its rights"), "\(check.output)")
    }
  }

  @Test func `what the account may not see is said, with the right that is missing`() async throws {
    try await inTemporaryFolder { folder in
      var site = try LDAPSite(folder)
      site.reader = "cn=blind,o=service"
      let check = try await site.run("check")
      #expect(check.code == 5, "\(check.output)\(check.errors)")
      #expect(check.output.contains("ou=groups,\(site.server.base)"), "\(check.output)")

      site.reader = site.server.reader
      site.userKeys = #""externalId": "employeeNumber""#
      let withoutID = try await site.run("check")
      #expect(withoutID.output.contains("20 entries, 20 without an id"), "\(withoutID.output)")
      #expect(withoutID.output.contains("'externalId'"), "\(withoutID.output)")
    }
  }
}
