internal import DirectoryModel

/// Members without external id: counted, and left alone but for one held revocation.
enum UnmanagedMembers {
  static func plan(_ world: World, _ protection: ProtectedMembers, _ drafts: inout Drafts) {
    let unmanaged = (0..<world.members.count).filter {
      !world.isManagedColumn($0) && drafts.gate[$0] < 0
    }
    guard !unmanaged.isEmpty else { return }
    let byAddress = world.directory.usersByAddress
    var unmatched: [String] = []
    var entries: [Int: Entries] = [:]
    for member in unmanaged {
      let address = world.bytes(ofMember: world.members.emails[member])
      // Once for each address: many members, and many entries, can share one.
      let first = byAddress.first(address) ?? -1
      let known = entries[first] ?? Entries(byAddress.rows(address), world)
      entries[first] = known
      if known.isPerson { continue }
      let view = world.organization.member(member)
      unmatched.append(view.email ?? view.id)
      if let gone = known.gone { revoke(member, gone, world, protection, &drafts) }
    }
    guard !unmatched.isEmpty else { return }
    unmatched.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    drafts.tell(
      "unmanagedMembers",
      unmatched.joined(separator: ", "),
      unmatched.count == 1
        ? "1 member carries no external id and matches nobody who takes part; it stays as it is"
        : "\(unmatched.count) members carry no external id and match nobody who takes part; they stay as they are"
    )
  }

  /// What the entries with one address say.
  private struct Entries {
    let isPerson: Bool
    let gone: Int?

    init(_ rows: [Int], _ world: World) {
      isPerson = rows.contains { UnmanagedMembers.isPerson($0, world) }
      gone = UnmanagedMembers.gone(rows, world)
    }
  }

  /// Somebody who takes part, or would but for a doubt that another advisory tells.
  private static func isPerson(_ row: Int, _ world: World) -> Bool {
    switch world.roster.standings[row] {
    case .member, .merged, .blocked, .unusable, .undecided: true
    case .outOfScope, .disabled, .deleted: false
    }
  }

  /// The entry that says that an address is disabled or deleted, if no active one has it.
  private static func gone(_ rows: [Int], _ world: World) -> Int? {
    let states = world.directory.users.states
    // Of a read that misses entries, an active one may be missing.
    if world.isAdditionsOnly || rows.contains(where: { states[$0] == .active }) { return nil }
    let departures = world.policy.departures
    return rows.filter {
      switch states[$0] {
      case .disabled: departures.disabled != .keep
      case .deleted: departures.deleted != .keep
      case .active, .unknown: false
      }
    }
    .min(by: world.directory.precedes)
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
    guard view.status != .revoked, view.status != .unknown || world.can.canTakeFromUnknown
    else { return }
    if protection.contains(member) {
      ProtectedDepartures.tell(member, .disabledByAddress, .none, world, &drafts)
      return
    }
    guard world.can.canRevoke else {
      drafts.tell(
        "cannotRevoke",
        view.email ?? view.id,
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
