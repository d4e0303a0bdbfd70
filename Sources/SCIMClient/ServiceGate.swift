package import HTTPTransport
package import HTTPTypes
internal import Synchronization

/// Lets requests through to one service as it likes them: so many at a time, so many a second, none at all while it
/// wants to be left alone.
///
/// A `Retry-After` holds back all requests, not the one that met it. After a 429 half as many go at a time, down to
/// one; a hundred requests without another win one back.
package final class ServiceGate: HTTPTransport {
  private let base: any HTTPTransport
  private let clock: TransportClock
  private let interval: Duration
  private let longestPause: Int64
  private let state: Mutex<State>

  /// - Parameters:
  ///   - base: What sends the requests.
  ///   - options: Requests at a time and a second, and the longest pause.
  ///   - clock: Tells when the next may go.
  package init(_ base: any HTTPTransport, _ options: SCIMClientOptions, clock: TransportClock) {
    self.base = base
    self.clock = clock
    longestPause = Int64(options.longestPause)
    interval = options.rate.map { .seconds(1 / max($0, 0.001)) } ?? .zero
    state = Mutex(State(width: max(1, options.concurrency)))
  }

  package func send(
    _ request: HTTPRequest,
    body: [UInt8]?
  ) async throws(HTTPTransportError) -> HTTPReply {
    await enter()
    defer { leave() }
    try await waitForTurn(request)
    let reply = try await base.send(request, body: body)
    note(reply)
    return reply
  }

  private struct State {
    /// As configured.
    let width: Int
    /// As the service lets us now.
    var allowed: Int
    var inFlight = 0
    var sinceRefusal = 0
    var nextStart = Duration.zero
    var heldUntil = Duration.zero
    var waiting: [CheckedContinuation<Void, Never>] = []

    init(width: Int) {
      self.width = width
      allowed = width
    }

    /// Those who may go in now.
    mutating func admitted() -> [CheckedContinuation<Void, Never>] {
      let free = max(0, allowed - inFlight)
      let admitted = Array(waiting.prefix(free))
      waiting.removeFirst(admitted.count)
      inFlight += admitted.count
      return admitted
    }
  }

  private func enter() async {
    await withCheckedContinuation { continuation in
      let admitted = state.withLock { state in
        state.waiting.append(continuation)
        return state.admitted()
      }
      for one in admitted { one.resume() }
    }
  }

  private func leave() {
    let admitted = state.withLock { state in
      state.inFlight -= 1
      return state.admitted()
    }
    for one in admitted { one.resume() }
  }

  private func waitForTurn(_ request: HTTPRequest) async throws(HTTPTransportError) {
    var turn = state.withLock { state in
      let start = max(clock.now(), state.nextStart)
      state.nextStart = start + interval
      return start
    }
    // Somebody else's answer may move the end of the pause while this one waits for it.
    while true {
      let held = state.withLock(\.heldUntil)
      turn = max(turn, held)
      let wait = turn - clock.now()
      guard wait > .zero else { return }
      do {
        try await clock.sleep(wait)
      } catch {
        throw HTTPTransportError(.cancelled, place: request.label)
      }
    }
  }

  private func note(_ reply: HTTPReply) {
    let now = clock.now()
    let pause = reply.pauseForAll(now: clock.wallSeconds(), longest: longestPause)
    state.withLock { state in
      if let pause { state.heldUntil = max(state.heldUntil, now + pause) }
      if reply.status == 429 {
        state.allowed = max(1, state.allowed / 2)
        state.sinceRefusal = 0
      } else {
        state.sinceRefusal += 1
        if state.sinceRefusal >= 100, state.allowed < state.width {
          state.allowed += 1
          state.sinceRefusal = 0
        }
      }
    }
  }
}

extension HTTPReply {
  /// How long the service wants nothing from anybody; what is longer than a request is repeated for is left to the
  /// failure of that request.
  fileprivate func pauseForAll(now: Int64, longest: Int64) -> Duration? {
    var pause: Int64?
    if status == 429 || status == 503 { pause = retryAfter(now: date ?? now) }
    if pause == nil, number("X-RateLimit-Remaining") == 0, let reset = number("X-RateLimit-Reset") {
      // Some give seconds from now, others a time since 1970.
      pause = reset < 100_000_000 ? reset : max(0, reset - (date ?? now))
    }
    guard let pause, pause <= longest else { return nil }
    return .seconds(pause)
  }

  private func number(_ name: String) -> Int64? {
    HTTPField.Name(name).flatMap { fields[$0] }.flatMap { Int64($0) }
  }
}
