extension Change {
  /// What the change does to whom, without positions, ids made meanwhile, or reasons: the same in two plans.
  package var key: String { key(after: LinkedIDs()) }

  /// The key that the change has in a plan made after some links: by then their members and groups carry other ids.
  package func key(after links: LinkedIDs) -> String {
    var key = action.rawValue
    if let member {
      let linked = member.id.flatMap { links.members[$0] }
      key +=
        "\u{1f}m:"
        + (linked ?? member.externalID ?? after?.externalID ?? member.id ?? member.email)
    }
    if let group {
      let linked = group.id.flatMap { links.groups[$0] }
      key += "\u{1f}g:" + (linked ?? group.externalID ?? group.id ?? group.name)
    }
    return key
  }
}

/// External ids that links and relinks have written, by the organization's ids.
package struct LinkedIDs {
  fileprivate var members: [String: String] = [:]
  fileprivate var groups: [String: String] = [:]

  package init() {}

  /// - Parameter changes: What was done.
  package init(of changes: some Sequence<Change>) {
    for change in changes {
      guard let written = change.after?.externalID else { continue }
      switch change.action {
      case .link, .relink:
        if let id = change.member?.id { members[id] = written }
      case .linkGroup, .relinkGroup:
        if let id = change.group?.id { groups[id] = written }
      case .invite, .restore, .updateEmail, .updateName, .revoke, .remove, .createGroup,
        .renameGroup, .deleteGroup, .addToGroup, .removeFromGroup:
        break
      }
    }
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
