internal import DirectoryModel

/// Members whose external id a person of the roster has.
enum MatchedMembers {
  static func plan(
    _ world: World,
    _ matching: Matching,
    _ protection: ProtectedMembers,
    _ drafts: inout Drafts
  ) {
    var addresses: RowIndex?
    for member in 0..<world.members.count {
      let person = Int(matching.personOfMember[member])
      guard person >= 0 else { continue }
      switch world.roster.standings[person] {
      case .member:
        if matching.doubles.contains(member) || protection.contains(member) { continue }
        plan(member, person, world, &addresses, &drafts)
      case .blocked, .unusable, .merged:
        let isActive =
          world.members.statuses[member] != .revoked
          && world.members.statuses[member] != .unknown
        if isActive, !matching.doubles.contains(member), !protection.contains(member) {
          drafts.fates[member] = .onlyLoses
        }
      case .undecided, .outOfScope, .disabled, .deleted: continue
      }
    }
  }

  private static func plan(
    _ member: Int,
    _ person: Int,
    _ world: World,
    _ addresses: inout RowIndex?,
    _ drafts: inout Drafts
  ) {
    switch world.members.statuses[member] {
    case .revoked:
      Restores.plan(member, person, world, &drafts)
      // Whoever stays revoked keeps address and name as well.
      guard drafts.fates[member] == .restored else { return }
      update(member, person, world.members.priorStatuses[member], world, &addresses, &drafts)
    case .unknown:
      drafts.tell(
        "unknownStatus",
        world.organization.member(member).email ?? world.organization.member(member).id,
        "has a status that is not known: present, but not changed"
      )
    case .staged, .invited, .accepted, .confirmed:
      drafts.fates[member] = .stays
      update(member, person, world.members.statuses[member], world, &addresses, &drafts)
    }
  }

  /// Address and name; `status` is the one that the member will have by then.
  private static func update(
    _ member: Int,
    _ person: Int,
    _ status: MemberStatus,
    _ world: World,
    _ addresses: inout RowIndex?,
    _ drafts: inout Drafts
  ) {
    ChangedAddresses.plan(member, person, status, world, &addresses, &drafts)
    ChangedNames.plan(member, person, world, &drafts)
  }
}
