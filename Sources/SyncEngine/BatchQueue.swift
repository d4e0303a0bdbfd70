internal import DirectoryModel

/// The batches of one stage, on their way from pending over announced to under way.
///
/// At most `width` calls are under way, and at most as many more are announced ahead of them: a run that is killed leaves
/// no more calls in doubt. Announced are as many as there is room for once half of it is free, since each announcement
/// waits for the disk.
struct BatchQueue {
  /// Announced, and not under way yet.
  private(set) var ready: [[ApplyStep]] = []
  private var pending: ArraySlice<[ApplyStep]>
  private let width: Int
  private var callCount = 0
  private var isAnnouncing = false
  private var isClosed = false

  init(_ batches: [[ApplyStep]], width: Int) {
    pending = batches[...]
    self.width = width
  }

  /// Nothing new is announced or called.
  mutating func close() { isClosed = true }

  /// Batches to be announced now, together; one announcement at a time.
  mutating func nextAnnouncement() -> [[ApplyStep]]? {
    guard !isClosed, !isAnnouncing, ready.count * 2 < width, !pending.isEmpty else { return nil }
    let next = pending.prefix(width - ready.count)
    pending = pending.dropFirst(next.count)
    isAnnouncing = true
    return Array(next)
  }

  /// The announcement is made: these can be called.
  mutating func announced(_ batches: [[ApplyStep]]) {
    isAnnouncing = false
    ready += batches
  }

  /// A batch to be called now.
  mutating func nextCall() -> [ApplyStep]? {
    guard !isClosed, callCount < width, !ready.isEmpty else { return nil }
    callCount += 1
    return ready.removeFirst()
  }

  mutating func finishedCall() { callCount -= 1 }
}
