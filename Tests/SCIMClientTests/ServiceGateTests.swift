import HTTPTransport
import HTTPTypes
import SCIMClient
import TestSupport
import Testing

/// How many requests go at a time, how often, and when none.
@Suite struct ServiceGateTests {
  private static let request = HTTPRequest(
    method: .get,
    scheme: "https",
    authority: "scim.example.com",
    path: "/Users"
  )

  private static func gate(
    _ base: any HTTPTransport,
    _ clock: ManualClock,
    _ options: (inout SCIMClientOptions) -> Void = { _ in }
  ) -> ServiceGate {
    var chosen = SCIMClientOptions()
    options(&chosen)
    return ServiceGate(base, chosen, clock: clock.transportClock)
  }

  @Test func `requests keep the distance that a rate gives`() async throws {
    let clock = ManualClock()
    let gate = Self.gate(ScriptedTransport(["GET /Users": [.empty()]]), clock) { $0.rate = 4 }
    for _ in 0..<4 { _ = try await gate.send(Self.request, body: nil) }
    #expect(clock.sleeps == [.milliseconds(250), .milliseconds(250), .milliseconds(250)])
  }

  @Test(
    "a service that has had enough is left alone",
    arguments: [
      (429, ["Retry-After": "40"], 40), (503, ["Retry-After": "50"], 50),
      (200, ["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "20"], 20),
      (200, ["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1800000030"], 30),
      (200, ["X-RateLimit-Remaining": "1", "X-RateLimit-Reset": "20"], 0),
      (200, ["Retry-After": "40"], 0), (429, ["Retry-After": "301"], 0), (429, [:], 0),
    ]
  )
  func pauses(status: Int, fields: [String: String], seconds: Int64) async throws {
    let clock = ManualClock(wallStart: 1_800_000_000)
    var answer = HTTPFields()
    for (name, value) in fields { answer[try #require(HTTPField.Name(name))] = value }
    let base = ScriptedTransport(["GET /Users": [.empty(status, fields: answer), .empty()]])
    let gate = Self.gate(base, clock)
    _ = try await gate.send(Self.request, body: nil)
    #expect(clock.sleeps == [])
    _ = try await gate.send(Self.request, body: nil)
    #expect(clock.sleeps == (seconds == 0 ? [] : [.seconds(seconds)]))
  }

  @Test
  func `after each refusal half as many go at a time, and a hundred good answers win one back`()
    async throws
  {
    let base = Turnstile()
    let gate = Self.gate(base, ManualClock()) { $0.concurrency = 4 }
    #expect(try await base.width(of: gate, Self.request) == 4)
    await base.answer(429)
    _ = try await gate.send(Self.request, body: nil)
    await base.answer(200)
    #expect(try await base.width(of: gate, Self.request) == 2)
    await base.answer(429)
    for _ in 0..<3 { _ = try await gate.send(Self.request, body: nil) }
    await base.answer(200)
    for _ in 0..<99 { _ = try await gate.send(Self.request, body: nil) }
    // The eight that measure are good answers as well, and the hundredth comes among them.
    #expect(await base.seen == 8 + 1 + 8 + 3 + 99)
    _ = try await gate.send(Self.request, body: nil)
    #expect(try await base.width(of: gate, Self.request) == 2)
    for _ in 0..<91 { _ = try await gate.send(Self.request, body: nil) }
    #expect(try await base.width(of: gate, Self.request) == 2)
    _ = try await gate.send(Self.request, body: nil)
    #expect(try await base.width(of: gate, Self.request) == 3)
  }

  /// Holds requests until as many wait as will come.
  private actor Turnstile: HTTPTransport {
    private var status = 200
    private var held: [CheckedContinuation<Void, Never>] = []
    private var holds = false
    private(set) var seen = 0

    func answer(_ status: Int) { self.status = status }

    func send(_ request: HTTPRequest, body: [UInt8]?) async -> HTTPReply {
      seen += 1
      if holds { await withCheckedContinuation { held.append($0) } }
      return HTTPReply(status: status)
    }

    /// How many of eight requests come through before one is answered.
    func width(of gate: ServiceGate, _ request: HTTPRequest) async throws -> Int {
      holds = true
      let tasks = (0..<8).map { _ in Task { try await gate.send(request, body: nil) } }
      // Nobody comes who has not come after so many turns.
      for _ in 0..<2000 { await Task.yield() }
      let width = held.count
      holds = false
      for continuation in held { continuation.resume() }
      held = []
      for task in tasks { _ = try await task.value }
      return width
    }
  }
}
