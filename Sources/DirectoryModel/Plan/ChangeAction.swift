/// What a change does, in the order of doing (`DESIGN.md` section 4): all that takes before anything that gives, a link
/// before what hangs on it, groups before their memberships, invitations last.
package enum ChangeAction: String, Sendable, CaseIterable, Comparable {
  case revoke
  case remove
  case removeFromGroup
  case deleteGroup
  case restore
  case link
  case relink
  case updateEmail
  case updateName
  case createGroup
  case renameGroup
  case linkGroup
  case relinkGroup
  case addToGroup
  case invite

  /// The place in the order of doing, from 0; the planner puts what depends on a link or an invitation behind it.
  package var stage: Int {
    switch self {
    case .revoke: 0
    case .remove: 1
    case .removeFromGroup: 2
    case .deleteGroup: 3
    case .restore: 4
    case .link: 5
    case .relink: 6
    case .updateEmail: 7
    case .updateName: 8
    case .createGroup: 9
    case .renameGroup: 10
    case .linkGroup: 11
    case .relinkGroup: 12
    case .addToGroup: 14
    case .invite: 15
    }
  }

  /// Takes access away, or takes something that cannot be given back.
  package var takes: Bool {
    switch self {
    case .revoke, .remove, .removeFromGroup, .deleteGroup: true
    case .link, .relink, .linkGroup, .relinkGroup, .updateEmail, .updateName, .renameGroup,
      .restore, .createGroup, .invite, .addToGroup:
      false
    }
  }

  /// Writes an external id on what carries none, or another.
  package var links: Bool {
    switch self {
    case .link, .relink, .linkGroup, .relinkGroup: true
    case .revoke, .remove, .removeFromGroup, .deleteGroup, .restore, .updateEmail, .updateName,
      .createGroup, .renameGroup, .addToGroup, .invite:
      false
    }
  }

  package static func < (left: ChangeAction, right: ChangeAction) -> Bool {
    left.stage < right.stage
  }
}
