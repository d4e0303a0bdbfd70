import HTTPTransport
import HTTPTypes
import Synchronization
import TestSupport
import Testing

@Suite struct AuthorizingTransportTests {
  private static let request = HTTPRequest(
    method: .get,
    scheme: "https",
    authority: "api.example.com",
    path: "/x"
  )

  private static func transport(
    _ answers: [ScriptedTransport.Answer],
    clock: ManualClock = ManualClock(),
    lifetime: Duration = .seconds(3600)
  ) -> (AuthorizingTransport, ScriptedTransport) {
    let server = ScriptedTransport(["GET /x": answers])
    let issued = Counter()
    let transport = AuthorizingTransport(server, clock: clock.transportClock) {
      () async throws(HTTPTransportError) in
      await Task.yield()
      return AccessToken(value: "t\(issued.next())", lifetime: lifetime)
    }
    return (transport, server)
  }

  private final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
      count.withLock {
        $0 += 1
        return $0
      }
    }
  }

  @Test func `one token serves many requests`() async throws {
    let (transport, server) = Self.transport([.empty()])
    for _ in 0..<3 { _ = try await transport.send(Self.request, body: nil) }
    #expect(await server.authorizations == ["Bearer t1", "Bearer t1", "Bearer t1"])
  }

  @Test(
    "a token is renewed a minute early",
    arguments: [(seconds: 3539, token: "Bearer t1"), (seconds: 3540, token: "Bearer t2")]
  )
  func renewal(seconds: Int, token: String) async throws {
    let clock = ManualClock()
    let (transport, server) = Self.transport([.empty()], clock: clock)
    _ = try await transport.send(Self.request, body: nil)
    clock.advance(by: .seconds(seconds))
    _ = try await transport.send(Self.request, body: nil)
    #expect(await server.authorizations.last == token)
  }

  @Test func `a token that expired early is replaced once`() async throws {
    let (transport, server) = Self.transport([.empty(401), .empty()])
    #expect(try await transport.send(Self.request, body: nil).status == 200)
    #expect(await server.authorizations == ["Bearer t1", "Bearer t2"])
  }

  @Test func `a second refusal is final`() async throws {
    let (transport, server) = Self.transport([.empty(401)])
    #expect(try await transport.send(Self.request, body: nil).status == 401)
    #expect(await server.calls.count == 2)
  }

  @Test func `a password that is refused is not sent a second time`() async throws {
    let server = ScriptedTransport(["GET /x": [.empty(401)]])
    let transport = AuthorizingTransport(server, clock: ManualClock().transportClock) {
      () async throws(HTTPTransportError) in
      AccessToken(scheme: "Basic", value: "YTpi", lifetime: nil)
    }
    #expect(try await transport.send(Self.request, body: nil).status == 401)
    #expect(await server.authorizations == ["Basic YTpi"])
  }

  @Test func `requests at the same time share one token`() async throws {
    let (transport, server) = Self.transport([.empty()])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { _ = try await transport.send(Self.request, body: nil) }
      }
      try await group.waitForAll()
    }
    #expect(await Set(server.authorizations) == ["Bearer t1"])
  }
}
