internal import DirectoryModel

/// The words in which people read about a change.
enum ChangeWords {
  /// The second column: at most seven letters.
  static func action(_ change: Change) -> String {
    switch change.action {
    case .revoke: "revoke"
    case .remove: "remove"
    case .link, .linkGroup: "link"
    case .relink, .relinkGroup: "relink"
    case .updateEmail: "address"
    case .updateName: "name"
    case .renameGroup: "rename"
    case .restore: "restore"
    case .invite: "invite"
    case .createGroup, .addToGroup, .removeFromGroup: "group"
    case .deleteGroup: "delete"
    }
  }

  /// The same for a held change, whose sign does not tell giving from taking.
  static func heldAction(_ change: Change) -> String {
    switch change.action {
    case .createGroup: "create"
    case .addToGroup: "join"
    case .removeFromGroup: "leave"
    case .revoke, .remove, .link, .linkGroup, .relink, .relinkGroup, .updateEmail, .updateName,
      .renameGroup, .restore, .invite, .deleteGroup:
      action(change)
    }
  }

  /// The third column.
  static func who(_ change: Change) -> String {
    let group = change.group?.name ?? ""
    switch change.action {
    case .addToGroup, .removeFromGroup: return "\(group): \(person(change.member))"
    case .createGroup: return group
    case .linkGroup, .relinkGroup, .renameGroup, .deleteGroup: return "group \(group)"
    case .revoke, .remove, .link, .relink, .updateEmail, .updateName, .restore, .invite:
      return person(change.member)
    }
  }

  /// The address; where a target shows none, the name or an id.
  static func person(_ member: MemberReference?) -> String {
    guard let member else { return "" }
    if !member.email.isEmpty { return member.email }
    return member.name ?? member.externalID ?? member.id ?? ""
  }

  /// "58 invitations", "1 new group".
  static func count(_ count: Int, _ action: ChangeAction, _ style: TextStyle) -> String {
    switch action {
    case .revoke: style.count(count, "revocation")
    case .remove: style.count(count, "final removal")
    case .link: style.count(count, "link")
    case .relink: style.count(count, "relink")
    case .linkGroup: style.count(count, "group link")
    case .relinkGroup: style.count(count, "group relink")
    case .updateEmail: style.count(count, "address change")
    case .updateName: style.count(count, "name change")
    case .renameGroup: style.count(count, "renamed group")
    case .removeFromGroup, .addToGroup: style.count(count, "membership")
    case .restore: style.count(count, "restore")
    case .createGroup: style.count(count, "new group")
    case .invite: style.count(count, "invitation")
    case .deleteGroup: style.count(count, "deleted group")
    }
  }
}
