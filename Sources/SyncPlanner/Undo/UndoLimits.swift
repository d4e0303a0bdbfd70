internal import DirectoryModel

/// The limits of any plan (`DESIGN.md` section 5), judged on what takes a run back.
///
/// Members that carry an external id count as managed: no source is read that could tell them from foreign ones.
struct UndoLimits {
  let present: UndoPresent
  let policy: SyncPolicy
  let memory: SyncMemory
  let now: Timestamp

  private struct Key: Hashable {
    let name: LimitName
    /// A row of the organization's groups, for limits of one group.
    let group: Int?
  }

  /// - Parameter changes: Held where a limit of that kind is exceeded, together with what depends on them.
  /// - Returns: One verdict for each limit that the changes touch; of limits of one group those that are exceeded.
  func judge(_ changes: inout [Change]) -> [LimitVerdict] {
    holdDependents(&changes)
    var numbers: [Key: [Int]] = [:]
    for (number, change) in changes.enumerated() where change.hold == nil {
      for (name, perGroup) in change.countedLimits {
        let group = perGroup ? present.row(ofGroup: change.group?.id) : nil
        numbers[Key(name: name, group: group), default: []].append(number)
      }
    }
    let order = numbers.keys.sorted { left, right in
      let a = LimitName.allCases.firstIndex(of: left.name) ?? 0
      let b = LimitName.allCases.firstIndex(of: right.name) ?? 0
      return (a, left.group ?? -1) < (b, right.group ?? -1)
    }
    var verdicts: [LimitVerdict] = []
    for key in order {
      let planned = numbers[key] ?? []
      guard let verdict = verdict(key, planned, changes) else { continue }
      verdicts.append(verdict)
      guard verdict.exceeded, verdict.consequence == .hold else { continue }
      for number in planned where changes[number].hold == nil {
        changes[number].hold = Hold(
          .limit,
          cure: "over limits.\(key.name.rawValue): let it pass once, or raise the limit",
          limit: key.name
        )
      }
    }
    if let seats = seats(&changes) { verdicts.append(seats) }
    holdDependents(&changes)
    return verdicts
  }

  /// As many are restored as seats are free.
  private func seats(_ changes: inout [Change]) -> LimitVerdict? {
    let wanted = changes.indices.filter {
      changes[$0].action == .restore && changes[$0].hold == nil
    }
    guard !wanted.isEmpty,
      let (total, unused) = SeatsLimit.seats(present.organization, policy.limits)
    else { return nil }
    let free = max(0, unused + changes.count(where: \.freesSeat))
    for number in wanted.dropFirst(free) {
      changes[number].hold = Hold(.limit, cure: HoldTexts.seatsCure, limit: .seats)
    }
    return LimitVerdict(
      name: .seats,
      value: wanted.count,
      base: total,
      allowed: free,
      exceeded: wanted.count > free
    )
  }

  /// A membership waits with the restore that it needs.
  private func holdDependents(_ changes: inout [Change]) {
    for number in changes.indices where changes[number].hold == nil {
      guard let root = changes[number].requires.first(where: { changes[$0].hold != nil }) else {
        continue
      }
      changes[number].hold = Hold(
        .dependsOn,
        cure: HoldTexts.dependentCure,
        root: root
      )
    }
  }

  private func verdict(_ key: Key, _ planned: [Int], _ changes: [Change]) -> LimitVerdict? {
    guard let allowance = allowance(key.name) else { return nil }
    let base = base(key)
    if key.group != nil, max(base, base + (key.name == .groupGrowth ? planned.count : 0)) <= 4 {
      return nil
    }
    let group = key.group.map { present.organization.group($0) }
    let subject = group.map { $0.externalID ?? $0.id }
    let recent = memory.recent.reduce(0) { sum, change in
      let counts =
        change.limit == key.name && change.subject == subject
        && RecentCounts.isRecent(change, now)
      return counts ? sum.addingReportingOverflow(change.count).partialValue : sum
    }
    let value = planned.count + recent
    let allowed = allowance.allowed(of: base)
    if key.group != nil, value <= allowed ?? .max { return nil }
    return LimitVerdict(
      name: key.name,
      subject: group?.name,
      value: value,
      base: base,
      allowed: allowed,
      exceeded: value > (allowed ?? .max),
      examples: planned.prefix(8).compactMap { changes[$0].member?.email }
    )
  }

  private func base(_ key: Key) -> Int {
    let members = present.organization.members
    let groups = present.organization.groups
    func hasID(_ member: UInt32) -> Bool { !members.externalIDs[Int(member)].isNone }
    switch key.name {
    case .memberRemovals, .disabledRemovals:
      return members.ids.indices.count {
        !members.externalIDs[$0].isNone && members.statuses[$0] != .revoked
      }
    case .restores: return members.statuses.count { $0 == .revoked }
    case .membershipAdditions: return present.memberships.values.count
    case .membershipRemovals:
      return groups.ids.indices.filter { !groups.externalIDs[$0].isNone }
        .reduce(0) { $0 + present.memberships[$1].count(where: hasID) }
    case .groupShrink: return key.group.map { present.memberships[$0].count(where: hasID) } ?? 0
    case .groupGrowth: return key.group.map { present.memberships[$0].count } ?? 0
    case .sourceShrink, .identityChange, .lostAttribute, .mustExist, .groupDepartures,
      .finalRemovals, .invitations, .groupCreations, .seats:
      return 0
    }
  }

  /// nil: nothing that takes a run back counts under it.
  private func allowance(_ name: LimitName) -> LimitSettings.Allowance? {
    let limits = policy.limits
    switch name {
    case .memberRemovals: return limits.memberRemovals
    case .disabledRemovals: return limits.disabledRemovals
    case .restores: return limits.restores
    case .membershipRemovals: return limits.membershipRemovals
    case .groupShrink: return limits.groupShrink
    case .membershipAdditions: return limits.membershipAdditions
    case .groupGrowth: return limits.groupGrowth
    case .sourceShrink, .identityChange, .lostAttribute, .mustExist, .groupDepartures,
      .finalRemovals, .invitations, .groupCreations, .seats:
      return nil
    }
  }
}
