internal import DirectoryModel

/// Somebody whom the directory has and the organization has not, by neither id nor address.
enum Invitations {
  static func plan(_ person: Int, _ world: World, _ drafts: inout Drafts) {
    let id = world.bytes(ofUser: world.directory.users.ids[person])
    guard id.count <= world.can.maximumExternalIDLength || isShortEnough(id, world) else {
      drafts.tell(
        "unusableEntry",
        world.directory.user(person).subject,
        "has an external id of more than \(world.can.maximumExternalIDLength) characters, which the organization does not take"
      )
      return
    }
    guard world.can.canInvite else {
      drafts.tell(
        "cannotInvite",
        world.directory.user(person).subject,
        world.can.limitationNote ?? "the organization takes no invitations from this tool"
      )
      return
    }
    var draft = Draft(.invite, reason: .inDirectory)
    draft.person = Int32(person)
    if world.isFingerprintChanged { draft.hold = .fingerprintChanged }
    drafts.invitations[person] = drafts.add(draft)
  }

  private static func isShortEnough(_ id: UnsafeRawBufferPointer, _ world: World) -> Bool {
    id.count { $0 & 0xc0 != 0x80 } <= world.can.maximumExternalIDLength
  }
}
