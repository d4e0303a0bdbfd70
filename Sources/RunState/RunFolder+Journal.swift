package import DirectoryModel
internal import SafeFiles

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension RunFolder {
  /// What became of one change, as the journal knows it.
  package struct JournaledChange: Sendable, Equatable {
    package let number: Int
    /// nil: begun, and nothing heard since: it may have happened.
    package fileprivate(set) var result: ChangeOutcome.Result?
    /// The organization's id of what was created.
    package fileprivate(set) var createdID: String?
    fileprivate let begin: JournalLine
  }

  enum JournalState {
    case missing
    case open
    case ended
  }

  /// Bytes: ten million lines.
  private static let journalLimit = 2 << 30

  /// The changes that the run began, in the order of the plan.
  ///
  /// A line that was cut off says nothing, and neither does one that is none of ours.
  ///
  /// - Throws: ``StateError``, also for a journal of a later version.
  package func journaledChanges() throws(StateError) -> [JournaledChange] {
    var changes: [Int: JournaledChange] = [:]
    for line in try lines() {
      guard let number = line.number else { continue }
      let result: ChangeOutcome.Result
      switch line.event {
      case .begin:
        changes[number] = JournaledChange(number: number, begin: line)
        continue
      case .done: result = .done
      case .failed: result = .failed
      case .notAttempted: result = .notAttempted
      case .end: continue
      }
      changes[number]?.result = result
      changes[number]?.createdID = line.created
    }
    return changes.values.sorted { $0.number < $1.number }
  }

  /// When the run remembered what it did, or began the last of it; nil without a journal.
  package func lastJournaledTime() throws(StateError) -> Timestamp? {
    try lines().map(\.time.time).max()
  }

  func journalState() throws(StateError) -> JournalState {
    if try lines().contains(where: { $0.event == .end }) { return .ended }
    return try hasJournal() ? .open : .missing
  }

  /// Adds to `memory` what a killed run did, or may have done, after the last good one saved it.
  ///
  /// Revocations become this tool's own, in doubt where nothing was heard of them, until they are taken back;
  /// memberships what was written; and changes count with those of the last 20 hours.
  func recover(into memory: inout SyncMemory) throws(StateError) {
    let changes = try journaledChanges()
    // Members are removed before anybody is added anywhere.
    let gone = changes.filter {
      $0.result == .done && $0.begin.action == ChangeAction.remove.rawValue
    }
    memory.forgetMemberships(ofMembers: Set(gone.compactMap(\.begin.externalId)))
    for change in changes where change.result == nil || change.result == .done {
      let line = change.begin
      if let member = line.member {
        switch ChangeAction(rawValue: line.action ?? "") {
        case .revoke:
          memory.revocations[member] = SyncMemory.Revocation(
            at: line.time.time,
            priorStatus: line.status.flatMap { MemberStatus(word: $0) } ?? .unknown,
            externalID: line.externalId,
            isInDoubt: change.result == nil
          )
        // Whoever is revoked after this was perhaps revoked by somebody else.
        case .restore where change.result == nil:
          memory.revocations[member]?.isInDoubt = true
        case .restore, .remove: memory.revocations[member] = nil
        default: break
        }
      }
      if !memory.hadGoodRun, let action = ChangeAction(rawValue: line.action ?? "") {
        memory.beginnings.take(action, line.externalId)
      }
      if change.result == .done, line.action == ChangeAction.deleteGroup.rawValue {
        memory.forgetMemberships(inGroup: line.externalId)
      }
      if let group = line.groupExternalId, let member = line.externalId {
        if line.action == ChangeAction.addToGroup.rawValue {
          memory.addMembership(of: member, in: group, isDoubtful: change.result == nil)
        } else if change.result == .done {
          // One that was perhaps taken is taken once more.
          memory.removeMembership(of: member, in: group)
        }
      }
      for limit in line.limits ?? [] {
        guard let name = LimitName(rawValue: limit.name) else { continue }
        memory.recent.append(
          SyncMemory.RecentChange(
            at: line.time.time,
            limit: name,
            subject: limit.subject,
            count: 1
          )
        )
      }
    }
  }

  private func hasJournal() throws(StateError) -> Bool {
    try wrap { () throws(FileError) in
      try FileStatus(of: journalPath, followingLinks: false) != nil
    }
  }

  private func lines() throws(StateError) -> [JournalLine] {
    guard try hasJournal() else { return [] }
    let bytes = try wrap { () throws(FileError) in
      try InputFile.contents(of: journalPath, limit: Self.journalLimit, followingLinks: false)
    }
    let decoder = JSONDecoder()
    let known = JournalLine.currentVersion
    var lines: [JournalLine] = []
    for bytes in bytes.split(separator: UInt8(ascii: "\n")) {
      let data = Data(bytes)
      if let line = try? decoder.decode(JournalLine.self, from: data), line.version ?? 1 <= known {
        lines.append(line)
      } else if let head = try? decoder.decode(StateJSON.Head.self, from: data),
        head.version > known
      {
        throw StateError(journalPath, version: head.version, known: known)
      }
    }
    return lines
  }
}
