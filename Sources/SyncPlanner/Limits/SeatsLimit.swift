internal import DirectoryModel

/// `seats`: as many as fit after the revocations are invited, the others held; seats are never bought unless the
/// configured number says so.
enum SeatsLimit {
  static func judge(_ input: inout LimitInput) -> LimitVerdict? {
    guard let seats = input.world.organization.seats,
      let total = input.world.policy.limits.seats ?? seats.total
    else { return nil }
    let freed = input.open { $0.action == .revoke || $0.action == .remove }
      .count { takesSeat(input.world.members.statuses[Int(input.drafts.list[$0].member)]) }
    let restored = input.open { $0.action == .restore }.count
    let free = max(0, total - seats.used + freed - restored)
    let invitations = input.open { $0.action == .invite }
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

  private static func takesSeat(_ status: MemberStatus) -> Bool {
    switch status {
    case .invited, .accepted, .confirmed: true
    case .staged, .revoked, .unknown: false
    }
  }
}
