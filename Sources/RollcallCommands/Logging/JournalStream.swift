#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Whether stderr is the journal: `JOURNAL_STREAM` names the device and the inode of what systemd
/// connected (systemd.exec(5)).
///
/// The variable alone says nothing: children inherit it, whatever their stderr is.
package struct JournalStream: Equatable, Sendable {
  package let device: UInt64
  package let inode: UInt64

  /// Reads `12:34567`; nil for anything else.
  package init?(parsing text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let device = UInt64(parts[0]), let inode = UInt64(parts[1]) else {
      return nil
    }
    self.device = device
    self.inode = inode
  }

  /// - Parameters:
  ///   - descriptor: The one to judge.
  ///   - environment: The process's.
  /// - Returns: Whether what is written there goes to the journal.
  package static func isJournal(
    _ descriptor: Int32 = 2,
    environment: [String: String]
  ) -> Bool {
    guard let text = environment["JOURNAL_STREAM"], let stream = JournalStream(parsing: text) else {
      return false
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return false }
    return UInt64(truncatingIfNeeded: status.st_dev) == stream.device
      && UInt64(truncatingIfNeeded: status.st_ino) == stream.inode
  }
}
