internal import DirectoryModel

/// A matched member whose address in the directory is another one now.
enum ChangedAddresses {
  /// Plans the change, or says why it waits; `addresses` are members by address, made when first asked for.
  static func plan(
    _ member: Int,
    _ person: Int,
    _ world: World,
    _ addresses: inout RowIndex?,
    _ drafts: inout Drafts
  ) {
    let wanted = world.directory.users.emails[person]
    let present = world.members.emails[member]
    if present.isNone || world.equal(user: wanted, member: present) { return }
    let view = world.organization.member(member)
    let old = view.email ?? ""
    let new = world.directory.user(person).email ?? ""
    // Targets lower-case as they like: a difference of case alone is none.
    if EmailAddress.normalized(old) == new { return }
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
    guard world.can.emailChangeableIn.contains(view.status) else {
      let cure =
        world.can.emailChangeCures[view.status] ?? "change the address in the organization by hand"
      drafts.tell("emailDiffers", old, "is \(new) in the directory: \(cure)")
      return
    }
    var draft = Draft(.updateEmail, reason: .addressChanged)
    draft.person = Int32(person)
    draft.member = Int32(member)
    if view.role.isPrivileged { draft.hold = .privileged }
    drafts.add(draft)
  }
}
