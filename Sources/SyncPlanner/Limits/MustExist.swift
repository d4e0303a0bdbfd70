internal import DirectoryModel

/// `mustExist`: addresses that have to be in the roster; an empty roster counts as one that is missing.
enum MustExist {
  static func judge(_ input: LimitInput) -> LimitVerdict {
    let roster = input.world.roster
    let directory = roster.directory
    let wanted = input.world.policy.limits.mustExist
    var missing = wanted.filter { address in
      let rows = EmailAddress.normalized(address).map { directory.usersByAddress.rows($0) } ?? []
      return !rows.contains { roster.isMember($0) }
    }
    if !roster.standings.contains(.member) {
      missing.append("anybody at all (\(whyNobody(roster)))")
    }
    return LimitVerdict(
      name: .mustExist,
      value: missing.count,
      base: wanted.count,
      allowed: 0,
      exceeded: !missing.isEmpty,
      examples: missing
    )
  }

  /// What became of those who were read: "61 left out by 'sources[].users.filter', 2 disabled".
  private static func whyNobody(_ roster: Roster) -> String {
    var counts: [String: Int] = [:]
    for row in roster.standings.indices {
      counts[reason(roster.standings[row], roster.scopeRules[row]), default: 0] += 1
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }

  private static func reason(_ standing: Standing, _ rule: ScopeRule) -> String {
    switch standing {
    case .member: "taking part"
    case .merged: "double"
    case .blocked: "contradicting each other"
    case .unusable: "without a usable address or id"
    case .undecided: "in a state that is not known"
    case .outOfScope: "left out by '\(rule.key)'"
    case .disabled: "disabled"
    case .deleted: "deleted"
    }
  }
}
