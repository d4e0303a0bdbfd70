internal import DirectoryModel

extension Notice {
  /// What waits for a person.
  struct Decisions: Encodable, Equatable, Sendable {
    let count: Int
    /// Since when the oldest waits.
    let since: String?
    /// The first of them; none if the run ended before it had a plan.
    let items: [Item]

    struct Item: Encodable, Equatable, Sendable {
      /// The change's action, or the advisory's kind.
      let kind: String
      /// Why a change is held.
      let held: String?
      let since: String?
      let memberId: String?
      let externalId: String?
      let groupId: String?
      /// With names only: the address, the group's name, or the advisory's subject.
      let subject: String?
    }

    init(
      _ report: RunReport,
      _ memory: MonitoringMemory,
      _ sync: SyncMemory?,
      names: Bool
    ) {
      let waiting = Waiting(memory.decisions)
      count = waiting.count
      since = waiting.since
      let attempted = report.attemptedKeys
      let times = sync?.decisionsSince ?? [:]
      let held = (report.plan?.changes ?? []).lazy.filter { change in
        (change.hold?.needsDecision ?? false) && !attempted.contains(change.key)
      }
      let items = held.prefix(Notice.limit).map {
        Item($0, since: times[$0.key]?.description, names: names)
      }
      let advisories = (report.plan?.advisories ?? []).lazy.filter(\.needsDecision)
        .prefix(max(0, Notice.limit - items.count))
        .map { advisory in
          Item(
            kind: advisory.kind.rawValue,
            held: nil,
            since: times[advisory.decisionKey]?.description,
            memberId: nil,
            externalId: nil,
            groupId: nil,
            subject: names ? advisory.subject : nil
          )
        }
      self.items = Array(items) + Array(advisories)
    }
  }
}

extension Notice.Decisions.Item {
  init(_ change: Change, since: String?, names: Bool) {
    self.init(
      kind: change.action.rawValue,
      held: change.hold?.why.rawValue,
      since: since,
      memberId: change.member?.id,
      externalId: change.member?.externalID ?? change.group?.externalID,
      groupId: change.group?.id,
      subject: names ? change.member?.email ?? change.group?.name : nil
    )
  }
}
