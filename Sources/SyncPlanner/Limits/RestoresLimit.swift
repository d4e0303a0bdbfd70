internal import DirectoryModel

/// `restores`: people who get their access back.
enum RestoresLimit {
  static func judge(_ input: inout LimitInput) -> LimitVerdict {
    let planned = input.counted { $0.action == .restore }
    let verdict = input.verdict(
      .restores,
      planned: planned,
      base: input.revokedMembers,
      allowance: input.world.policy.limits.restores
    )
    if verdict.exceeded { input.hold(planned, for: .restores) }
    return verdict
  }
}
