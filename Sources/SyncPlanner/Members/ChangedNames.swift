internal import DirectoryModel

/// A matched member whose name in the directory is another one now.
enum ChangedNames {
  static func plan(_ member: Int, _ person: Int, _ world: World, _ drafts: inout Drafts) {
    let wanted = world.directory.users.names[person]
    guard world.can.canUpdateName, !wanted.isBlank,
      !world.equal(user: wanted, member: world.members.names[member]),
      isOther(world.directory.user(person).displayName, world.organization.member(member).name)
    else { return }
    var draft = Draft(.updateName, reason: .nameChanged)
    draft.person = Int32(person)
    draft.member = Int32(member)
    draft.requiresMember = drafts.gate[member]
    drafts.add(draft)
  }

  /// Exactly after NFC and trimming (`contracts/scim.md` 5.2): strings compare by canonical equivalence.
  private static func isOther(_ wanted: String?, _ present: String?) -> Bool {
    trimmed(wanted) != trimmed(present)
  }

  private static func trimmed(_ name: String?) -> Substring {
    guard let name, let first = name.firstIndex(where: { !$0.isWhitespace }),
      let last = name.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return name[first...last]
  }
}
