internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Cuts a connection whose time is up or whose task was cancelled.
///
/// libldap has no time limit in a TLS handshake and none in the middle of a message, and knows no
/// cancellation; but `shutdown(2)` from another thread ends whatever call waits on the socket, at once. The
/// reason is kept, since all that libldap can say afterwards is "server down".
final class Watchdog: Sendable {
  enum Reason: Sendable, Equatable {
    case cancelled
    case noAnswer(seconds: Double)
    case wholeTooLong(seconds: Double)
  }

  private struct State {
    var descriptor: Int32?
    var reason: Reason?
    /// When the answer that is waited for is too late, in nanoseconds of the monotonic clock.
    var answerDeadline = UInt64.max
  }

  private let state = Mutex(State())
  private let timeouts: LDAPTimeouts
  private let wholeDeadline: UInt64
  // Dispatch's sources may be used from any thread; its module only does not say so on Linux.
  nonisolated(unsafe) private let timer: any DispatchSourceTimer

  init(_ timeouts: LDAPTimeouts) {
    self.timeouts = timeouts
    wholeDeadline = Self.deadline(after: timeouts.whole)
    timer = DispatchSource.makeTimerSource(queue: .global())
    let interval = DispatchTimeInterval.milliseconds(50)
    timer.schedule(deadline: .now() + interval, repeating: interval, leeway: .milliseconds(20))
    timer.setEventHandler { [weak self] in self?.check() }
    timer.activate()
  }

  deinit {
    timer.cancel()
  }

  /// Why the connection was cut, if it was.
  var reason: Reason? { state.withLock { $0.reason } }

  /// Seconds until the whole has taken too long.
  var secondsLeft: Double {
    let now = DispatchTime.now().uptimeNanoseconds
    return wholeDeadline > now ? Double(wholeDeadline - now) / 1e9 : 0
  }

  /// Watches over a socket from now on; one that comes after the cut is cut as well.
  func watch(_ descriptor: Int32) {
    state.withLock { state in
      state.descriptor = descriptor
      if state.reason != nil { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }

  /// Forgets the socket, which somebody is about to close.
  func release() {
    state.withLock { $0.descriptor = nil }
  }

  /// Runs `body`, which waits for one answer.
  func waiting<Value, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    expectAnswer()
    defer { state.withLock { $0.answerDeadline = .max } }
    return try body()
  }

  /// Gives the next answer its full time.
  func expectAnswer() {
    let deadline = Self.deadline(after: timeouts.answer)
    state.withLock { $0.answerDeadline = deadline }
  }

  func cut(_ reason: Reason) {
    state.withLock { state in
      guard state.reason == nil else { return }
      state.reason = reason
      if let descriptor = state.descriptor { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }

  private func check() {
    let now = DispatchTime.now().uptimeNanoseconds
    if now >= wholeDeadline {
      cut(.wholeTooLong(seconds: timeouts.whole))
    } else if now >= state.withLock({ $0.answerDeadline }) {
      cut(.noAnswer(seconds: timeouts.answer))
    }
  }

  private static func deadline(after seconds: Double) -> UInt64 {
    let nanoseconds = min(max(seconds, 0), 1e9) * 1e9
    return DispatchTime.now().uptimeNanoseconds &+ UInt64(nanoseconds)
  }
}

extension Watchdog.Reason {
  /// The error that `action` ends with.
  func error(_ action: String, server: String) -> LDAPError {
    switch self {
    case .cancelled: LDAPError(.cancelled, action, server: server)
    case .noAnswer(let seconds):
      LDAPError(.timedOut, action, server: server, detail: "no answer in \(seconds.shortText) s")
    case .wholeTooLong(let seconds):
      LDAPError(
        .timedOut,
        action,
        server: server,
        detail: "the whole read took longer than \(seconds.shortText) s"
      )
    }
  }
}

extension Double {
  /// Seconds without needless digits: `60`, `0.5`.
  var shortText: String {
    self == rounded() && magnitude < 1e9 ? String(Int(self)) : String(self)
  }
}
