internal import Synchronization

/// Counts the entries of a read, over all of its attempts.
final class ReadProgress: Sendable {
  private let count = Mutex(0)
  private let report: @Sendable (Int) -> Void

  init(_ report: @escaping @Sendable (Int) -> Void) {
    self.report = report
  }

  /// Whether any entry was ever read: from then on no other server may be asked.
  var hasBegun: Bool { count.withLock { $0 > 0 } }

  func add(_ entries: Int) {
    let total = count.withLock { count in
      count += entries
      return count
    }
    report(total)
  }
}
