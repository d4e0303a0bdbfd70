internal import DirectoryModel

extension ExportAssembler {
  /// Makes memberships of the edges, and tells which lead nowhere.
  mutating func addMembers(_ containers: inout KeyResolver, _ covers: inout GroupCovers) throws {
    try addTombstones(&containers)
    let deleted = rowVersions.map { store.users[Int($0)].state == .deleted }
    var users = KeyResolver(keys: store.userKeys, rows: userRows, deleted: deleted)
    let outsiders = Outsiders(store: store, provider: provider)
    for index in store.edges.indices {
      let edge = store.edges[index]
      guard let group = containers.row(of: edge.container, in: store) else {
        if edge.flags.contains(.isFromMember) || store.covers[edge.container] != nil { continue }
        let file = store.pairsFile.map { store.files[$0] }
        throw unattributed(edge.container, containers, file: file)
      }
      if edge.flags.contains(.isLeftOut) {
        if edge.flags.contains(.isWorthTelling) { skip(edge.member) }
        continue
      }
      switch edge.kind {
      case .thing: skip(edge.member)
      case .everyone: addEveryone(to: group)
      case .user: addUser(edge, to: group, &users, outsiders, &covers)
      case .group: addSubgroup(edge, to: group, &containers, outsiders, &covers)
      case .unknown:
        if users.row(of: edge.member, in: store) == nil,
          containers.row(of: edge.member, in: store) != nil
        {
          addSubgroup(edge, to: group, &containers, outsiders, &covers)
        } else {
          addUser(edge, to: group, &users, outsiders, &covers)
        }
      }
    }
  }

  /// People whom only a member list shows, and shows as deleted, are known to be deleted.
  private mutating func addTombstones(_ containers: inout KeyResolver) throws {
    var living: Set<UInt32> = []
    for index in store.edges.indices {
      let member = store.edges[index].member
      guard store.edges[index].kind == .user, Int(member) < userRows.count,
        userRows[Int(member)] == Self.noRow, store.userOfAtom[Int(member)] != UserVersion.none,
        !living.contains(member)
      else { continue }
      if let deleted = latestIfDeleted(member) {
        addRow(deleted)
      } else {
        living.insert(member)
      }
    }
  }

  /// The latest version of an id; nil if it, or another as late, does not say that the person is deleted.
  private func latestIfDeleted(_ atom: UInt32) -> UInt32? {
    var latest: UInt32?
    var isDeleted = true
    var number = store.userOfAtom[Int(atom)]
    while number != UserVersion.none {
      let version = store.users[Int(number)]
      let known = latest.map { store.users[Int($0)].changed } ?? .min
      if version.changed > known { (latest, isDeleted) = (number, true) }
      if version.changed >= known, version.state != .deleted { isDeleted = false }
      number = version.next
    }
    return isDeleted ? latest : nil
  }

  private mutating func addUser(
    _ edge: Edge,
    to group: Int,
    _ users: inout KeyResolver,
    _ outsiders: Outsiders,
    _ covers: inout GroupCovers
  ) {
    if let row = users.row(of: edge.member, in: store) {
      store.snapshot.addMember(user: row, toGroup: group)
      if let further = furtherRows[UInt32(row)],
        membersWithFurtherRows.insert(UInt64(group) << 32 | UInt64(row)).inserted
      {
        for row in further { store.snapshot.addMember(user: Int(row), toGroup: group) }
      }
      return
    }
    if store.services.contains(edge.member) { return }
    if !users.isShared(edge.member, in: store), outsiders.contains(edge, in: store) {
      skip(edge.member)
      if settings.extras.contains("outsiders") { addOutsider(edge.member, to: group) }
      return
    }
    warnings.add(.unknownMember, store.string(edge.member))
    covers.hasUnknownMembers = true
    store.snapshot.markDoubtful(group: group)
  }

  private mutating func addSubgroup(
    _ edge: Edge,
    to group: Int,
    _ containers: inout KeyResolver,
    _ outsiders: Outsiders,
    _ covers: inout GroupCovers
  ) {
    if let child = containers.row(of: edge.member, in: store) {
      store.snapshot.addSubgroup(child, toGroup: group)
      return
    }
    if outsiders.contains(edge, in: store) { return skip(edge.member) }
    warnings.add(.unknownMemberGroup, store.string(edge.member))
    covers.hasUnknownGroups = true
    store.snapshot.markDoubtful(group: group)
  }

  /// Every active user, as Google's CUSTOMER has it.
  private mutating func addEveryone(to group: Int) {
    guard groupsOfEveryone.insert(group).inserted else { return }
    for (row, number) in rowVersions.enumerated()
    where store.users[Int(number)].state == .active {
      store.snapshot.addMember(user: row, toGroup: group)
    }
  }

  private mutating func skip(_ member: UInt32) {
    warnings.add(.skippedMember, store.string(member))
  }

  /// Takes a person of another organization in, as `extras` asks for.
  private mutating func addOutsider(_ member: UInt32, to group: Int) {
    guard let email = store.addresses[member] else { return }
    if userRows[Int(member)] == Self.noRow {
      let number = UInt32(store.users.count)
      store.users.append(
        UserVersion(
          atom: member,
          externalID: store.atoms[member],
          next: store.userOfAtom[Int(member)],
          email: email,
          name: .none,
          changed: 0,
          preferences: 0,
          state: .active,
          marks: [],
          flags: [.hasEmail]
        )
      )
      addRow(number)
    }
    store.snapshot.addMember(user: Int(userRows[Int(member)]), toGroup: group)
  }
}
