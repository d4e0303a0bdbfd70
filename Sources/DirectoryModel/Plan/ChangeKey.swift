extension Change {
  /// What the change does to whom, without positions, ids made meanwhile, or reasons: the same in two plans.
  package var key: String {
    var key = action.rawValue
    if let member {
      key += "\u{1f}m:" + (member.externalID ?? after?.externalID ?? member.id ?? member.email)
    }
    if let group { key += "\u{1f}g:" + (group.externalID ?? group.id ?? group.name) }
    return key
  }
}

extension Plan {
  /// One key for each open decision: held changes that a person has to settle, and advisories that ask for one.
  package var decisionKeys: [String] {
    let held = changes.filter { $0.hold?.needsDecision ?? false }
    return held.map(\.key)
      + advisories.filter(\.needsDecision).map(\.decisionKey)
  }
}

extension Advisory {
  /// What it is about, the same in two plans.
  package var decisionKey: String { kind.rawValue + "\u{1f}" + subject }
}
