internal import DirectoryModel
internal import SyncPlanner

/// What was done, as limits count it together with the next 20 hours: by the planner's own mapping.
enum CountedChanges {
  static func of(_ done: [Change], at time: Timestamp) -> [SyncMemory.RecentChange] {
    var counts: [Key: Int] = [:]
    var departed = DepartedGroups()
    for change in done {
      for (limit, subject) in limits(of: change, &departed) {
        counts[Key(limit: limit, subject: subject), default: 0] += 1
      }
    }
    return counts.map {
      SyncMemory.RecentChange(
        at: time,
        limit: $0.key.limit,
        subject: $0.key.subject,
        count: $0.value
      )
    }
    .sorted { ($0.limit.rawValue, $0.subject ?? "") < ($1.limit.rawValue, $1.subject ?? "") }
  }

  /// Groups whose departure was counted: it counts once, however many memberships it costs.
  struct DepartedGroups {
    fileprivate var names: Set<String> = []
  }

  /// The limits that a change counts under, with the group for limits of one group.
  ///
  /// - Parameters:
  ///   - change: As the plan has it: a group without id is one that was created.
  ///   - departed: What was counted before, and this change with it.
  /// - Returns: Nothing for most.
  static func limits(
    of change: Change,
    _ departed: inout DepartedGroups
  ) -> [(name: LimitName, subject: String?)] {
    let group = change.group.map { $0.externalID ?? $0.id ?? $0.name }
    return change.countedLimits.compactMap { name, perGroup in
      if name == .groupDepartures, !departed.names.insert(group ?? "").inserted { return nil }
      return (name, perGroup ? group : nil)
    }
  }

  private struct Key: Hashable {
    let limit: LimitName
    let subject: String?
  }
}
