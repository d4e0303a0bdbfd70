/// What a change does, in the order of doing: what takes access comes first, what frees seats before what needs them,
/// a link before what hangs on it, groups before their memberships, what cannot be taken back last.
package enum ChangeAction: String, Sendable, CaseIterable, Comparable {
  case revoke
  case remove
  case link
  case relink
  case linkGroup
  case relinkGroup
  case updateEmail
  case updateName
  case renameGroup
  case removeFromGroup
  case restore
  case createGroup
  case invite
  case addToGroup
  case deleteGroup

  /// The place in the order of doing, from 0.
  package var stage: Int {
    switch self {
    case .revoke: 0
    case .remove: 1
    case .link: 2
    case .relink: 3
    case .linkGroup: 4
    case .relinkGroup: 5
    case .updateEmail: 6
    case .updateName: 7
    case .renameGroup: 8
    case .removeFromGroup: 9
    case .restore: 10
    case .createGroup: 11
    case .invite: 12
    case .addToGroup: 13
    case .deleteGroup: 14
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

  package static func < (left: ChangeAction, right: ChangeAction) -> Bool {
    left.stage < right.stage
  }
}
