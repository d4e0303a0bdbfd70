internal import DirectoryModel

/// `seats`: as many as fit after the revocations are restored and invited, the others held; seats are never bought
/// unless the configured number says so.
enum SeatsLimit {
  static func judge(_ input: inout LimitInput) -> LimitVerdict? {
    guard let (total, unused) = seats(input.world.organization, input.world.policy.limits) else {
      return nil
    }
    let statuses = input.world.members.statuses
    let list = input.drafts.list
    let goesAhead = list.filter { $0.hold == nil }
    let freed = goesAhead.count {
      ($0.action == .revoke || $0.action == .remove) && statuses[Int($0.member)].takesSeat
    }
    let free = max(0, unused + freed)
    // Restores come before invitations in the order of doing, and so for seats.
    let wanted = list.indices.filter {
      list[$0].hold == nil && (list[$0].action == .restore || list[$0].action == .invite)
    }
    let exceeded = wanted.count > free
    if exceeded { input.hold(Array(wanted.dropFirst(free)), for: .seats) }
    return LimitVerdict(
      name: .seats,
      value: wanted.count,
      base: total,
      allowed: free,
      exceeded: exceeded
    )
  }

  /// All seats, and those that are free now, fewer than none where more are taken; nil if as many are there as wanted.
  static func seats(
    _ organization: OrganizationSnapshot,
    _ limits: LimitSettings
  ) -> (total: Int, unused: Int)? {
    guard let total = limits.seats ?? organization.seats?.total else { return nil }
    let used = organization.seats?.used ?? organization.members.statuses.count(where: \.takesSeat)
    return (total, clamped(total) - clamped(used))
  }

  /// Figures of a service, kept where they cannot overflow.
  private static func clamped(_ figure: Int) -> Int { min(max(0, figure), 1 << 40) }
}

extension MemberStatus {
  /// Whether the organization pays for the member.
  var takesSeat: Bool {
    switch self {
    case .invited, .accepted, .confirmed: true
    case .staged, .revoked, .unknown: false
    }
  }
}
