import DirectoryModel
import DirectorySources
import Testing

/// Somebody who stands on two pages counts once: he was moved by one who came or went between them, and hides another.
@Suite struct RepeatedRecordTests {
  private static let listResponse =
    #""schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"]"#

  private static func scim(_ total: Int, _ ids: String...) -> String {
    let users = ids.map {
      #"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"\#($0)","active":true}"#
    }
    return
      #"{\#(listResponse),"totalResults":\#(total),"Resources":[\#(users.joined(separator: ","))]}"#
  }

  private static func line(_ id: String) -> String { #"{"type":"user","id":"\#(id)"}"# }

  private static func entry(_ id: String) -> String {
    """
    {"result-type":"entry","dn":"uid=\(id)","attributes":[{"name":"objectClass","values":["person"]},
    {"name":"entryUUID","values":["\(id)"]}]}
    """
  }

  private static func trailer(_ count: Int) -> String {
    #"{"result-type":"search-result","result-code":0,"entries-returned":\#(count)}"#
  }

  private static let format = #"{"format":"directory-export/1"}"#

  @Test(
    "a list that is as long as its total says because it repeats somebody is not whole",
    arguments: [
      scim(4, "u1", "u2") + scim(4, "u2", "u3"),
      """
      {"format":"directory-export/1","complete":true,"counts":{"users":2},
      "users":[{"id":"u1","email":"a@example.com"},{"id":"u1","email":"a@example.com"}]}
      """,
      [format, line("u1"), line("u1"), #"{"type":"end","counts":{"users":2}}"#]
        .joined(separator: "\n"),
      entry("u1") + entry("u1") + trailer(2),
      """
      HTTP/2 200
      total-count: 2

      [{"id":1,"firstname":"A","lastname":"B","status":1},{"id":1,"firstname":"A","lastname":"B","status":1}]
      """,
    ]
  )
  func mismatch(text: String) async {
    #expect(
      await WrittenExport(["users.json": text]).failure() == "incomplete-export count-mismatch"
    )
  }

  @Test(
    "a list in which as many different people stand as its total says is whole, even if it repeats one",
    arguments: [
      scim(3, "u1", "u2") + scim(3, "u2", "u3"),
      [
        format, line("u1"), line("u1"), line("u2"), line("u3"),
        #"{"type":"end","counts":{"users":3}}"#,
      ]
      .joined(separator: "\n"),
      entry("u1") + entry("u2") + trailer(2) + entry("u2") + entry("u3") + trailer(2),
    ]
  )
  func overlap(text: String) async throws {
    let snapshot = try await WrittenExport(["users.json": text]).read()
    #expect(snapshot.users.count == 3)
    #expect(snapshot.readings[0].userCompleteness == .proven)
  }

  @Test func `entries behind the last search result are of a search that did not end`() async {
    let text = Self.entry("u1") + Self.trailer(1) + Self.entry("u2")
    #expect(
      await WrittenExport(["users.json": text]).failure() == "incomplete-export end-marker-missing"
    )
  }

  @Test(
    "a group's own count is compared with its different members",
    arguments: [
      (3, "incomplete-export count-mismatch"), (2, "none"), (1, "incomplete-export count-mismatch"),
    ]
  )
  func group(count: Int, expected: String) async {
    let (ada, bea) = (Okta.user("u1", "a@example.com"), Okta.user("u2", "b@example.com"))
    let group = """
      {"id":"g1","type":"OKTA_GROUP","objectClass":[],"profile":{"name":"One"},
      "_embedded":{"stats":{"usersCount":\(count)}}}
      """
    let export = WrittenExport([
      "users.json": Okta.users(ada, bea), "groups.json": "[\(group),\(Okta.group("g2", "Two"))]",
      "members/g1.json": Okta.users(ada, bea) + Okta.users(bea),
      "members/g2.json": Okta.users(ada, ada),
    ])
    #expect(await export.failure() == expected)
  }
}
