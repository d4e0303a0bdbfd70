package import HTTPTypes

/// Repeats requests that failed for a passing reason, where repeating is safe.
///
/// - 429: always, since the request was not processed, after `Retry-After` and one second more (the header is
///   rounded and can be half a second short).
/// - No connection: always, since the request never left.
/// - 408, 425, 502, 503, 504 and lost answers: only requests that are safe to repeat; 500 once.
/// - Everything else is final.
///
/// If the last attempt was not carried out, and an earlier one may have been, what came of the earlier one is given.
package struct RetryingTransport: HTTPTransport {
  private let next: any HTTPTransport
  private let clock: TransportClock
  private let policy: Policy

  package struct Policy: Sendable {
    /// The first one included.
    package var attempts = 5
    /// Doubled with each attempt, then taken by half to whole.
    package var firstWait = Duration.seconds(1)
    /// Longest wait that a server may ask for; a longer one ends the attempts.
    package var longestWait = Duration.seconds(180)
    /// Whether a request that may have been carried out can be sent again.
    package var isRepeatable: @Sendable (HTTPRequest) -> Bool = {
      [.get, .head, .put, .delete, .options].contains($0.method)
    }

    package init() {}
  }

  package init(
    _ next: any HTTPTransport,
    clock: TransportClock = .system,
    policy: Policy = Policy()
  ) {
    self.next = next
    self.clock = clock
    self.policy = policy
  }

  package func send(
    _ request: HTTPRequest,
    body: [UInt8]?
  ) async throws(HTTPTransportError) -> HTTPReply {
    let isRepeatable = policy.isRepeatable(request)
    // What comes after an attempt that may have been carried out cannot say that nothing was.
    var doubtful: Result<HTTPReply, HTTPTransportError>?
    var attempt = 1
    while true {
      let result = await result(of: request, body: body)
      if !result.showsThatNothingWasDone { doubtful = result }
      guard attempt < policy.attempts, let wait = wait(after: result, attempt, isRepeatable) else {
        return try (doubtful ?? result).get()
      }
      do {
        try await clock.sleep(wait)
      } catch {
        throw HTTPTransportError(.cancelled, place: request.place)
      }
      attempt += 1
    }
  }

  private func result(
    of request: HTTPRequest,
    body: [UInt8]?
  ) async -> Result<HTTPReply, HTTPTransportError> {
    do throws(HTTPTransportError) {
      return .success(try await next.send(request, body: body))
    } catch {
      return .failure(error)
    }
  }

  /// nil: the result is final.
  private func wait(
    after result: Result<HTTPReply, HTTPTransportError>,
    _ attempt: Int,
    _ isRepeatable: Bool
  ) -> Duration? {
    switch result {
    case .success(let reply): return wait(after: reply, attempt, isRepeatable)
    case .failure(let error):
      guard error.isPassing, isRepeatable || !error.mayHaveArrived else { return nil }
      return backOff(attempt)
    }
  }

  /// nil: the answer is final.
  private func wait(after reply: HTTPReply, _ attempt: Int, _ isRepeatable: Bool) -> Duration? {
    switch reply.status {
    case 429: break
    case 408, 425, 502, 503, 504: guard isRepeatable else { return nil }
    case 500: guard isRepeatable, attempt == 1 else { return nil }
    default: return nil
    }
    guard let seconds = reply.retryAfter(now: reply.date ?? clock.wallSeconds()) else {
      return backOff(attempt)
    }
    guard seconds <= policy.longestWait.components.seconds else { return nil }
    return .seconds(seconds + 1)
  }

  private func backOff(_ attempt: Int) -> Duration {
    policy.firstWait * Double(1 << min(attempt - 1, 16)) * (0.5 + clock.random() / 2)
  }
}

extension Result<HTTPReply, HTTPTransportError> {
  fileprivate var showsThatNothingWasDone: Bool {
    switch self {
    case .success(let reply): reply.status == 429
    case .failure(let error): !error.mayHaveArrived
    }
  }
}
