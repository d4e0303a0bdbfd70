package import HTTPTypes

/// Keeps below published limits: no more than so many requests in any span of time, for each verb and path.
package actor PacingTransport: HTTPTransport {
  private let next: any HTTPTransport
  private let clock: TransportClock
  private let rules: [Rule]
  /// When the latest requests of a verb and path went out, oldest first.
  private var sent: [String: [Duration]] = [:]
  private let longest: Duration

  /// `count` requests in any span of `span`.
  package struct Rule: Equatable, Sendable {
    package let count: Int
    package let span: Duration

    package init(count: Int, span: Duration) {
      self.count = max(1, count)
      self.span = span
    }
  }

  /// Paths that are remembered before those are forgotten that no longer count.
  private static let remembered = 1024

  package init(_ next: any HTTPTransport, rules: [Rule], clock: TransportClock = .system) {
    self.next = next
    self.rules = rules
    self.clock = clock
    longest = rules.map(\.span).max() ?? .zero
  }

  package func send(
    _ request: HTTPRequest,
    body: [UInt8]?
  ) async throws(HTTPTransportError) -> HTTPReply {
    let now = clock.now()
    let start = reserve(request, now)
    if start > now {
      do {
        try await clock.sleep(start - now)
      } catch {
        throw HTTPTransportError(.cancelled, place: request.place)
      }
    }
    return try await next.send(request, body: body)
  }

  /// The earliest moment that no rule forbids, taken.
  private func reserve(_ request: HTTPRequest, _ now: Duration) -> Duration {
    let path = (request.path ?? "").prefix { $0 != "?" }.lowercased()
    let key = "\(request.method.rawValue) \(request.authority ?? "")\(path)"
    if sent.count > Self.remembered {
      sent = sent.filter { ($0.value.last ?? .zero) + longest > now }
    }
    var times = sent[key] ?? []
    var start = max(now, times.last ?? now)
    for rule in rules where times.count >= rule.count {
      start = max(start, times[times.count - rule.count] + rule.span)
    }
    times.append(start)
    let kept = rules.map(\.count).max() ?? 0
    sent[key] = Array(times.suffix(kept))
    return start
  }
}
