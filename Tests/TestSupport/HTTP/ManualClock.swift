package import HTTPTransport
internal import Synchronization

/// A clock that stands still but for those who sleep by it.
package final class ManualClock: Sendable {
  private let state = Mutex<(now: Duration, sleeps: [Duration])>((.zero, []))
  private let wallStart: Int64
  private let jitter: Double

  /// - Parameters:
  ///   - wallStart: Seconds since 1970 at the beginning.
  ///   - jitter: What every random number is, from 0 up to 1.
  package init(wallStart: Int64 = 1_800_000_000, jitter: Double = 0) {
    self.wallStart = wallStart
    self.jitter = jitter
  }

  package var sleeps: [Duration] { state.withLock { $0.sleeps } }

  package func advance(by duration: Duration) { state.withLock { $0.now += duration } }

  package var transportClock: TransportClock {
    TransportClock(
      now: { self.state.withLock { $0.now } },
      wallSeconds: { self.wallStart + self.state.withLock { $0.now.components.seconds } },
      sleep: { duration in
        self.state.withLock {
          $0.now += duration
          $0.sleeps.append(duration)
        }
      },
      random: { self.jitter }
    )
  }
}
