/// A group's members as far as the service shows them.
package enum GroupMembers: Equatable, Sendable {
  /// The service listed them; never empty.
  case shown([SCIMMember])
  /// An empty list, or none: no members, or a service that shows none.
  case none
  /// They could not be read; says why, for people.
  case unreadable(String)

  package init(_ group: SCIMResource) {
    let members = group.members ?? []
    self = members.isEmpty ? .none : .shown(members)
  }
}
