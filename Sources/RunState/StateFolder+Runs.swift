package import DirectoryModel
internal import SafeFiles

extension StateFolder {
  /// All runs together may take this many bytes.
  private static let runsLimit: Int64 = 1 << 30

  /// Makes the folder of a run that begins now; its name comes after those of all runs before it.
  ///
  /// - Throws: ``StateError``
  package func makeRun(now: Timestamp) throws(StateError) -> RunFolder {
    let latest = try runs().first
    // A clock that was set back must not put this run before those that it follows.
    var second = max(now, latest?.startedAt ?? now)
    // Half of the numbers, so that some are left for the same second.
    var number = UInt32.random(in: 0..<1 << 23)
    if let latest, latest.startedAt == second, let last = UInt32(latest.tag, radix: 16) {
      if last < 0xff_ffff { number = last + 1 } else { second = second + 1 }
    }
    let digits = String(number, radix: 16)
    let name =
      "\(second.compactDescription)-\(String(repeating: "0", count: 6 - digits.count))\(digits)"
    let run = RunFolder(path: SafePath.join(runsPath, name))
    try wrap { () throws(FileError) in try Folder.create(run.path) }
    return run
  }

  /// The runs that are kept, newest first.
  package func runs() throws(StateError) -> [RunFolder] {
    try wrap { () throws(FileError) in
      guard try FileStatus(of: runsPath) != nil else { return [] }
      return try Folder.names(in: runsPath).reversed()
        .map { RunFolder(path: SafePath.join(runsPath, $0)) }
        .filter { $0.startedAt != nil }
    }
  }

  /// Finds the runs that were killed since the last one that saved the memory.
  ///
  /// - Parameter known: The last run that the ledger contains; nil before there is one.
  /// - Returns: The runs, newest first.
  /// - Throws: ``StateError``
  func killedRuns(after known: String?) throws(StateError) -> [RunFolder] {
    var killed: [RunFolder] = []
    for run in try runs() {
      if let known, run.name <= known { return killed }
      // The report is written last: where there is one, the journal need not be read.
      if try run.hasReport { return killed }
      switch try run.journalState() {
      case .ended: return killed
      case .open: killed.append(run)
      case .missing: break
      }
    }
    return killed
  }

  /// Removes what killed runs have left half written; only for who holds the lock.
  ///
  /// - Throws: ``StateError``
  package func removeLeftovers() throws(StateError) {
    let runs = try runs()
    try wrap { () throws(FileError) in
      for folder in [path, seenPath] { try AtomicFile.removeLeftovers(in: folder) }
    }
    for run in runs {
      // The report is written last, and by whoever came after a killed run.
      if try run.hasReport { return }
      try wrap { () throws(FileError) in try AtomicFile.removeLeftovers(in: run.path) }
    }
  }

  /// Removes runs that began more than `age` seconds ago, and then the oldest until all take 1 GiB at most.
  ///
  /// - Parameters:
  ///   - age: `run.keepRuns`.
  ///   - now: The time.
  ///   - current: The run that is going on, which always stays.
  /// - Throws: ``StateError``
  package func removeOldRuns(
    olderThan age: Int64,
    now: Timestamp,
    current: RunFolder?
  ) throws(StateError) {
    let runs = try runs()
    try wrap { () throws(FileError) in
      var total: Int64 = 0
      for run in runs {
        let size = try run.size
        total = total.addingReportingOverflow(size).partialValue
        guard run != current, let startedAt = run.startedAt else { continue }
        if now - startedAt > age || total > Self.runsLimit {
          try Folder.remove(run.path)
          total -= size
        }
      }
    }
  }
}
