internal import DirectoryModel

/// People whom no member carries the id of: found again by address, or invited.
struct AddressMatching {
  private let world: World
  private let matching: Matching
  private let protection: ProtectedMembers
  /// Members by address, those without external id included.
  private let byAddress: RowIndex
  /// Ids that are unknown although their addresses are known: what `identityChange` counts.
  private(set) var replacedIDs: [String] = []

  init(_ world: World, _ matching: Matching, _ protection: ProtectedMembers) {
    self.world = world
    self.matching = matching
    self.protection = protection
    byAddress = RowIndex(world.members.emails, arena: world.organization.arena)
  }

  /// Whether anybody is left whom addresses have to decide about.
  static func isNeeded(_ world: World, _ matching: Matching) -> Bool {
    world.roster.standings.indices.contains {
      world.roster.standings[$0] == .member && matching.memberOfPerson[$0] < 0
    }
  }

  mutating func plan(_ drafts: inout Drafts) {
    for person in world.roster.standings.indices
    where world.roster.standings[person] == .member && matching.memberOfPerson[person] < 0 {
      place(person, &drafts)
    }
  }

  private mutating func place(_ person: Int, _ drafts: inout Drafts) {
    let address = world.directory.users.emails[person]
    let candidates = byAddress.rows(world.bytes(ofUser: address))
    guard let member = candidates.first else {
      Invitations.plan(person, world, &drafts)
      return
    }
    let subject = world.directory.user(person).email ?? ""
    if candidates.count > 1 {
      drafts.tell(
        "ambiguousMatch",
        subject,
        "several members have this address: nobody is linked or invited; remove the wrong ones in the organization",
        needsDecision: true
      )
    } else if !world.isManagedColumn(member) {
      Links.plan(person, member, world, protection, &drafts)
    } else if matching.personOfMember[member] >= 0 {
      conflict(person, member, subject, &drafts)
    } else {
      addressReused(person, member, subject, &drafts)
    }
  }

  /// The member's own external id is known to a source.
  private func conflict(_ person: Int, _ member: Int, _ subject: String, _ drafts: inout Drafts) {
    let other = Int(matching.personOfMember[member])
    if world.roster.isMember(other) {
      drafts.tell(
        "emailTaken",
        subject,
        "another member who is in the directory has this address: the person waits until that member's address is changed in the organization",
        needsDecision: true
      )
    } else {
      var isLeaver = world.members.statuses[member] == .revoked
      if case .none = DepartureCause(person: other, in: world.roster) {} else { isLeaver = true }
      // The account of somebody who leaves is not to become the one of somebody new.
      let cure =
        isLeaver
        ? "remove that member, or change its address"
        : "remove that member, or correct its external id"
      drafts.tell(
        "externalIdConflict",
        subject,
        "the member with this address belongs to another entry of the directory (id \(world.organization.member(member).externalID ?? "")): \(cure), in the organization",
        needsDecision: true
      )
    }
  }

  /// No source knows the id of the member with this address.
  private mutating func addressReused(
    _ person: Int,
    _ member: Int,
    _ subject: String,
    _ drafts: inout Drafts
  ) {
    let isRelinkable =
      world.members.statuses[member] != .revoked && world.members.statuses[member] != .unknown
      && !world.members.roles[member].isPrivileged && !protection.contains(member)
      && world.can.canLinkMembers && !matching.doubles.contains(member)
    if world.relinks, isRelinkable {
      Links.planRelink(person, member, world, &drafts)
      return
    }
    replacedIDs.append(subject)
    let cure =
      world.members.statuses[member] == .revoked
      ? "it is revoked: remove that member, or change its address, in the organization"
      : "if it is the same person, 'rollcall plan --relink' replaces the id, if not, remove that member in the organization"
    drafts.tell(
      "addressReused",
      subject,
      "a member with this address carries an external id that no source knows: the person waits; \(cure)",
      needsDecision: true
    )
  }
}
