package import DirectoryModel
internal import SafeFiles

extension StateFolder {
  /// What earlier runs have left.
  package struct Memory: Sendable {
    package var memory: SyncMemory
    /// Runs that were killed before they could save it; ``memory`` knows what they did.
    package let killedRuns: [RunFolder]
  }

  /// Reads the memory, what killed runs did included.
  ///
  /// What is damaged, or dated in the future, is as good as lost, and ``SyncMemory/loss`` says so. A folder
  /// without anything is no loss: this is the first run.
  ///
  /// - Parameters:
  ///   - sources: The names of the configured sources.
  ///   - now: The time.
  ///   - setsAside: Whether damaged files are moved out of the way: only by who holds the lock.
  /// - Returns: The memory, and which killed runs have added to it.
  /// - Throws: ``StateError`` for a newer version, another organization's folder, or an unreadable file.
  package func loadMemory(
    sources: [String],
    now: Timestamp,
    setsAside: Bool
  ) throws(StateError) -> Memory {
    let (ledger, lastRun) = try readLedger(now: now, setsAside: setsAside)
    var memory = ledger
    if memory.loss != nil {
      // Ids that a lost memory has seen would make their absence look like knowledge.
      if setsAside { try setAsideSeen(now: now) }
      return Memory(memory: memory, killedRuns: [])
    }
    for source in sources {
      for kind in SeenKind.allCases {
        switch try readSeen(source: source, kind: kind) {
        case .missing:
          let isKnown = memory.goodRuns.contains { $0.figures.sources[source] != nil }
          if kind == .users, isKnown {
            memory.loss =
              "\(SafePath.name(seenFile(source: source, kind: kind))) is missing from \(seenPath)"
          }
        case .damaged(let path):
          memory.loss = "\(SafePath.name(path)) in \(seenPath) is damaged"
          if setsAside { try setAside(path, now: now) }
        case .value(let ids):
          switch kind {
          case .users: memory.seenIDs[source] = ids
          case .groups: memory.seenGroupIDs[source] = ids
          }
        }
      }
    }
    let killed = try killedRuns(after: lastRun)
    for run in killed.reversed() { try run.recover(into: &memory) }
    return Memory(memory: memory, killedRuns: killed)
  }

  /// Replaces the ledger, in one step, by which what this run and those before it did is known.
  ///
  /// - Parameters:
  ///   - memory: What to remember; seen ids have files of their own (``rememberSeen(source:kind:arena:ids:known:)``).
  ///   - run: The run whose deeds, and those of the killed runs before it, the memory contains.
  ///   - now: The time.
  /// - Throws: ``StateError``
  package func saveMemory(
    _ memory: SyncMemory,
    of run: RunFolder,
    now: Timestamp
  ) throws(StateError) {
    let ledger = LedgerFile(memory, organization: organization.id, run: run.name, now: now)
    try StateJSON.write(ledger, to: ledgerPath)
  }

  /// - Returns: The ledger's memory, and the name of the last run that it contains; nil without one.
  private func readLedger(
    now: Timestamp,
    setsAside: Bool
  ) throws(StateError) -> (memory: SyncMemory, run: String?) {
    let reading = try StateJSON.read(
      LedgerFile.self,
      version: LedgerFile.currentVersion,
      from: ledgerPath
    )
    var lost = SyncMemory()
    switch reading {
    case .missing:
      if try hasTraces() { lost.loss = "ledger.json is missing from \(path)" }
      return (lost, nil)
    case .damaged: lost.loss = "ledger.json in \(path) is damaged"
    case .value(let ledger):
      guard ledger.organization == organization.id else {
        throw StateError(
          summary: "\(path) is the state of another organization (\(ledger.organization))",
          hint: "Name another state folder with --state or 'run.state'."
        )
      }
      // A clock may be set back a little; five minutes are what clocks are allowed to differ by.
      if ledger.writtenAt.time > now + 300 {
        lost.loss = "ledger.json in \(path) is dated \(ledger.writtenAt.time), in the future"
      } else if let memory = ledger.memory() {
        return (memory, ledger.run)
      } else {
        lost.loss = "ledger.json in \(path) is damaged"
      }
    }
    if setsAside { try setAside(ledgerPath, now: now) }
    return (lost, nil)
  }

  /// Whether a run has ended here, which leaves a ledger, though there is none.
  ///
  /// A first run that was killed has left none yet.
  private func hasTraces() throws(StateError) -> Bool {
    let runs = try runs()
    if runs.isEmpty { return try !seenNames().isEmpty }
    for run in runs {
      if try run.hasReport { return true }
      if case .ended = try run.journalState() { return true }
    }
    return false
  }

  private func seenNames() throws(StateError) -> [String] {
    try wrap { () throws(FileError) in
      guard try FileStatus(of: seenPath) != nil else { return [] }
      return try Folder.names(in: seenPath).filter {
        !$0.hasPrefix(".") && !$0.contains(".aside-")
      }
    }
  }

  private func setAsideSeen(now: Timestamp) throws(StateError) {
    for name in try seenNames() { try setAside(SafePath.join(seenPath, name), now: now) }
  }

  /// Moves a file out of the way but keeps it for people to look at.
  private func setAside(_ path: String, now: Timestamp) throws(StateError) {
    try wrap { () throws(FileError) in
      try Folder.move(path, to: "\(path).aside-\(now.compactDescription)")
    }
  }
}
