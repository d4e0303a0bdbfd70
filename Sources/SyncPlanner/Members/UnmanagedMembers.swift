internal import DirectoryModel

/// Members without external id: counted, and left alone but for one held revocation.
enum UnmanagedMembers {
  static func plan(
    _ world: World,
    _ matching: Matching,
    _ protection: ProtectedMembers,
    _ drafts: inout Drafts
  ) {
    let unmanaged = (0..<world.members.count).filter {
      !world.isManagedColumn($0) && drafts.gate[$0] < 0
    }
    guard !unmanaged.isEmpty else { return }
    let byAddress = RowIndex(world.directory.users.emails, arena: world.directory.arena)
    var unmatched: [String] = []
    for member in unmanaged {
      let rows = byAddress.rows(world.bytes(ofMember: world.members.emails[member]))
      if rows.contains(where: { world.directory.users.states[$0] == .active }) { continue }
      let view = world.organization.member(member)
      unmatched.append(view.email ?? view.id)
      guard let gone = rows.first(where: { isGone($0, world) }) else { continue }
      revoke(member, gone, world, protection, &drafts)
    }
    guard !unmatched.isEmpty else { return }
    unmatched.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    drafts.tell(
      "unmanagedMembers",
      unmatched.joined(separator: ", "),
      "\(unmatched.count) \(unmatched.count == 1 ? "member carries" : "members carry") no external id and match nobody in the directory; they stay as they are"
    )
  }

  private static func isGone(_ row: Int, _ world: World) -> Bool {
    world.directory.users.states[row] == .disabled || world.directory.users.states[row] == .deleted
  }

  /// Reason `disabledByAddress`: the address of an unmanaged member is disabled or deleted in the source.
  private static func revoke(
    _ member: Int,
    _ person: Int,
    _ world: World,
    _ protection: ProtectedMembers,
    _ drafts: inout Drafts
  ) {
    let view = world.organization.member(member)
    guard view.status != .revoked, view.status != .unknown else { return }
    let subject = view.email ?? view.id
    if protection.contains(member) {
      drafts.tell(
        "protectedDeparture",
        subject,
        "carries no external id, but its address is disabled in the directory; protected members are never taken out",
        needsDecision: true
      )
      return
    }
    guard world.can.canRevoke else {
      drafts.tell(
        "cannotRevoke",
        subject,
        "its address is disabled in the directory, but the organization cannot revoke members: \(world.can.limitationNote ?? "do it there by hand")"
      )
      return
    }
    var draft = Draft(.revoke, reason: .disabledByAddress)
    draft.member = Int32(member)
    draft.person = Int32(person)
    draft.hold = .disabledByAddress
    drafts.add(draft)
    drafts.fates[member] = .departs
  }
}
