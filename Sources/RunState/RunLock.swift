package import DirectoryModel
internal import SafeFiles

/// The lock of one organization, for as long as somebody holds this object.
package final class RunLock: Sendable {
  private let lock: FileLock

  /// Takes the lock as ``StateFolder/lock(command:process:now:)`` does.
  ///
  /// - Throws: ``StateError`` with category `.locked`, saying who holds it and since when.
  package init(
    _ state: StateFolder,
    command: String,
    process: Int32,
    now: Timestamp
  ) throws(StateError) {
    lock = try state.lock(command: command, process: process, now: now)
  }
}
