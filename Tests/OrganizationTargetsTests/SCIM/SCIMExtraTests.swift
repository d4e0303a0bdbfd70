import JSONReader
import TestSupport
import Testing

/// `attributes.extra` on a strict server, which refuses what its schemas do not know.
@Suite(.serialized, .needs(.strict), .scimServer(.strict))
struct SCIMExtraTests {
  @Test func `fixed values go along when somebody is made, and stay`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try SCIMStage(.running(), stateFolder: folder)
      let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
      stage.options["attributes.extra"] =
        #"{"userType":"Employee","entitlements":[{"value":"e1","primary":true}],"\#(urn)":{"department":"IT"}}"#
      stage.source.users = [.init("x0", "x0@example.com", name: "Ada Lovelace")]
      #expect(try await stage.sync().failures == [])
      #expect(try await stage.sync().plan == [])
      stage.source.users[0].name = "Ada King"
      #expect(try await stage.sync().failures == [])
      let text = try await stage.server.ask("GET", "/Users?count=1000")
      let users = try JSONValue(parsing: Array(text.utf8))["Resources"]?.array ?? []
      let user = try #require(users.first { $0["userName"]?.string == "x0@example.com" })
      #expect(user["userType"]?.string == "Employee")
      #expect(user["entitlements"]?.array?.first?["value"]?.string == "e1")
      #expect(user[urn]?["department"]?.string == "IT")
      #expect(user["displayName"]?.string == "Ada King")
    }
  }
}
