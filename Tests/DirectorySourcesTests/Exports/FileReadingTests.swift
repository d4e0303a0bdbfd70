import DirectoryModel
import DirectorySources
import Testing

@Suite struct FileReadingTests {
  private static let stats = #","_embedded":{"stats":{"usersCount":1}}}"#
  private static let headers = "HTTP/2 200\r\nlink: <https://x/y>; rel=\"self\"\r\n\r\n"
  private static let ada = Okta.user("u1", "ada@example.com")
  private static let bea = Okta.user("u2", "bea@example.com")

  private static func read(_ files: [String: String]) async throws -> [String] {
    try await WrittenExport(files).read().readings[0].files.map { file in
      let numbers = [file.users, file.groups, file.memberships].map { $0.map(String.init) ?? "-" }
      let level = file.completeness?.rawValue ?? "nothing"
      #expect((file.missingProof == nil) == (file.completeness ?? .proven == .proven))
      return "\(file.name) \(numbers.joined(separator: " ")) \(level)"
    }
  }

  @Test func `each file has its own level, and an agreeing count proves a list of members`()
    async throws
  {
    let counted = String(Okta.group("g1", "One").dropLast()) + Self.stats
    let found = try await Self.read([
      "groups.http": Self.headers + "[\(counted),\(Okta.group("g2", "Two"))]",
      "members/g1.json": "[\(Self.ada)]", "members/g2.json": "[\(Self.ada),\(Self.bea)]",
      "users.json": Okta.users(Self.ada, Self.bea),
    ])
    #expect(
      found == [
        "groups.http - 2 - proven", "members/g1.json - - 1 proven",
        "members/g2.json - - 2 unproven",
        "users.json 2 - - unproven",
      ]
    )
  }

  @Test func `a member who is nobody makes the list of users doubtful`() async throws {
    let found = try await Self.read([
      "groups.json": "[\(Okta.group("g1", "One"))]", "map.json": #"{"g1":["u1","u9"]}"#,
      "users.json": "[\(Self.ada)]",
    ])
    #expect(
      found == [
        "groups.json - 1 - unproven", "map.json - - 2 doubtful", "users.json 1 - - doubtful",
      ]
    )
  }

  @Test func `what counts for nothing says so`() async throws {
    let found = try await Self.read(["members.json": "[]", "users.json": "[\(Self.ada)]"])
    #expect(found == ["members.json - - - nothing", "users.json 1 - - unproven"])
  }

  @Test func `one document can be everything`() async throws {
    let found = try await Self.read([
      "all.json": """
      {"format":"directory-export/1","complete":true,"counts":{"users":1,"groups":1},
      "users":[{"id":"u1","email":"a@example.com"}],"groups":[{"id":"g1","name":"G","members":["u1"]}]}
      """
    ])
    #expect(found == ["all.json 1 1 1 proven"])
  }
}
