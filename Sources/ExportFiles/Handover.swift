internal import Dispatch
internal import Synchronization

/// Batches that one thread hands to another, in order.
final class Handover: Sendable {
  private let waiting = Mutex<[Parcel?]>([])
  private let count = DispatchSemaphore(value: 0)

  /// What holds a batch between the two threads, and is neither's meanwhile.
  private final class Parcel: @unchecked Sendable {
    var batch: PieceBatch?

    init(_ batch: consuming PieceBatch?) {
      self.batch = batch
    }
  }

  /// Hands `batch` over.
  func give(_ batch: consuming PieceBatch) {
    let parcel = Parcel(consume batch)
    waiting.withLock { $0.append(parcel) }
    count.signal()
  }

  /// Says that nothing will be taken or given any more.
  func end() {
    waiting.withLock { $0.append(nil) }
    count.signal()
  }

  /// Waits for the next batch.
  ///
  /// - Returns: nil at the end.
  func take() -> PieceBatch? {
    count.wait()
    return waiting.withLock { $0.removeFirst() }?.batch.take()
  }
}
