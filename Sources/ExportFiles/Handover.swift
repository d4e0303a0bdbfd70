internal import Dispatch
internal import Synchronization

/// Batches that one thread hands to another, in order.
final class Handover: Sendable {
  private let waiting = Mutex<[PieceBatch?]>([])
  private let count = DispatchSemaphore(value: 0)

  /// - Parameter batch: nil = nothing will be taken any more.
  func give(_ batch: PieceBatch?) {
    waiting.withLock { $0.append(batch) }
    count.signal()
  }

  /// Waits for the next batch.
  func take() -> PieceBatch? {
    count.wait()
    return waiting.withLock { $0.removeFirst() }
  }
}
