@preconcurrency internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// SIGINT and SIGTERM: the first asks the command to end, the second ends the process.
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
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if counter.next() == 1 {
          onFirst(number)
        } else {
          onSecond(number)
          _exit(128 + number)
        }
      }
      source.activate()
      return source
    }
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
