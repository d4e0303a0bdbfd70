internal import Synchronization

/// The sandbox's time: it stands still, or runs, and can be moved forward either way.
package final class SandboxClock: Sendable {
  private let runs: Bool
  private let start = ContinuousClock.now
  private let offset = Mutex(Duration.zero)

  /// - Parameter runs: False: time passes only by ``advance(by:)``.
  package init(runs: Bool) {
    self.runs = runs
  }

  /// Since the sandbox was made.
  package var now: Duration {
    let moved = offset.withLock { $0 }
    return runs ? moved + (ContinuousClock.now - start) : moved
  }

  package func advance(by duration: Duration) {
    offset.withLock { $0 += duration }
  }
}
