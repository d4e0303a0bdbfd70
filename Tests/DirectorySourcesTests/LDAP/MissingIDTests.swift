import DirectoryModel
import DirectorySources
import LDAPClient
import TestSupport
import Testing

/// How many entries may come without an immutable id: five, or one in a hundred.
@Suite(
  .serialized,
  .needs(.slapd),
  .ldapServer(.slapd, ["--users", "700", "--groups", "1", "--foreign", "0", "--awkward", "0"])
)
struct MissingIDTests {
  /// Gives the users of these numbers an `employeeNumber`, or takes it away.
  private func number(_ users: ClosedRange<Int>, _ isThere: Bool = true) throws {
    let server = try LDAPServer.running()
    let changes = try users.map { number in
      let login = "p" + String(1_000_000 + number).dropFirst()
      let dn = try #require(server.expectation.users["\(login)@lab.example"]?.dn)
      let value = isThere ? "employeeNumber: \(number)\n" : ""
      return "dn: \(dn)\nchangetype: modify\nreplace: employeeNumber\n\(value)\n"
    }
    try server.modify(changes.joined())
  }

  private func read(_ filter: String? = nil) async throws -> DirectorySnapshot {
    var settings = LDAPSourceSettings(try LDAPServer.running())
    settings.users.externalID = "employeeNumber"
    settings.users.filter = filter
    return try await settings.read()
  }

  @Test func `the sixth is too many unless it is one in a hundred`() async throws {
    let twenty = "(|(uid=p00000*)(uid=p00001*)(uid=p000020))"
    try number(8...700)
    // 7 of 700.
    let snapshot = try await read()
    #expect(snapshot.users.count == 700)
    #expect((0..<700).map(snapshot.user).count { $0.id == nil } == 7)
    try number(8...8, false)
    let many = try await #require(throws: SourceError.self) { try await read() }
    #expect(many.reason == "no-id")
    #expect(many.summary.contains("8 of 700 users have no employeeNumber"), "\(many.summary)")
    // 5 and 6 of 20.
    try number(1...3)
    #expect(try await read(twenty).users.count == 20)
    try number(3...3, false)
    let sixth = try await #require(throws: SourceError.self) { try await read(twenty) }
    #expect(sixth.summary.contains("6 of 20 users"), "\(sixth.summary)")
  }
}
