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
    case .revoked: Restores.plan(member, person, world, &drafts)
    case .unknown:
      drafts.tell(
        "unknownStatus",
        world.organization.member(member).email ?? world.organization.member(member).id,
        "has a status that is not known: present, but not changed"
      )
    case .staged, .invited, .accepted, .confirmed:
      drafts.fates[member] = .stays
      ChangedAddresses.plan(member, person, world, &addresses, &drafts)
      ChangedNames.plan(member, person, world, &drafts)
    }
  }
}
