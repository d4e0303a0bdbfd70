import DirectoryModel
import DirectorySources
import ExportFiles
import Testing

/// One id with very many descriptions is read in time that grows with their number, not with its square.
@Suite struct ManyVersionsTests {
  private static func lines(_ count: Int, _ line: (Int) -> String) -> String {
    (0..<count).map(line).joined(separator: "\n") + "\n"
  }

  @Test(.timeLimit(.minutes(2)))
  func `an id on sixty thousand lines with as many addresses is read in linear time`() async throws
  {
    let count = 60_000
    let users = Self.lines(count) { #"{"type":"user","id":"0","email":"u\#($0)@example.com"}"# }
    let snapshot = try await WrittenExport([
      "users.ndjson": #"{"format":"directory-export/1"}"# + "\n" + users
        + #"{"type":"end","counts":{"users":1}}"#
    ]).read()
    #expect(snapshot.users.count == count)
    #expect(snapshot.advisories("duplicate-record") == ["0"])
  }

  @Test(.timeLimit(.minutes(2)))
  func `a member list that describes one stranger in many ways is read in linear time`()
    async throws
  {
    let members = Self.lines(30_000) { Okta.user("u2", "m\($0)@example.com") }
    let snapshot = try await WrittenExport([
      "users.json": Okta.users(Okta.user("u1", "a@example.com")),
      "groups.json": "[\(Okta.group("g1", "One"))]", "members/g1.json": members,
    ]).read()
    #expect(snapshot.advisories("unknown-member") == ["u2"])
  }

  @Test func `descriptions that say the same are one, however many there are`() async throws {
    // Forty different ones, each three times, with another case of the address and the name put together.
    let users = Self.lines(120) { number in
      let address = "\(number < 40 ? "U" : "u")\(number % 40)é@Example.com"
      return
        #"{"id":7,"email":"\#(address)","firstname":"A","lastname":"B \#(number % 40)","status":1}"#
    }
    let snapshot = try await WrittenExport(["users.json": users]).read()
    #expect(snapshot.users.count == 40)
    #expect(snapshot.user(0).email == "u0é@example.com")
    #expect(snapshot.user(39).email == "u39é@example.com")
  }
}
