package import DirectoryModel
internal import JSONReader
internal import SafeFiles
internal import Synchronization

/// What a run does, written down as it does it.
///
/// ``begin(_:now:)`` returns once its lines are on the disk, so it comes before the calls that it announces;
/// announce many changes at once, since each call waits for the disk. Outcomes are with the kernel when
/// ``record(_:now:)`` returns, which outlives the process, and on the disk with the next announcement, or the
/// next line that is a tenth of a second younger and finds the disk free. A change that was begun and has no outcome
/// may have happened.
package final class Journal: Sendable {
  private let file: AppendFile
  /// Calls of ``append(_:syncing:)`` so far.
  private let appended = Mutex(0)
  private let synced = Mutex(Synced())

  /// How far the disk has followed.
  private struct Synced {
    var number = 0
    var time = ContinuousClock.now
  }

  /// A change that is about to be made.
  package struct Entry: Sendable {
    package let number: Int
    package let change: Change
    /// The limits that it counts under in later runs, with the group for limits of one group; empty if a
    /// person approved it.
    package let limits: [(name: LimitName, subject: String?)]

    package init(number: Int, change: Change, limits: [(name: LimitName, subject: String?)]) {
      self.number = number
      self.change = change
      self.limits = limits
    }
  }

  init(_ file: consuming AppendFile) {
    self.file = file
  }

  /// Announces changes.
  ///
  /// - Throws: ``StateError``: then none of them may be made.
  package func begin(_ entries: [Entry], now: Timestamp) throws(StateError) {
    var writer = JSONWriter()
    for entry in entries {
      let change = entry.change
      var line = JournalLine(
        version: JournalLine.currentVersion,
        time: FileTime(now),
        event: .begin,
        number: entry.number
      )
      line.action = change.action.rawValue
      line.member = change.member?.id
      line.group = change.group?.id
      line.externalId = change.member?.externalID ?? change.group?.externalID
      if change.member != nil { line.groupExternalId = change.group?.externalID }
      line.status = change.before?.status?.word
      if !entry.limits.isEmpty {
        line.limits = entry.limits.map {
          JournalLine.Limit(name: $0.name.rawValue, subject: $0.subject)
        }
      }
      line.write(to: &writer)
    }
    try append(writer.bytes, syncing: true)
  }

  /// Writes down what became of changes; those that failed and may have happened stand as begun.
  ///
  /// - Throws: ``StateError``
  package func record(_ outcomes: [ChangeOutcome], now: Timestamp) throws(StateError) {
    var writer = JSONWriter()
    for outcome in outcomes where !outcome.mayHaveHappened {
      let event: JournalLine.Event =
        switch outcome.result {
        case .done: .done
        case .failed: .failed
        case .notAttempted: .notAttempted
        }
      var line = JournalLine(time: FileTime(now), event: event, number: outcome.number)
      line.created = outcome.createdID
      line.message = outcome.message
      line.write(to: &writer)
    }
    try append(writer.bytes, syncing: false)
  }

  /// Writes down that the run ended by itself; after the memory was saved.
  ///
  /// - Throws: ``StateError``
  package func end(now: Timestamp) throws(StateError) {
    try append(Self.line(.end, now), syncing: true)
  }

  private func append(_ bytes: [UInt8], syncing: Bool) throws(StateError) {
    guard !bytes.isEmpty else { return }
    let result: Result<Int, FileError> = appended.withLock { number in
      do throws(FileError) {
        try file.append(bytes)
        number += 1
        return .success(number)
      } catch {
        return .failure(error)
      }
    }
    try wrap { () throws(FileError) in try sync(to: try result.get(), isUrgent: syncing) }
  }

  /// Waits until the append with this number is on the disk; the less urgent ones only now and then.
  ///
  /// Whoever comes while another waits for the disk shares the next wait with all that came meanwhile.
  /// The less urgent do not wait for another's disk: their turn comes with a later line.
  private func sync(to number: Int, isUrgent: Bool) throws(FileError) {
    let result =
      isUrgent
      ? synced.withLock { bring(&$0, to: number) }
      : synced.withLockIfAvailable {
        $0.time.duration(to: .now) < .milliseconds(100) ? .success(()) : bring(&$0, to: number)
      }
    try result?.get()
  }

  private func bring(_ synced: inout Synced, to number: Int) -> Result<Void, FileError> {
    if synced.number >= number { return .success(()) }
    let reached = appended.withLock { $0 }
    do throws(FileError) {
      try file.sync()
    } catch {
      return .failure(error)
    }
    synced = Synced(number: reached, time: .now)
    return .success(())
  }

  private static func line(_ event: JournalLine.Event, _ now: Timestamp) -> [UInt8] {
    var writer = JSONWriter()
    JournalLine(time: FileTime(now), event: event).write(to: &writer)
    return writer.bytes
  }
}
