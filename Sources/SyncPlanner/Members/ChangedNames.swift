internal import DirectoryModel

/// A matched member whose name in the directory is another one now.
enum ChangedNames {
  static func plan(_ member: Int, _ person: Int, _ world: World, _ drafts: inout Drafts) {
    let wanted = world.directory.users.names[person]
    guard world.can.canUpdateName, !wanted.isBlank,
      !world.equal(user: wanted, member: world.members.names[member]),
      !DisplayName.areEqual(
        world.directory.user(person).displayName ?? "",
        world.organization.member(member).name ?? ""
      )
    else { return }
    var draft = Draft(.updateName, reason: .nameChanged)
    draft.person = Int32(person)
    draft.member = Int32(member)
    draft.requiresMember = drafts.gate[member]
    drafts.add(draft)
  }
}
