internal import DirectoryModel

/// `seats`: as many as fit after the revocations are invited, the others held; seats are never bought unless the
/// configured number says so.
enum SeatsLimit {
  static func judge(_ input: inout LimitInput) -> LimitVerdict? {
    let shown = input.world.organization.seats
    guard let total = input.world.policy.limits.seats ?? shown?.total else { return nil }
    let statuses = input.world.members.statuses
    let used = shown?.used ?? statuses.count(where: takesSeat)
    let list = input.drafts.list
    let goesAhead = list.filter { $0.hold == nil }
    let freed = goesAhead.count {
      ($0.action == .revoke || $0.action == .remove) && takesSeat(statuses[Int($0.member)])
    }
    let restored = goesAhead.count { $0.action == .restore }
    let free = max(0, clamped(total) - clamped(used) + freed - restored)
    let invitations = list.indices.filter { list[$0].hold == nil && list[$0].action == .invite }
    let exceeded = invitations.count > free
    if exceeded { input.hold(Array(invitations.dropFirst(free)), for: .seats) }
    return LimitVerdict(
      name: .seats,
      value: invitations.count,
      base: total,
      allowed: free,
      exceeded: exceeded
    )
  }

  /// Figures of a service, kept where they cannot overflow.
  private static func clamped(_ figure: Int) -> Int { min(max(0, figure), 1 << 40) }

  private static func takesSeat(_ status: MemberStatus) -> Bool {
    switch status {
    case .invited, .accepted, .confirmed: true
    case .staged, .revoked, .unknown: false
    }
  }
}
