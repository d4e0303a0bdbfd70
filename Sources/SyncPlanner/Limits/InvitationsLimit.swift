internal import DirectoryModel

/// `invitations`: people who are invited; more at once while no member is managed.
enum InvitationsLimit {
  static func judge(_ input: inout LimitInput) -> LimitVerdict {
    let planned = input.counted { $0.action == .invite }
    let verdict = input.verdict(
      .invitations,
      planned: planned,
      base: input.world.members.count,
      allowance: input.world.policy.limits.invitations,
      firstFloor: input.isFirstForMembers ? LimitSettings.firstInvitationsFloor : nil
    )
    if verdict.exceeded { input.hold(planned, for: .invitations) }
    return verdict
  }
}
