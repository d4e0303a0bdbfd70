internal import DirectoryModel

/// `memberRemovals`: people who lose access because they are absent or out of scope.
enum MemberRemovals {
  static func judge(_ input: LimitInput) -> LimitVerdict {
    input.verdict(
      .memberRemovals,
      planned: input.counted { includes($0, input.world) },
      base: input.activeMembers,
      allowance: input.world.policy.limits.memberRemovals
    )
  }

  private static func includes(_ draft: Draft, _ world: World) -> Bool {
    guard draft.action == .revoke || draft.action == .remove else { return false }
    guard draft.reason == .absent || draft.reason == .outOfScope else { return false }
    return world.members.statuses[Int(draft.member)] != .revoked
  }
}
