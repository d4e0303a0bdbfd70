internal import DirectoryModel

/// `finalRemovals`: members removed and groups deleted; neither can be taken back.
enum FinalRemovals {
  static func judge(_ input: inout LimitInput) -> LimitVerdict {
    let planned = input.counted { $0.action == .remove || $0.action == .deleteGroup }
    let verdict = input.verdict(
      .finalRemovals,
      planned: planned,
      base: input.managedMembers + input.managedGroups,
      allowance: input.world.policy.limits.finalRemovals
    )
    if verdict.exceeded { input.hold(planned, for: .finalRemovals) }
    return verdict
  }
}
