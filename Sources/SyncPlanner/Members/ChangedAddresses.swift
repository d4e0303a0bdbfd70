internal import DirectoryModel

/// A matched member whose address in the directory is another one now.
enum ChangedAddresses {
  /// Plans the change, or says why it waits.
  ///
  /// `status` is the one that the member will have by then; `addresses` are members by address, made when first asked
  /// for.
  static func plan(
    _ member: Int,
    _ person: Int,
    _ status: MemberStatus,
    _ world: World,
    _ addresses: inout RowIndex?,
    _ drafts: inout Drafts
  ) {
    guard differs(member, person, world) else { return }
    let wanted = world.directory.users.emails[person]
    let view = world.organization.member(member)
    let old = view.email ?? ""
    let new = world.directory.user(person).email ?? ""
    let index =
      addresses ?? RowIndex(world.members.emails, arena: world.organization.arena)
    addresses = index
    if index.first(world.bytes(ofUser: wanted)) != nil {
      drafts.tell(
        "emailTaken",
        old,
        "is \(new) in the directory, but another member has that address: it stays as it is until that member's address is free"
      )
      return
    }
    guard world.can.emailChangeableIn.contains(status) else {
      let cure =
        world.can.emailChangeCures[status] ?? "change the address in the organization by hand"
      drafts.tell("emailDiffers", old, "is \(new) in the directory: \(cure)")
      return
    }
    var draft = Draft(.updateEmail, reason: .addressChanged)
    draft.person = Int32(person)
    draft.member = Int32(member)
    draft.requiresMember = drafts.gate[member]
    if view.role.isPrivileged { draft.hold = .privileged }
    drafts.add(draft)
  }

  /// Whether the directory has another address; a target that shows none differs from nothing.
  static func differs(_ member: Int, _ person: Int, _ world: World) -> Bool {
    let present = world.members.emails[member]
    let wanted = world.directory.users.emails[person]
    if present.isNone || world.equal(user: wanted, member: present) { return false }
    // Targets lower-case as they like: a difference of case alone is none.
    return EmailAddress.normalized(world.organization.member(member).email ?? "")
      != world.directory.user(person).email
  }
}
