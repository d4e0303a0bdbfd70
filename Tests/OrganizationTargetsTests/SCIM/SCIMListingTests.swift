import DirectoryModel
import HTTPTypes
import JSONReader
import TestSupport
import Testing

/// Pages of a real server that do not fit together: read anew, and if that does not help, nothing is written.
@Suite struct SCIMListingTests {
  private typealias Fault = FaultyTransport.Fault

  @Test(.needs(.strict), .scimServer(.strict))
  func `users who come and go between pages, so that ids come twice and the total stands still`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let stage = try await Self.stage(folder)
      let server = stage.server
      // Sorted by name: one at the end goes, one at the beginning comes, and everybody moves by one.
      let shuffle = FaultyTransport.Effect.meanwhile {
        for (method, path, body) in await Self.shuffle(server) {
          _ = try? await server.ask(method, path, body)
        }
      }
      try await Self.addStranger(server, "zz0@example.com")
      await stage.network.set([Fault(.get, "/Users?", times: 1, shuffle)])
      #expect(try await stage.organization().count { $0.contains("page") } == 6)
      #expect(await stage.network.calls.count { $0.hasPrefix("GET /Users?") } > 4, "begun anew")

      await stage.network.set([Fault(.get, "startIndex=1&", shuffle)])
      try await Self.staysUntouched(stage, "came twice")
    }
  }

  @Test(.needs(.strict), .scimServer(.strict))
  func `a page that lacks a record, or all of them`() async throws {
    try await inTemporaryFolder { folder in
      let stage = try await Self.stage(folder)
      // With one of two records the next page begins at the other one: nothing is lost.
      await stage.network.set([Fault(.get, "startIndex=3&", .keeping(1, of: "Resources"))])
      #expect(try await stage.organization().count { $0.contains("page") } == 6)
      await stage.network.set([Fault(.get, "startIndex=3&", .keeping(0, of: "Resources"))])
      try await Self.staysUntouched(stage, "is empty after 2 of 5")
    }
  }

  @Test(.needs(.strict), .scimServer(.strict), arguments: [3, 7])
  func `a total that is less or more than what comes`(total: Int) async throws {
    try await inTemporaryFolder { folder in
      let stage = try await Self.stage(folder)
      await stage.network.set([
        Fault(
          .get,
          "/Users?",
          .edit { $0.replacing(#""totalResults": 5"#, with: #""totalResults": \#(total)"#) }
        )
      ])
      try await Self.staysUntouched(stage, "\(total)")
    }
  }

  @Test(.needs(.strict), .scimServer(.strict, environment: ["ANNOUNCE": "cursor"]))
  func `a cursor that expires begins the list anew, and one that always does stops the run`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let stage = try await Self.stage(folder)
      // The server itself does not know the cursor any more.
      let expires = FaultyTransport.Effect.edit {
        $0.replacing(#""nextCursor":""#, with: #""nextCursor":"AAAA"#)
          .replacing(#""nextCursor": ""#, with: #""nextCursor": "AAAA"#)
      }
      await stage.network.set([Fault(.get, "/Users?", times: 1, expires)])
      #expect(try await stage.organization().count { $0.contains("page") } == 6)
      await stage.network.set([Fault(.get, "/Users?", expires)])
      try await Self.staysUntouched(stage, "cursor has expired")
      let expired = FaultyTransport.Effect.answer(
        status: 400,
        body: #"{"scimType":"expiredCursor","status":"400"}"#
      )
      await stage.network.set([Fault(.get, "/Users?", skip: 1, expired)])
      try await Self.staysUntouched(stage, "cursor has expired")
    }
  }

  // MARK: -

  /// Five people on pages of two.
  private static func stage(_ folder: String) async throws -> SCIMStage {
    var stage = try await SCIMStage.filled("page", in: folder)
    stage.options["pageSize"] = "2"
    await stage.network.forgetCalls()
    return stage
  }

  /// A leaver is not revoked, since nothing is known for sure.
  private static func staysUntouched(_ stage: SCIMStage, _ words: String) async throws {
    var stage = stage
    stage.source.users[0].state = .disabled
    await stage.network.forgetCalls()
    let error = await #expect(throws: TargetError.self) { try await stage.sync() }
    #expect(error?.category == .organization)
    #expect(error?.summary.contains("the listing is incomplete") == true)
    #expect(error?.summary.contains(words) == true, "\(error?.summary ?? "")")
    #expect(await stage.network.writes == [])
  }

  private static func addStranger(_ server: SCIMServer, _ name: String) async throws {
    try await server.ask("POST", "/Users", body(name))
  }

  private static func body(_ name: String) -> String {
    #"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"\#(name)"}"#
  }

  /// Requests that take the last user away and put another one in front of all.
  private static func shuffle(_ server: SCIMServer) async -> [(String, String, String?)] {
    guard let text = try? await server.ask("GET", "/Users?count=1000&sortBy=userName"),
      let users = try? JSONValue(parsing: [UInt8](text.utf8))["Resources"]?.array,
      let last = users.last?["id"]?.string, let first = users.first?["userName"]?.string
    else { return [] }
    let name = first.hasPrefix("-") ? "-\(first)" : "-@example.com"
    return [("DELETE", "/Users/\(last)", nil), ("POST", "/Users", body(name))]
  }
}
