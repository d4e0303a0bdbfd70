import DirectoryModel
import DirectorySources
import SCIMClient
import TestSupport
import Testing

/// Who is active, as SCIM services say it (the SCIM contract, section 5.1).
@Suite struct SCIMStateTests {
  /// What a service with these two users says of the first.
  private static func state(_ active: String, other: String = "") async throws -> EntryState {
    let users = """
      {"totalResults":2,"Resources":[{"id":"1","userName":"a@example.com"\(active)},
       {"id":"2","userName":"b@example.com"\(other)}]}
      """
    let transport = ScriptedTransport([
      "GET /scim/ServiceProviderConfig": [.empty(404)], "GET /scim/ResourceTypes": [.empty(404)],
      "GET /scim/Schemas": [.empty(404)],
      "GET /scim/Users?startIndex=1&count=100": [.text(users)],
      "GET /scim/Users?startIndex=3&count=100": [.text(#"{"totalResults":2}"#)],
      "GET /scim/Groups?excludedAttributes=members&startIndex=1&count=100": [
        .text(#"{"totalResults":0}"#)
      ],
    ])
    let settings = SCIMSourceSettings(
      name: "idp",
      url: "https://idp.example.com/scim",
      credentials: .bearer("token")
    )
    let source = try SCIMSource(settings, transport: transport)
    return try await source.read { _ in }.users.states[0]
  }

  @Test(
    "a word that says neither yes nor no gives nothing",
    arguments: [
      ("true", EntryState.active), (#""True""#, .active), ("1", .active), (#""true ""#, .active),
      ("false", .disabled), (#""FALSE ""#, .disabled), ("0", .disabled), (#""0""#, .disabled),
      (#""inactive""#, .unknown), (#""no""#, .unknown), ("[]", .unknown), ("2", .unknown),
    ]
  )
  func words(word: String, state: EntryState) async throws {
    #expect(try await Self.state(#","active":\#(word)"#) == state)
  }

  @Test func `left out it means active, unless somebody is shown as inactive`() async throws {
    #expect(try await Self.state("") == .active)
    #expect(try await Self.state("", other: #","active":true"#) == .active)
    #expect(try await Self.state("", other: #","active":false"#) == .unknown)
    #expect(try await Self.state(#","active":null"#, other: #","active":false"#) == .unknown)
  }
}
