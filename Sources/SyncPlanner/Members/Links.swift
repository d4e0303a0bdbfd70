internal import DirectoryModel

/// Writing the directory's id on a member that is already there.
enum Links {
  /// A member without external id has the person's address.
  static func plan(
    _ person: Int,
    _ member: Int,
    _ world: World,
    _ protection: ProtectedMembers,
    _ drafts: inout Drafts
  ) {
    let subject = world.directory.user(person).email ?? ""
    let status = world.members.statuses[member]
    if protection.contains(member) {
      drafts.tell(
        "protectedUnlinked",
        subject,
        "a protected member without external id has this address: it is neither linked nor invited again"
      )
      return
    }
    guard world.policy.adoptsMembersByEmail, world.can.canLinkMembers, status != .unknown else {
      drafts.tell(
        "adoptionOff",
        subject,
        world.can.canLinkMembers && status != .unknown
          ? "a member without external id has this address and stays as it is (adopt.members is \"none\")"
          : world.can.limitationNote
            ?? "a member without external id has this address and cannot be linked"
      )
      return
    }
    var draft = Draft(.link, reason: .sameAddress)
    draft.person = Int32(person)
    draft.member = Int32(member)
    if world.members.roles[member].isPrivileged {
      draft.hold = .privileged
    } else if status == .revoked {
      draft.hold = .revokedMember
    }
    drafts.gate[member] = drafts.add(draft)
    drafts.linkedMembers[person] = member
    if status != .revoked { drafts.fates[member] = .linked }
  }

  /// With `--relink`: replaces an id that no source knows; always held.
  static func planRelink(_ person: Int, _ member: Int, _ world: World, _ drafts: inout Drafts) {
    var draft = Draft(.relink, reason: .externalIDReplaced)
    draft.person = Int32(person)
    draft.member = Int32(member)
    draft.hold = .relink
    drafts.gate[member] = drafts.add(draft)
    drafts.linkedMembers[person] = member
    drafts.fates[member] = .linked
  }
}
