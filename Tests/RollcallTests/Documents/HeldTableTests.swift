import TestSupport
import Testing

/// The README's table of what is held and what stops, held against the screens.
@Suite struct HeldTableTests {
  /// The lines that the table shows, each as the parts between its "…".
  private static func rows() throws -> [[String]] {
    let lines = try Repository.text("README.md").split(separator: "\n")
    let table = lines.drop { !$0.hasPrefix("| what you see") }.dropFirst(2)
      .prefix { $0.hasPrefix("| ") }
    return table.map { row in
      let cell = row.split(separator: "`", omittingEmptySubsequences: false)[1]
      return cell.split(separator: "…").map(words).filter { !$0.isEmpty }
    }
  }

  /// Columns are as wide as the longest name.
  private static func words(_ text: some StringProtocol) -> String {
    text.split(separator: " ").joined(separator: " ")
  }

  /// Whether a line has all parts, one behind the other.
  private static func shows(_ line: String, _ parts: [String]) -> Bool {
    var rest = line[...]
    return parts.allSatisfy { part in
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
      return true
    }
  }

  @Test func `every line of the table stands so on a screen`() async throws {
    let screens =
      try await Self.held() + Self.stopped(people: 44, missing: 9)
      + Self.stopped(people: 40, missing: 10) + Self.otherIDs()
    let lines = screens.split(separator: "\n").map(Self.words)
    let rows = try Self.rows()
    #expect(rows.count == 8)
    for row in rows {
      #expect(lines.contains { Self.shows($0, row) }, "\(row)\n\(screens)")
    }
  }

  /// An admin who is back, somebody missing once, a member of nobody's, a group of the same name, and an owner who left.
  private static func held() async throws -> String {
    var screen = ""
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      for (row, name) in ["tom", "kim", "olga"].enumerated() {
        site.users[row].email = "\(name)@example.com"
      }
      site.groups = [.init(id: "g1", name: "Staff", members: ["u4"])]
      let roles = ["admin", "user", "owner"]
      let members = site.users.enumerated().map { row, user in
        Site.Member(
          id: "m\(row)",
          externalID: user.id,
          email: user.email,
          role: row < roles.count ? roles[row] : "user"
        )
      }
      try site.writeOrganization(
        members + [.init(id: "m20", externalID: "old-1", email: "guest@example.com")],
        [.init(id: "o1", name: "Staff", members: [])]
      )
      site.users[0].isActive = false
      #expect(try await site.run("sync", "--yes").code == 10)
      site.users[0].isActive = true
      site.users[2].isActive = false
      site.users.remove(at: 1)
      site.isComplete = false
      screen = try await site.run("sync", "--yes").output
    }
    return screen
  }

  private static func stopped(people: Int, missing: Int) async throws -> String {
    var screen = ""
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: people)
      #expect(try await site.run("sync", "--yes").code == 0)
      site.users.removeFirst(missing)
      screen = try await site.run("sync", "--yes").errors
    }
    return screen
  }

  private static func otherIDs() async throws -> String {
    var screen = ""
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 20)
      try site.writeOrganization(
        (0..<20).map { .init(id: "m\($0)", externalID: "x\($0)", email: "p\($0)@example.com") }
      )
      screen = try await site.run("sync", "--yes").errors
    }
    return screen
  }
}
