internal import DirectoryModel

/// The held changes, as they are asked about: one question for each action, with what depends on it.
enum HeldQuestions {
  struct Question: Equatable {
    let text: String
    /// Positions in the plan.
    let numbers: [Int]
  }

  /// - Parameters:
  ///   - plan: The plan that is shown.
  ///   - isMore: Whether other changes were let pass before.
  /// - Returns: In the order of doing.
  static func of(_ plan: Plan, besides isMore: Bool) -> [Question] {
    var byAction: [ChangeAction: (roots: Int, numbers: [Int])] = [:]
    for (number, change) in plan.changes.enumerated() {
      guard let hold = change.hold else { continue }
      let action = hold.root.map { plan.changes[$0].action } ?? change.action
      byAction[action, default: (0, [])].numbers.append(number)
      if hold.root == nil { byAction[action]?.roots += 1 }
    }
    return byAction.sorted { $0.key < $1.key }.map { action, entry in
      Question(
        text: text(action, entry.roots) + (isMore ? " as well?" : "?"),
        numbers: entry.numbers
      )
    }
  }

  private static func text(_ action: ChangeAction, _ count: Int) -> String {
    let (verb, one, many) = words(action)
    return "\(verb) the \(count == 1 ? "held \(one)" : "\(count) held \(many)")"
  }

  private static func words(_ action: ChangeAction) -> (String, String, String) {
    switch action {
    case .revoke: ("Revoke", "person", "people")
    case .remove: ("Remove for good", "person", "people")
    case .link: ("Link", "member", "members")
    case .relink: ("Relink", "member", "members")
    case .linkGroup: ("Link", "group", "groups")
    case .relinkGroup: ("Relink", "group", "groups")
    case .updateEmail: ("Change", "address", "addresses")
    case .updateName: ("Change", "name", "names")
    case .renameGroup: ("Rename", "group", "groups")
    case .removeFromGroup: ("Make", "removal from a group", "removals from groups")
    case .restore: ("Restore", "person", "people")
    case .createGroup: ("Create", "group", "groups")
    case .invite: ("Invite", "person", "people")
    case .addToGroup: ("Make", "addition to a group", "additions to groups")
    case .deleteGroup: ("Delete for good", "group", "groups")
    }
  }
}
