internal import DirectoryModel

/// `seats`: as many as fit after the revocations are restored and invited, the others held; seats are never bought
/// unless the configured number says so.
enum SeatsLimit {
  static func judge(_ input: inout LimitInput) -> LimitVerdict? {
    let shown = input.world.organization.seats
    guard let total = input.world.policy.limits.seats ?? shown?.total else { return nil }
    let statuses = input.world.members.statuses
    let used = shown?.used ?? statuses.count(where: \.takesSeat)
    let list = input.drafts.list
    let goesAhead = list.filter { $0.hold == nil }
    let freed = goesAhead.count {
      ($0.action == .revoke || $0.action == .remove) && statuses[Int($0.member)].takesSeat
    }
    let free = max(0, clamped(total) - clamped(used) + freed)
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
