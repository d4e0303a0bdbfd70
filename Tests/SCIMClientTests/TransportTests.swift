import HTTPTransport
import HTTPTypes
import SCIMClient
import TestSupport
import Testing

/// The way to a service: who asks, how long is waited, and for whom.
@Suite struct TransportTests {
  private static func transport(
    _ script: [String: [ScriptedTransport.Answer]],
    inBody: Bool = false,
    scope: String? = nil
  ) throws -> (transport: any HTTPTransport, server: ScriptedTransport, clock: ManualClock) {
    let server = ScriptedTransport(script)
    let clock = ManualClock()
    let client = SCIMCredentials.OAuthClient(
      tokenAddress: try ServiceAddress(parsing: "https://login.example.com/token"),
      id: "a:b",
      secret: "s+/= é",
      scope: scope,
      isInBody: inBody
    )
    let transport = SCIMTransport.wrapping(
      server,
      .oauth2(client),
      secrets: KnownSecrets(),
      options: SCIMClientOptions(),
      clock: clock.transportClock
    )
    return (transport, server, clock)
  }

  private static let request = HTTPRequest(
    method: .get,
    scheme: "https",
    authority: "scim.example.com",
    path: "/Users"
  )

  private static func token(_ value: String, _ seconds: Int = 3600) -> ScriptedTransport.Answer {
    .text(#"{"access_token":"\#(value)","expires_in":\#(seconds)}"#)
  }

  @Test func `id and secret are escaped, then coded, and one token serves many requests`()
    async throws
  {
    let (transport, server, _) = try Self.transport([
      "POST /token": [Self.token("t1")], "GET /Users": [.empty()],
    ])
    for _ in 0..<3 { _ = try await transport.send(Self.request, body: nil) }
    #expect(
      await server.authorizations == [
        "Basic YSUzQWI6cyUyQiUyRiUzRCUyMCVDMyVBOQ==", "Bearer t1", "Bearer t1", "Bearer t1",
      ]
    )
    #expect(await server.calls.first == "POST /token grant_type=client_credentials")
  }

  @Test func `in the body they stand beside what is asked for`() async throws {
    let (transport, server, _) = try Self.transport(
      ["POST /token": [Self.token("t1")], "GET /Users": [.empty()]],
      inBody: true,
      scope: "read write"
    )
    _ = try await transport.send(Self.request, body: nil)
    #expect(await server.authorizations == [nil, "Bearer t1"])
    #expect(
      await server.calls.first
        == "POST /token grant_type=client_credentials&scope=read%20write&client_id=a%3Ab&client_secret=s%2B%2F%3D%20%C3%A9"
    )
  }

  @Test func `a token that ends early is renewed once, and a second refusal is final`() async throws
  {
    let (transport, server, _) = try Self.transport([
      "POST /token": [Self.token("t1"), Self.token("t2")],
      "GET /Users": [.empty(401), .empty(200), .empty(401)],
    ])
    #expect(try await transport.send(Self.request, body: nil).status == 200)
    #expect(try await transport.send(Self.request, body: nil).status == 401)
    #expect(await server.calls.count { $0.hasPrefix("POST") } == 3)
  }

  @Test func `a busy authorization server is asked again, one that refuses is not`() async throws {
    let (busy, server, clock) = try Self.transport([
      "POST /token": [.empty(503), .empty(429, fields: [.retryAfter: "7"]), Self.token("t1")],
      "GET /Users": [.empty()],
    ])
    #expect(try await busy.send(Self.request, body: nil).status == 200)
    #expect(await server.calls.count == 4)
    #expect(clock.sleeps.last == .seconds(8))
    let (refusing, refused, _) = try Self.transport([
      "POST /token": [.text(#"{"error":"invalid_client"}"#, status: 401)]
    ])
    let error = await #expect(throws: HTTPTransportError.self) {
      try await refusing.send(Self.request, body: nil)
    }
    #expect(
      error?.summary == "https://login.example.com/token refused the client: 401 invalid_client"
    )
    #expect(await refused.calls.count == 1)
    let (broken, _, _) = try Self.transport(["POST /token": [.text("<html>", status: 200)]])
    let other = await #expect(throws: HTTPTransportError.self) {
      try await broken.send(Self.request, body: nil)
    }
    #expect(other?.problem != .refusedCredentials(""))
    #expect(
      other?.summary == "cannot get a token from https://login.example.com/token: it answered 200"
    )
  }

  @Test(
    "a silent service is waited for as long as the options say, for changes longer",
    arguments: [(HTTPRequest.Method.get, 1), (.post, 1), (.patch, 2), (.put, 2), (.delete, 1)]
  )
  func silence(method: HTTPRequest.Method, seconds: Int) async throws {
    let server = try RawServer.mute()
    var options = SCIMClientOptions()
    options.answerSeconds = 1
    options.changeSeconds = 2
    let transport = try SCIMTransport.network(caFile: nil, proxy: nil, options: options)
    let request = HTTPRequest(
      method: method,
      scheme: "http",
      authority: "127.0.0.1:\(server.port)",
      path: "/"
    )
    let error = await #expect(throws: HTTPTransportError.self) {
      try await transport.send(request, body: nil)
    }
    #expect(error?.problem == .timedOut("silent for \(seconds) s"))
    withExtendedLifetime(server) {}
  }

  @Test func `a pause is kept as long as is configured, and a longer one is a failure`()
    async throws
  {
    let script: [String: [ScriptedTransport.Answer]] = [
      "GET /Users": [.empty(429, fields: [.retryAfter: "600"]), .empty()]
    ]
    for (longest, status) in [(900, 200), (300, 429)] {
      let clock = ManualClock()
      var options = SCIMClientOptions()
      options.longestPause = longest
      let transport = SCIMTransport.wrapping(
        ScriptedTransport(script),
        .bearer("t"),
        secrets: KnownSecrets(),
        options: options,
        clock: clock.transportClock
      )
      #expect(try await transport.send(Self.request, body: nil).status == status)
      #expect(clock.sleeps.contains { $0 >= .seconds(600) } == (status == 200))
    }
  }
}
