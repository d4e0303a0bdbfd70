/// What can only be planned once a link was made, and so follows from it in the next run: names and addresses of whom
/// was linked, and what waits for another reason in a group that was.
package struct FollowUps: Equatable, Sendable {
  /// External ids that were written on members and groups.
  private let linked: Set<String>

  package init(linked: Set<String>) {
    self.linked = linked
  }

  /// From changes that were done.
  package init(of done: some Sequence<Change>) {
    linked = Set(done.compactMap { $0.action.links ? $0.after?.externalID : nil })
  }

  package func contains(_ change: Change) -> Bool {
    switch change.action {
    case .updateEmail, .updateName, .renameGroup, .addToGroup, .removeFromGroup:
      [change.member?.externalID, change.group?.externalID].contains { id in
        id.map(linked.contains) ?? false
      }
    case .revoke, .remove, .deleteGroup, .restore, .link, .relink, .createGroup, .linkGroup,
      .relinkGroup, .invite:
      false
    }
  }
}
