internal import DirectoryModel

extension LedgerFile {
  init(_ memory: SyncMemory, organization: String, run: String, now: Timestamp) {
    self.organization = organization
    writtenAt = FileTime(now)
    self.run = run
    hadGoodRun = memory.hadGoodRun
    if !memory.beginnings.isEmpty {
      beginnings = Beginnings(
        invited: memory.beginnings.invited.sorted(),
        groups: memory.beginnings.groups.sorted()
      )
    }
    fingerprint = memory.fingerprint
    revocations = memory.revocations.mapValues {
      Revocation(
        at: FileTime($0.at),
        priorStatus: $0.priorStatus.word,
        externalId: $0.externalID,
        inDoubt: $0.isInDoubt ? true : nil
      )
    }
    absences = [:]
    for (key, absence) in memory.absences {
      absences[key.source, default: [:]][key.externalID] = Absence(
        firstSeen: FileTime(absence.firstSeen),
        exportModified: FileTime(absence.exportModified)
      )
    }
    disabledSince = memory.disabledSince.mapValues(FileTime.init)
    stopped = memory.stopped.map { Stopped(since: FileTime($0.since), runs: $0.runs) }
    goodRuns = memory.goodRuns.map(GoodRun.init)
    recent = memory.recent.map(Recent.init)
    writtenMemberships = memory.writtenMemberships.mapValues { $0.sorted() }
    if !memory.doubtfulMemberships.isEmpty {
      doubtfulMemberships = memory.doubtfulMemberships.mapValues { $0.sorted() }
    }
    refusals = memory.refusals
    decisionsSince = memory.decisionsSince.mapValues(FileTime.init)
  }

  /// The memory without seen ids; nil if a word in it is none of ours, which makes the file a damaged one.
  func memory() -> SyncMemory? {
    var memory = SyncMemory()
    memory.hadGoodRun = hadGoodRun
    memory.beginnings.invited = Set(beginnings?.invited ?? [])
    memory.beginnings.groups = Set(beginnings?.groups ?? [])
    memory.fingerprint = fingerprint
    for (id, revocation) in revocations {
      guard let status = MemberStatus(word: revocation.priorStatus) else { return nil }
      memory.revocations[id] = SyncMemory.Revocation(
        at: revocation.at.time,
        priorStatus: status,
        externalID: revocation.externalId,
        isInDoubt: revocation.inDoubt ?? false
      )
    }
    for (source, people) in absences {
      for (id, absence) in people {
        memory.absences[SyncMemory.AbsenceKey(source: source, externalID: id)] = SyncMemory.Absence(
          firstSeen: absence.firstSeen.time,
          exportModified: absence.exportModified.time
        )
      }
    }
    memory.disabledSince = disabledSince.mapValues(\.time)
    memory.stopped = stopped.map { SyncMemory.Stopped(since: $0.since.time, runs: $0.runs) }
    memory.goodRuns = goodRuns.map(\.remembered)
    let recent = recent.compactMap(\.change)
    guard recent.count == self.recent.count else { return nil }
    memory.recent = recent
    memory.writtenMemberships = writtenMemberships.mapValues { Set($0) }
    memory.doubtfulMemberships = (doubtfulMemberships ?? [:]).mapValues { Set($0) }
    memory.refusals = refusals
    memory.decisionsSince = decisionsSince.mapValues(\.time)
    return memory
  }
}

extension LedgerFile.GoodRun {
  init(_ run: PlanFigures.Remembered) {
    at = FileTime(run.at)
    sources = run.figures.sources.mapValues {
      Figures(
        users: $0.users,
        attributes: $0.attributes,
        exportModified: $0.exportModified.map(FileTime.init),
        changeMarks: $0.changeMarks.isEmpty ? nil : $0.changeMarks.mapValues(\.description)
      )
    }
  }

  var remembered: PlanFigures.Remembered {
    var figures = PlanFigures()
    figures.sources = sources.mapValues {
      PlanFigures.Source(
        users: $0.users,
        attributes: $0.attributes,
        exportModified: $0.exportModified?.time,
        changeMarks: ($0.changeMarks ?? [:]).mapValues(ChangeMark.init)
      )
    }
    return PlanFigures.Remembered(at: at.time, figures: figures)
  }
}

extension LedgerFile.Recent {
  init(_ change: SyncMemory.RecentChange) {
    at = FileTime(change.at)
    limit = change.limit.rawValue
    subject = change.subject
    count = change.count
  }

  var change: SyncMemory.RecentChange? {
    guard let limit = LimitName(rawValue: limit) else { return nil }
    return SyncMemory.RecentChange(at: at.time, limit: limit, subject: subject, count: count)
  }
}
