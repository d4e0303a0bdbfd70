import HTTPTransport
import SCIMClient
import TestSupport
import Testing

/// What a service announces is permission to try (the SCIM contract, section 2).
@Suite struct DiscoveryTests {
  @Test func `a service that offers nothing is tried with the defaults`() async throws {
    let service = try ScriptedService([:])
    let discovery = try await service.client.discover()
    #expect(discovery.hasGroups)
    #expect(discovery.userSchema == nil)
    #expect(discovery.config.pageSize(100) == 100)
    #expect(
      discovery.findings == [
        "ServiceProviderConfig: not offered (404)", "ResourceTypes: not offered (404)",
        "Schemas: not offered (404)",
      ]
    )
  }

  @Test func `limits, places and schemas are taken from what is offered`() async throws {
    let service = try ScriptedService([
      "GET /ServiceProviderConfig": [
        .text(
          #"{"patch":{"supported":"True"},"filter":{"supported":true,"maxResults":50},"etag":{"supported":true}}"#
        )
      ],
      "GET /ResourceTypes": [
        .text(
          #"[{"schema":"urn:ietf:params:scim:schemas:core:2.0:User","endpoint":"https://other.example.com/scim/People"}]"#
        )
      ],
      "GET /Schemas": [
        .text(
          #"{"totalResults":1,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"userName","mutability":"immutable"}]}]}"#
        )
      ],
      "GET /People?startIndex=1&count=50": [.text(#"{"totalResults":0,"Resources":[]}"#)],
    ]) { $0.pageSize = 100 }
    let discovery = try await service.client.discover()
    #expect(discovery.config.patch == true)
    #expect(discovery.config.etag)
    #expect(!discovery.hasGroups)
    #expect(discovery.userSchema?.declares("userName") == true)
    #expect(discovery.userSchema?.isChangeable("userName") == false)
    #expect(discovery.userSchema?.declares("displayName") == false)
    #expect(try await service.users() == [])
  }

  @Test(
    "what no run may begin with",
    arguments: [
      (ScriptedTransport.Answer.empty(401), SCIMError.Kind.unauthorized),
      (.text("<html>Sign in</html>"), .notSCIM), (.empty(500), .serverError),
      (.empty(429), .unavailable(retryAfter: nil)),
      (.failure(.noConnection("refused")), nil),
    ] as [(ScriptedTransport.Answer, SCIMError.Kind?)]
  )
  func stops(answer: ScriptedTransport.Answer, kind: SCIMError.Kind?) async throws {
    let service = try ScriptedService(["GET /ServiceProviderConfig": [answer]])
    let error = await #expect(throws: SCIMError.self) { try await service.client.discover() }
    if let kind { #expect(error?.kind == kind) }
  }

  @Test func `a 403 on everything is a wrong token, on one thing it is not`() async throws {
    let all = try ScriptedService([
      "GET /ServiceProviderConfig": [.empty(403)], "GET /ResourceTypes": [.empty(403)],
      "GET /Schemas": [.empty(403)],
    ])
    let error = await #expect(throws: SCIMError.self) { try await all.client.discover() }
    #expect(error?.kind == .forbidden)
    let one = try ScriptedService(["GET /Schemas": [.empty(403)]])
    _ = try await one.client.discover()
  }
}
