package import DirectoryModel
internal import SafeFiles

/// `hold.json`: somebody wants every apply to be a plan for a while.
package struct RunHold: Sendable, Equatable {
  package let reason: String
  package let since: Timestamp
  /// nil: until `rollcall release`.
  package let until: Timestamp?
  /// Who set it: a login, or `rollcall undo`.
  package let who: String

  package init(reason: String, since: Timestamp, until: Timestamp?, who: String) {
    self.reason = reason
    self.since = since
    self.until = until
    self.who = who
  }
}

extension StateFolder {
  private static let holdVersion = 1

  private struct HoldFile: VersionedFile {
    var version = holdVersion
    let reason: String
    let since: FileTime
    let until: FileTime?
    let who: String
  }

  /// The hold that is on now; nil if there is none or it has ended by itself.
  ///
  /// A file that cannot be understood holds: somebody wanted something.
  ///
  /// - Throws: ``StateError``
  package func hold(now: Timestamp) throws(StateError) -> RunHold? {
    switch try StateJSON.read(HoldFile.self, version: Self.holdVersion, from: holdPath) {
    case .missing: return nil
    case .damaged:
      return RunHold(reason: "\(holdPath) is damaged", since: now, until: nil, who: "unknown")
    case .value(let file):
      if let until = file.until?.time, until <= now { return nil }
      return RunHold(
        reason: file.reason,
        since: file.since.time,
        until: file.until?.time,
        who: file.who
      )
    }
  }

  /// Sets a hold, in place of one that is on.
  ///
  /// - Throws: ``StateError``
  package func setHold(_ hold: RunHold) throws(StateError) {
    let file = HoldFile(
      reason: hold.reason,
      since: FileTime(hold.since),
      until: hold.until.map(FileTime.init),
      who: hold.who
    )
    try StateJSON.write(file, to: holdPath)
  }

  /// Ends the hold, if one is on.
  ///
  /// - Throws: ``StateError``
  package func release() throws(StateError) {
    try wrap { () throws(FileError) in try Folder.removeFile(holdPath) }
  }
}
