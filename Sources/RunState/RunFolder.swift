package import DirectoryModel
internal import SafeFiles

/// `runs/<UTC time>-<6 hex>/`: one run's plan, journal and report.
package struct RunFolder: Sendable, Equatable {
  package let path: String

  package init(path: String) {
    self.path = path
  }

  /// The run as people name it: `20261125T010000Z-4fa1c2`.
  package var name: String { SafePath.name(path) }

  /// The six digits.
  var tag: Substring { name.suffix(6) }

  package var planPath: String { SafePath.join(path, "plan.json") }
  package var journalPath: String { SafePath.join(path, "journal.jsonl") }
  package var reportPath: String { SafePath.join(path, "report.json") }

  /// Keeps the plan, before anything of it is done.
  package func write(plan: String) throws(StateError) {
    try wrap { () throws(FileError) in try AtomicFile.write(plan, to: planPath) }
  }

  /// Keeps the report: the last deed of a run, after memory was saved, by which it is known to have ended.
  package func write(report: String) throws(StateError) {
    try wrap { () throws(FileError) in try AtomicFile.write(report, to: reportPath) }
  }

  package var hasReport: Bool {
    get throws(StateError) {
      try wrap { () throws(FileError) in
        try FileStatus(of: reportPath, followingLinks: false) != nil
      }
    }
  }

  /// Opens the journal for writing.
  package func openJournal() throws(StateError) -> Journal {
    try wrap { () throws(FileError) in Journal(try AppendFile(journalPath)) }
  }

  /// Bytes on the disk.
  var size: Int64 {
    get throws(FileError) {
      var size: Int64 = 0
      for name in try Folder.names(in: path) {
        let status = try FileStatus(of: SafePath.join(path, name), followingLinks: false)
        size = size.addingReportingOverflow(status?.size ?? 0).partialValue
      }
      return size
    }
  }

  /// When the run began, as its name says; nil for a name that is none of ours.
  package var startedAt: Timestamp? {
    // 20261125T010000Z-4fa1c2
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    let digits = Array(parts.first.map(String.init) ?? "")
    guard parts.count == 2, digits.count == 16, parts[1].count == 6,
      parts[1].allSatisfy(\.isHexDigit)
    else { return nil }
    let text =
      "\(String(digits[0..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<11])):"
      + "\(String(digits[11..<13])):\(String(digits[13..<16]))"
    return Timestamp(iso8601: text)
  }
}
