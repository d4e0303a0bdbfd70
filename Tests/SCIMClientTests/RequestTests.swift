import HTTPTransport
import HTTPTypes
import JSONReader
import SCIMClient
import TestSupport
import Testing

/// Single requests: places, redirects, and what the service's refusals mean.
@Suite struct RequestTests {
  @Test(
    "an id is one segment of the path, whatever stands in it",
    arguments: [
      ("ann@example.com", "ann%40example.com"), ("Ops & Co/EU", "Ops%20%26%20Co%2FEU"),
      ("..", "%2E%2E"), ("Ä+?#%", "%C3%84%2B%3F%23%25"), ("a-b_c.d~e", "a-b_c.d~e"),
    ]
  )
  func ids(id: String, segment: String) async throws {
    let service = try ScriptedService(["GET /Groups/\(segment)": [.text(#"{"id":"x"}"#)]])
    #expect(try await service.client.resource(.groups, id).id == "x")
  }

  @Test(
    "a status says what kind of failure it is",
    arguments: [
      (400, "", SCIMError.Kind.refused(nil)),
      (400, #"{"scimType":"mutability"}"#, .refused("mutability")),
      (400, #"{"scimType":"uniqueness"}"#, .conflict), (401, "", .unauthorized),
      (403, "", .forbidden), (404, "", .notFound), (405, "", .unsupported), (409, "", .conflict),
      (412, "", .changedMeanwhile), (413, "", .tooLarge), (500, "", .serverError),
      (501, "", .unsupported), (503, "", .unavailable(retryAfter: nil)),
    ]
  )
  func kinds(status: Int, body: String, kind: SCIMError.Kind) async throws {
    let service = try ScriptedService(["DELETE /Users/1": [.text(body, status: status)]])
    let error = await #expect(throws: SCIMError.self) {
      try await service.client.delete(.users, "1")
    }
    #expect(error?.kind == kind)
    #expect(error?.status == status)
  }

  @Test("no part of a token is left where a long text is cut", arguments: 270...300)
  func cutToken(padding: Int) async throws {
    let text = String(repeating: "x", count: padding) + " s3cret-token and more of it"
    for body in [#"{"detail":"\#(text)"}"#, text] {
      let service = try ScriptedService(["GET /Users/1": [.text(body, status: 400)]])
      let error = await #expect(throws: SCIMError.self) {
        try await service.client.resource(.users, "1")
      }
      #expect(error?.detail.contains("s3") == false)
    }
  }

  @Test func `a token that the service repeats is not shown`() async throws {
    let service = try ScriptedService([
      "GET /Users/1": [.text(#"{"detail":"bad header 'Bearer s3cret-token'"}"#, status: 400)]
    ])
    let error = await #expect(throws: SCIMError.self) {
      try await service.client.resource(.users, "1")
    }
    #expect(error?.detail == "bad header 'Bearer <redacted>'")
  }

  @Test func `what a service says in place of a type is cut, and shows no token`() async throws {
    let type = "s3cret-token" + String(repeating: "x", count: 100)
    let service = try ScriptedService([
      "GET /Users/1": [.text(#"{"scimType":"\#(type)"}"#, status: 400)]
    ])
    let error = await #expect(throws: SCIMError.self) {
      try await service.client.resource(.users, "1")
    }
    let shown = "<redacted>" + String(repeating: "x", count: 30)
    #expect(error?.kind == .refused(shown))
  }

  @Test func `a read is followed within its origin, and nowhere else`() async throws {
    let here = try ScriptedService([
      "GET /Users/1": [.empty(308, fields: [.location: "/v2/Users/2"])],
      "GET /Users/2": [.text(#"{"id":"2"}"#)],
    ])
    #expect(try await here.client.resource(.users, "1").id == "2")
    for place in ["https://evil.example.com/v2/Users/1", "//evil.example.com/x", "ftp://x"] {
      let away = try ScriptedService(["GET /Users/1": [.empty(302, fields: [.location: place])]])
      let error = await #expect(throws: SCIMError.self) {
        try await away.client.resource(.users, "1")
      }
      #expect(error?.kind == .redirected(to: place))
    }
  }

  @Test func `a change is never sent to another place`() async throws {
    let service = try ScriptedService([
      "DELETE /Users/1": [.empty(307, fields: [.location: "/v2/Users/2"])]
    ])
    let error = await #expect(throws: SCIMError.self) {
      try await service.client.delete(.users, "1")
    }
    #expect(error?.kind == .redirected(to: "/v2/Users/2"))
  }

  @Test func `a read that redirects in circles ends`() async throws {
    let service = try ScriptedService([
      "GET /Users/1": [.empty(302, fields: [.location: "/v2/Users/1"])]
    ])
    await #expect(throws: SCIMError.self) { try await service.client.resource(.users, "1") }
    #expect(await service.pages().count == 4)
  }

  @Test(
    "a filter is relied upon only if it finds whom it has to, and nobody else",
    arguments: [
      (0, "a", .works), (0, "z", .silent), (0, nil, .silent), (5, "a", .ignored),
    ] as [(Int, String?, FilterVerdict)]
  )
  func filters(nobody: Int, found: String?, verdict: FilterVerdict) async throws {
    let service = try ScriptedService([
      "GET /Users?filter=userName%20eq%20%22nobody%22": [page(nobody, [])],
      "GET /Users?filter=userName%20eq%20%22ann%22": [
        page(found == nil ? 0 : 1, found.map { [$0] } ?? [])
      ],
    ])
    let answer = try await service.client.verdict(
      on: .users,
      "userName",
      known: (id: "a", value: "ann"),
      nonce: "nobody"
    )
    #expect(answer == verdict)
  }

  @Test func `one member is taken out by a path of exactly this spelling`() {
    #expect(
      String(decoding: PatchOperation.body([.removeMember("a\"b")]).encoded, as: UTF8.self)
        == #"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"remove","path":"members[value eq \"a\\\"b\"]"}]}"#
    )
  }
}
