import DirectoryModel
import JSONReader
import TestSupport
import Testing

/// Addresses of people who have several, on a real server.
@Suite(.serialized, .needs(.strict), .scimServer(.strict))
struct SCIMAddressTests {
  @Test(
    "only the managed address changes, and userName where it was that address",
    arguments: [
      ("array", ["emails": "primary"], ["home:home@example.com", "work:new-array@example.com"]),
      ("work", ["email.patch": "work"], ["home:home@example.com", "work:new-work@example.com"]),
      (
        "primary", ["email.patch": "primary"],
        ["home:home@example.com", "work:new-primary@example.com"]
      ),
      ("single", ["emails": "single"], ["work:new-single@example.com"]),
      ("put", ["patch": "no"], ["home:home@example.com", "work:new-put@example.com"]),
    ]
  )
  func addresses(name: String, options: [String: String], emails: [String]) async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled(name, in: folder)
      let id = try await stage.id(of: "\(name)0@example.com")
      try await stage.server.ask(
        "PATCH",
        "/Users/\(id)",
        #"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"emails","value":[{"value":"home@example.com","type":"home"}]},{"op":"replace","path":"title","value":"Head"}]}"#
      )
      stage.options = options
      stage.source.users[0].email = "new-\(name)@example.com"
      #expect(try await stage.sync().failures == [])
      let user = try JSONValue(
        parsing: Array(try await stage.server.ask("GET", "/Users/\(id)").utf8)
      )
      let shown = user["emails"]?.array?.map {
        "\($0["type"]?.string ?? ""):\($0["value"]?.string ?? "")"
      }
      #expect(shown?.sorted() == emails)
      #expect(user["userName"]?.string == "new-\(name)@example.com")
      #expect(user["title"]?.string == "Head")
      #expect(user["active"]?.bool == true)
      #expect(try await stage.sync().plan == [])
    }
  }

  @Test func `a name that is no address stays when the address changes`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("handle", in: folder)
      let id = try await stage.id(of: "handle0@example.com")
      try await stage.server.ask(
        "PATCH",
        "/Users/\(id)",
        #"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"userName","value":"handle"}]}"#
      )
      stage.source.users[0].email = "handle-other@example.com"
      #expect(try await stage.sync().failures == [])
      let user = try JSONValue(
        parsing: Array(try await stage.server.ask("GET", "/Users/\(id)").utf8)
      )
      #expect(user["userName"]?.string == "handle")
      #expect(user["emails"]?.array?.first?["value"]?.string == "handle-other@example.com")
    }
  }

  @Test func `who comes back under another address gets it`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("back", in: folder)
      stage.source.users[0].state = .disabled
      #expect(try await stage.sync().failures == [])
      stage.source.users[0].state = .active
      stage.source.users[0].email = "back-other@example.com"
      let run = try await stage.sync()
      #expect(run.plan == ["? restore back0@example.com", "? updateEmail back0@example.com"])
      #expect(run.failures == [])
      #expect(try await stage.sync().plan == [])
    }
  }
}
