internal import DirectoryModel

/// `identityChange`: ids unknown, addresses known.
///
/// So it looks when the identity provider was changed.
enum IdentityChange {
  static func judge(_ input: LimitInput) -> LimitVerdict {
    let value = input.replacedIDs.count
    let allowed = input.world.policy.limits.identityChange.allowed(of: input.membersWithID)
    return LimitVerdict(
      name: .identityChange,
      value: value,
      base: input.membersWithID,
      allowed: allowed,
      exceeded: value > (allowed ?? .max),
      examples: Array(
        input.replacedIDs.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(8)
      )
    )
  }
}
