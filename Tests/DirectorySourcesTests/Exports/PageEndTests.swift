import DirectoryModel
import DirectorySources
import Testing

/// What shows that a list begins and ends where its pages do, and what does not.
@Suite struct PageEndTests {
  private static let nextMissing = "incomplete-export next-page-missing"
  private static let gap = "incomplete-export page-gap"

  /// An answer of Okta with one user; `links` are the relations and what each asks for.
  private static func okta(_ id: String, _ links: (relation: String, query: String)...) -> String {
    let links = links.map { "link: <https://x/api/v1/users?\($0.query)>; rel=\"\($0.relation)\"\n" }
    return "HTTP/2 200\n\(links.joined())\n[\(Okta.user(id, "\(id)@example.com"))]\n"
  }

  private static func failure(_ pages: String...) async -> String {
    await WrittenExport(["users.http": pages.joined()]).failure()
  }

  @Test func `a chain without its first page has a gap`() async {
    let second = Self.okta("u2", ("self", "after=1&limit=1"), ("next", "limit=1&after=2"))
    let third = Self.okta("u3", ("self", "limit=1&after=2"))
    #expect(await Self.failure(second, third) == Self.gap)
    #expect(await Self.failure(third) == Self.gap)
    let first = Self.okta("u1", ("self", "limit=1"), ("next", "after=1&limit=1"))
    #expect(await Self.failure(third, second, first) == "none")
  }

  @Test func `pages that name each other in a circle have no end`() async {
    let first = Self.okta("u1", ("self", "a"), ("next", "b"))
    let second = Self.okta("u2", ("self", "b"), ("next", "a"))
    #expect(await Self.failure(first, second) == Self.nextMissing)
    #expect(await Self.failure(first, second, Self.okta("u3", ("self", "c"))) == Self.nextMissing)
    #expect(await Self.failure(Self.okta("u1", ("self", "a"), ("next", "a"))) == Self.nextMissing)
  }

  private static func oneLogin(_ id: Int, before: String, next: String) -> String {
    """
    {"status":{"error":false},"pagination":{"before_cursor":\(before),"after_cursor":null,
    "previous_link":null,"next_link":\(next)},
    "data":[{"id":\(id),"firstname":"A","lastname":"B","status":1}]}
    """
  }

  @Test func `a list of OneLogin that begins behind another page has a gap`() async {
    let first = Self.oneLogin(1, before: "null", next: #""https://x/?after_cursor=b""#)
    let second = Self.oneLogin(2, before: #""b""#, next: "null")
    #expect(await Self.failure(second) == Self.gap)
    #expect(await Self.failure(first, second, second) == Self.gap)
    #expect(await Self.failure(first, second) == "none")
    #expect(
      await WrittenExport(["users-2.json": second, "users-10.json": second]).failure() == Self.gap
    )
    #expect(
      await WrittenExport(["users-1.json": first, "users-2.json": second]).failure() == "none"
    )
  }

  private static func google(_ id: String, _ rest: String = "") -> String {
    """
    {"kind":"admin#directory#users","users":[{"kind":"admin#directory#user","id":"\(id)",
    "primaryEmail":"\(id)@example.com","suspended":false}]\(rest)}
    """
  }

  @Test func `a list that ended does not end the one behind it`() async {
    let open = Self.google("2", #","nextPageToken":"t""#)
    #expect(await Self.failure(Self.google("1"), open) == Self.nextMissing)
    #expect(await Self.failure(Self.google("1"), open, Self.google("3")) == "none")
    #expect(
      await WrittenExport(["users-1.json": Self.google("1"), "users-2.json": open]).failure()
        == Self.nextMissing
    )
  }

  private static func level(_ text: String) async throws -> Completeness {
    try await WrittenExport(["users.http": text]).read().readings[0].userCompleteness
  }

  @Test func `a link to anything but pages proves no end`() async throws {
    #expect(try await Self.level(Self.okta("u1", ("preload", "x"))) == .unproven)
    #expect(try await Self.level(Self.okta("u1", ("self", "x"))) == .proven)
  }

  @Test func `a link to the page itself proves no end where pages are not linked`() async throws {
    let head = "HTTP/2 200\nlink: <https://x/users>; rel=\"self\"\n\n"
    let keycloak = #"[{"id":"1","username":"a","emailVerified":true,"enabled":true}]"#
    #expect(try await Self.level(head + keycloak) == .unproven)
  }

  @Test func `the head of one answer says nothing about the next`() async throws {
    let text = Self.okta("u1", ("self", "limit=1")) + "[\(Okta.user("u2", "b@example.com"))]"
    #expect(try await Self.level(text) == .unproven)
  }
}
