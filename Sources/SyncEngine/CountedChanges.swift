internal import DirectoryModel

/// What was done, as limits count it together with the next 20 hours.
enum CountedChanges {
  static func of(_ done: [Change], at time: Timestamp) -> [SyncMemory.RecentChange] {
    var counts: [Key: Int] = [:]
    var departedGroups: Set<String> = []
    for change in done {
      if change.reason.code == .groupDeparted, let group = change.group {
        departedGroups.insert(group.externalID ?? group.name)
      }
      for key in keys(change) { counts[key, default: 0] += 1 }
    }
    if !departedGroups.isEmpty {
      counts[Key(limit: .groupDepartures, subject: nil)] = departedGroups.count
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

  /// The limits that a change counts under, with the group for limits of one group.
  static func limits(of change: Change) -> [(name: LimitName, subject: String?)] {
    keys(change).map { ($0.limit, $0.subject) }
  }

  private struct Key: Hashable {
    let limit: LimitName
    let subject: String?
  }

  private static func keys(_ change: Change) -> [Key] {
    let group = change.group.map { $0.externalID ?? $0.id ?? $0.name }
    switch change.action {
    case .revoke, .remove:
      var keys = change.action == .remove ? [Key(limit: .finalRemovals, subject: nil)] : []
      if change.before?.status == .revoked { return keys }
      switch change.reason.code {
      case .absent, .outOfScope: keys.append(Key(limit: .memberRemovals, subject: nil))
      case .disabled, .deleted: keys.append(Key(limit: .disabledRemovals, subject: nil))
      case .disabledByAddress, .removeAfter, .inDirectory, .sameAddress, .sameName,
        .externalIDReplaced, .backInDirectory, .addressChanged, .nameChanged, .memberInDirectory,
        .notMemberInDirectory, .groupDeparted, .takenBack:
        break
      }
      return keys
    case .invite: return [Key(limit: .invitations, subject: nil)]
    case .restore: return [Key(limit: .restores, subject: nil)]
    case .createGroup: return [Key(limit: .groupCreations, subject: nil)]
    case .deleteGroup: return [Key(limit: .finalRemovals, subject: nil)]
    case .removeFromGroup:
      return [
        Key(limit: .membershipRemovals, subject: nil), Key(limit: .groupShrink, subject: group),
      ]
    case .addToGroup:
      return [
        Key(limit: .membershipAdditions, subject: nil), Key(limit: .groupGrowth, subject: group),
      ]
    case .link, .relink, .linkGroup, .relinkGroup, .updateEmail, .updateName, .renameGroup:
      return []
    }
  }
}
