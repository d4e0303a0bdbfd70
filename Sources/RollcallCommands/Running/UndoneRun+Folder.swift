internal import DirectoryModel
internal import JSONReader
internal import RunState
internal import SyncEngine
internal import SyncPlanner

extension UndoneRun {
  /// What a run did, or may have done: its plan says what, its journal how far it came.
  ///
  /// - Throws: ``SavedPlanError`` for a plan that was edited, is damaged or is lost; ``StateError``.
  init(_ folder: RunFolder) throws {
    let done = try folder.journaledChanges().filter { $0.result == nil || $0.result == .done }
    let endedAt = try folder.lastJournaledTime() ?? folder.startedAt ?? Timestamp(seconds: 0)
    guard !done.isEmpty else {
      self.init(name: folder.name, changes: [], endedAt: endedAt)
      return
    }
    let path = folder.planPath
    let saved: SavedPlan
    do {
      saved = try SavedPlan(path: path)
    } catch SavedPlanError.unreadable(let error) {
      throw SavedPlanError.lost(run: folder.name, error)
    }
    self.init(
      name: folder.name,
      changes: try done.map { journaled in
        guard saved.values.indices.contains(journaled.number),
          let change = Change(saved: saved.values[journaled.number])
        else { throw SavedPlanError.notAPlan(path, "it lacks what the journal names") }
        return PastChange(change, createdID: journaled.createdID)
      },
      endedAt: endedAt
    )
  }
}

extension Change {
  /// A change as `plan.json` writes it, without its hold and requirements; nil for one that is none of ours.
  init?(saved value: JSONValue) {
    guard let action = value["action"]?.string.flatMap({ ChangeAction(rawValue: $0) }) else {
      return nil
    }
    let words = value["reason"]?.string?.split(separator: ":", maxSplits: 1) ?? []
    guard let code = words.first.flatMap({ ChangeReason.Code(rawValue: String($0)) }) else {
      return nil
    }
    self.init(
      action,
      reason: ChangeReason(code, words.count > 1 ? String(words[1].drop { $0 == " " }) : nil),
      member: value["member"].map { member in
        MemberReference(
          id: member["id"]?.string,
          externalID: member["externalId"]?.string,
          email: member["email"]?.string ?? ""
        )
      },
      group: value["group"].map { group in
        GroupReference(
          id: group["id"]?.string,
          externalID: group["externalId"]?.string,
          name: group["name"]?.string ?? ""
        )
      },
      before: value["before"].map(ChangedFields.init(saved:)),
      after: value["after"].map(ChangedFields.init(saved:))
    )
  }
}

extension ChangedFields {
  fileprivate init(saved value: JSONValue) {
    self.init(
      email: value["email"]?.string,
      name: value["name"]?.string,
      status: value["status"]?.string.flatMap { MemberStatus(word: $0) },
      externalID: value["externalId"]?.string
    )
  }
}
