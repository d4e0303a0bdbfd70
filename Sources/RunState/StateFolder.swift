package import DirectoryModel
package import SafeFiles

/// What is remembered about one organization: its lock, memory, runs and hold.
///
/// Everything below has mode 0700 or 0600. Root running by hand leaves all of it with the folder's owner.
package struct StateFolder: Sendable {
  package let path: String
  package let organization: OrganizationIdentity

  /// The state of `organization` below `root`, which ``StateLocation`` finds.
  package init(root: String, organization: OrganizationIdentity) {
    path = SafePath.join(root, StateLocation.folderName(for: organization.id))
    self.organization = organization
  }

  /// Creates what is missing.
  ///
  /// - Throws: ``StateError`` if the folder cannot be made, or others can write to it.
  package func prepare() throws(StateError) {
    try wrap { () throws(FileError) in
      for folder in [path, seenPath, runsPath] { try Folder.create(folder) }
      try FileAccess.refuseWritableByOthers(path)
    }
  }

  /// Looks whether a run could make this folder and write in it; makes and writes nothing.
  ///
  /// - Throws: ``StateError`` as ``prepare()`` and ``lock(command:process:now:)`` would, but for a lock that is taken.
  package func checkWritable() throws(StateError) {
    try wrap { () throws(FileError) in
      for place in [path, seenPath, runsPath, lockPath] { try FileAccess.refuseUnwritable(place) }
      if try FileStatus(of: path) != nil { try FileAccess.refuseWritableByOthers(path) }
    }
  }

  /// Takes the lock that `sync` and `apply` hold from before reading until after the report.
  ///
  /// - Parameters:
  ///   - command: The command's name, for whoever finds the lock taken.
  ///   - process: The process's id.
  ///   - now: The time.
  /// - Returns: The lock, which ends with its value or its process.
  /// - Throws: ``StateError`` with category `.locked`, saying who holds it and since when.
  package func lock(
    command: String,
    process: Int32,
    now: Timestamp
  ) throws(StateError) -> FileLock {
    do throws(FileError) {
      let note = "process \(process) ('rollcall \(command)') since \(now)"
      return try FileLock(lockPath, note: note)
    } catch {
      throw StateError(error)
    }
  }

  private var lockPath: String { SafePath.join(path, "lock") }
  var ledgerPath: String { SafePath.join(path, "ledger.json") }
  var holdPath: String { SafePath.join(path, "hold.json") }
  var seenPath: String { SafePath.join(path, "seen") }
  var runsPath: String { SafePath.join(path, "runs") }
}

/// Runs `body` and says its errors as this module does.
func wrap<Result>(_ body: () throws(FileError) -> Result) throws(StateError) -> Result {
  do throws(FileError) {
    return try body()
  } catch {
    throw StateError(error)
  }
}
