internal import DirectoryModel

/// `disabledRemovals`: people who lose access because the directory says that they are disabled or deleted.
enum DisabledRemovals {
  static func judge(_ input: LimitInput) -> LimitVerdict {
    input.verdict(
      .disabledRemovals,
      planned: input.counted { includes($0, input.world) },
      base: input.activeMembers,
      allowance: input.world.policy.limits.disabledRemovals
    )
  }

  private static func includes(_ draft: Draft, _ world: World) -> Bool {
    guard draft.action == .revoke || draft.action == .remove else { return false }
    guard draft.reason == .disabled || draft.reason == .deleted else { return false }
    return world.members.statuses[Int(draft.member)] != .revoked
  }
}
