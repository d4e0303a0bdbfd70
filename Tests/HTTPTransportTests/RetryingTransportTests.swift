import HTTPTransport
import HTTPTypes
import TestSupport
import Testing

@Suite struct RetryingTransportTests {
  private static func request(_ method: HTTPRequest.Method) -> HTTPRequest {
    HTTPRequest(method: method, scheme: "https", authority: "api.example.com", path: "/x")
  }

  private static func send(
    _ method: HTTPRequest.Method,
    _ answers: [ScriptedTransport.Answer],
    clock: ManualClock = ManualClock()
  ) async -> (status: Int?, calls: Int) {
    let server = ScriptedTransport(["\(method.rawValue) /x": answers])
    let transport = RetryingTransport(server, clock: clock.transportClock)
    let reply = try? await transport.send(request(method), body: nil)
    return (reply?.status, await server.calls.count)
  }

  @Test(
    "a passing failure is tried again where that is safe",
    arguments: [
      (HTTPRequest.Method.get, 503, 2), (.get, 408, 2), (.get, 425, 2), (.post, 408, 1),
      (.get, 502, 2), (.get, 504, 2), (.put, 503, 2),
      (.delete, 503, 2), (.get, 500, 2), (.get, 429, 2), (.post, 429, 2), (.post, 503, 1),
      (.post, 500, 1), (.get, 400, 1), (.get, 401, 1), (.get, 404, 1), (.put, 409, 1),
    ]
  )
  func statuses(method: HTTPRequest.Method, status: Int, calls: Int) async {
    let seen = await Self.send(method, [.empty(status), .empty(200)])
    #expect(seen.calls == calls)
    #expect(seen.status == (calls == 2 ? 200 : status))
  }

  @Test func `500 is tried again once only`() async {
    let seen = await Self.send(.get, [.empty(500)])
    #expect(seen.calls == 2)
    #expect(seen.status == 500)
  }

  @Test func `five attempts are the most`() async {
    let seen = await Self.send(.get, [.empty(503)])
    #expect(seen.calls == 5)
    #expect(seen.status == 503)
  }

  @Test func `Retry-After is obeyed with one second more`() async {
    let clock = ManualClock()
    _ = await Self.send(
      .post,
      [.empty(429, fields: [.retryAfter: "37"]), .empty(200)],
      clock: clock
    )
    #expect(clock.sleeps == [.seconds(38)])
  }

  @Test("a pause as long as may be asked for is made, a longer one is not", arguments: [180, 181])
  func longestWait(seconds: Int) async {
    let clock = ManualClock()
    let answers = [
      ScriptedTransport.Answer.empty(429, fields: [.retryAfter: "\(seconds)"]), .empty(200),
    ]
    let seen = await Self.send(.get, answers, clock: clock)
    #expect(seen.status == (seconds == 180 ? 200 : 429))
  }

  @Test func `Retry-After can name a date`() async {
    let clock = ManualClock(wallStart: 784_111_767)
    _ = await Self.send(
      .get,
      [.empty(503, fields: [.retryAfter: "Sun, 06 Nov 1994 08:49:37 GMT"]), .empty(200)],
      clock: clock
    )
    #expect(clock.sleeps == [.seconds(11)])
  }

  @Test(
    "a wait beyond reason ends the attempts",
    arguments: ["181", "86400", "9223372036854775807"]
  )
  func longWait(text: String) async {
    let clock = ManualClock()
    let seen = await Self.send(
      .get,
      [.empty(429, fields: [.retryAfter: text]), .empty(200)],
      clock: clock
    )
    #expect(seen.status == 429)
    #expect(clock.sleeps == [])
  }

  @Test func `waits double, by half to whole`() async {
    let clock = ManualClock(jitter: 0)
    _ = await Self.send(.get, [.empty(503)], clock: clock)
    #expect(clock.sleeps == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4)])
  }

  @Test func `a POST whose answer was lost is not repeated`() async {
    let seen = await Self.send(.post, [.failure(.lost("reset")), .empty(200)])
    #expect(seen.calls == 1)
    #expect(seen.status == nil)
  }

  @Test func `a POST that never left is repeated`() async {
    let seen = await Self.send(.post, [.failure(.noConnection("refused")), .empty(200)])
    #expect(seen.calls == 2)
    #expect(seen.status == 200)
  }

  @Test(
    "an attempt whose answer was lost is not made harmless by the ones after it",
    arguments: [.failure(.noConnection("refused")), .failure(.noToken("503")), .empty(429)]
      as [ScriptedTransport.Answer]
  )
  func lostBefore(last: ScriptedTransport.Answer) async {
    let server = ScriptedTransport(["PUT /x": [.failure(.lost("reset")), last]])
    let transport = RetryingTransport(server, clock: ManualClock().transportClock)
    let error = await #expect(throws: HTTPTransportError.self) {
      try await transport.send(Self.request(.put), body: nil)
    }
    #expect(error?.problem == .lost("reset"))
  }

  @Test func `503 is given where nobody could be reached after it`() async {
    let seen = await Self.send(.put, [.empty(503), .failure(.noConnection("refused"))])
    #expect(seen.calls == 5)
    #expect(seen.status == 503)
  }

  @Test func `a refused address is final`() async {
    let seen = await Self.send(.get, [.failure(.refusedAddress("http")), .empty(200)])
    #expect(seen.calls == 1)
  }
}
