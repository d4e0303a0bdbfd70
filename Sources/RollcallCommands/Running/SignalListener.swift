@preconcurrency internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// SIGINT, SIGTERM, and SIGHUP as if it were SIGTERM: the first asks the command to end, the second ends the process.
///
/// A SIGHUP never counts as the second: a terminal that closes sends several. Where it was ignored when the process
/// began, as `nohup` does it, it stays so.
final class SignalListener: Sendable {
  private let sources: [any DispatchSourceSignal]

  /// - Parameters:
  ///   - onFirst: Asks to end, on a thread that waits for nothing else.
  ///   - onSecond: Says the last word.
  init(
    onFirst: @escaping @Sendable (Int32) -> Void,
    onSecond: @escaping @Sendable (Int32) -> Void
  ) {
    let counter = Counter()
    let heard = Self.isIgnored(SIGHUP) ? [SIGINT, SIGTERM] : [SIGINT, SIGTERM, SIGHUP]
    sources = heard.map { signalNumber in
      signal(signalNumber, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: signalNumber, queue: .global())
      let number = signalNumber == SIGHUP ? SIGTERM : signalNumber
      source.setEventHandler {
        if counter.next() == 1 {
          onFirst(number)
        } else if signalNumber != SIGHUP {
          onSecond(number)
          _exit(128 + number)
        }
      }
      source.activate()
      return source
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var present = sigaction()
    sigaction(number, nil, &present)
    #if canImport(Glibc)
      let handler = present.__sigaction_handler.sa_handler
    #else
      let handler = present.__sigaction_u.__sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
      count.withLock { count in
        count += 1
        return count
      }
    }
  }
}
