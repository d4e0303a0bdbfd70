internal import DirectoryModel
internal import Synchronization

/// Counts outcomes as they come.
final class OutcomeCounter: Sendable {
  private let counts = Mutex((done: 0, failed: 0))

  func add(_ outcomes: [ChangeOutcome]) -> (done: Int, failed: Int) {
    counts.withLock { counts in
      counts.done += outcomes.count { $0.result == .done }
      counts.failed += outcomes.count { $0.result == .failed }
      return counts
    }
  }
}
