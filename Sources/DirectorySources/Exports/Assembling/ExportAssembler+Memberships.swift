internal import DirectoryModel

extension ExportAssembler {
  /// Gives each group its members, and judges whether they are all there.
  mutating func resolveMemberships() throws {
    var covers = GroupCovers(groups: groupVersions.count)
    let memberFiles = try takeMemberPages(&covers)
    try takeContainingPages(&covers)
    var containers = KeyResolver(keys: store.groupKeys, rows: groupRows)
    try takeCovers(&covers, &containers)
    try judgeCoverage(&covers, &containers)
    try addMembers(&containers, &covers)
    membershipLevel = covers.level(of: groupLevel ?? .unproven)
    if covers.hasUnknownMembers {
      userLevel = .doubtful
      for page in userPages { note(.doubtful, file: page.file) }
    }
    for (file, group) in memberFiles { note(covers.level(ofGroup: group), file: file) }
    warnAboutCycles()
  }

  /// Turns the entries of members' lists into edges.
  ///
  /// - Returns: The files of such lists, and the row of the group of each.
  private mutating func takeMemberPages(
    _ covers: inout GroupCovers
  ) throws -> [(file: Int, group: Int)] {
    var files: [(file: Int, group: Int)] = []
    for (group, list) in Self.grouped(memberPages.map { ($0.group, $0.page) }) {
      let level = try verdict(list).level
      guard let row = row(ofGroup: group) else { continue }
      covers.add(row, level: level, file: list[0].file)
      files += list.map { ($0.file, row) }
      for page in list {
        for range in page.content.entries {
          for index in range {
            let entry = store.entries[index]
            store.edges.append(
              Edge(
                container: group,
                member: atom(of: entry),
                kind: entry.memberKind,
                flags: entry.flags
              )
            )
          }
        }
      }
    }
    return files
  }

  /// Pages by owner, in the order of the first of each.
  private static func grouped(_ pages: [(UInt32, Page)]) -> [(UInt32, [Page])] {
    var grouped: [(UInt32, [Page])] = []
    var numbers: [UInt32: Int] = [:]
    for (owner, page) in pages {
      if let number = numbers[owner] {
        grouped[number].1.append(page)
      } else {
        numbers[owner] = grouped.count
        grouped.append((owner, [page]))
      }
    }
    return grouped
  }

  /// Turns the lists of groups that somebody is in into edges.
  private mutating func takeContainingPages(_ covers: inout GroupCovers) throws {
    for (_, list) in Self.grouped(containingPages.map { ($0.owner, $0.page) }) {
      covers.allLevel = min(covers.allLevel, try judge(list))
    }
    for (page, owner, isGroup) in containingPages {
      for range in page.content.entries {
        for index in range {
          let entry = store.entries[index]
          var flags = entry.flags.union(.isFromMember)
          if isGroup { flags.insert(.isUncounted) }
          store.edges.append(
            Edge(
              container: atom(of: entry),
              member: owner,
              kind: isGroup ? .group : .user,
              flags: flags
            )
          )
        }
      }
    }
  }

  /// Notes which groups have a list of their own.
  private func takeCovers(
    _ covers: inout GroupCovers,
    _ containers: inout KeyResolver
  ) throws(ExportFailure) {
    let sorted = store.covers.sorted { ($0.value.file, $0.key) < ($1.value.file, $1.key) }
    for (group, cover) in sorted {
      let row = containers.row(of: group, in: store)
      guard let row else {
        if cover.isEmbedded { continue }
        throw unattributed(group, containers, file: store.files[cover.file])
      }
      let level = cover.isEmbedded ? groupLevel ?? .unproven : .unproven
      covers.add(row, level: level, file: cover.file)
    }
    takeUserCovers(&covers)
    if store.hasPairs {
      covers.coversAll = true
      covers.allLevel = .unproven
    }
  }

  /// Members of a group that cannot be told which one it is.
  func unattributed(_ group: UInt32, _ containers: KeyResolver, file: String?) -> ExportFailure {
    let why =
      containers.isShared(group, in: store)
      ? "which several groups are called" : "which is not in the list of groups"
    return .incomplete(
      "unattributed-members",
      file: file,
      "it lists members of '\(store.string(group))', \(why)"
    )
  }

  /// Users who say which groups they are in cover all groups together, if each of them says it.
  private func takeUserCovers(_ covers: inout GroupCovers) {
    guard store.hasUsersNamingGroups || containingPages.contains(where: { !$0.isGroup }) else {
      return
    }
    let owners = Set(containingPages.lazy.filter { !$0.isGroup }.map(\.owner))
    covers.silentUser = rowVersions.first { number in
      let version = store.users[Int(number)]
      // Whoever is deleted is in no group, and whoever is left out is in none of ours.
      if version.state == .deleted || !version.marks.isEmpty { return false }
      return !owners.contains(version.atom) && !namesGroups(version.atom)
    }
    guard covers.silentUser == nil else { return }
    covers.coversAll = true
    covers.allLevel = min(covers.allLevel, userLevel)
  }

  /// Whether any record of a user says which groups the user is in: it need not be the one in the list of users.
  private func namesGroups(_ user: UInt32) -> Bool {
    var number = store.userOfAtom[Int(user)]
    while number != UserVersion.none {
      let version = store.users[Int(number)]
      if version.flags.contains(.namesGroups) { return true }
      number = version.next
    }
    return false
  }

  /// Compares each group's own count with its list; a group without either is an error.
  private mutating func judgeCoverage(
    _ covers: inout GroupCovers,
    _ containers: inout KeyResolver
  ) throws(ExportFailure) {
    let counts = distinctCounts(&containers)
    for (row, number) in groupVersions.enumerated() {
      let version = store.groups[Int(number)]
      let claimed = Int(version.memberCount)
      if claimed >= 0, covers.isCovered(row) || counts[row] == claimed {
        guard counts[row] == claimed else {
          throw .incomplete(
            "count-mismatch",
            file: store.files[covers.file(row) ?? groupPages.first?.file ?? 0],
            "the group '\(store.string(version.atom))' has \(claimed) members, and \(counts[row]) without repeats are listed"
          )
        }
        covers.prove(row)
      } else if !covers.isCovered(row) {
        throw membershipMissing(version.atom, covers.silentUser)
      }
    }
    try checkSubgroups(&containers)
  }

  private func membershipMissing(_ group: UInt32, _ silentUser: UInt32?) -> ExportFailure {
    let file = (groupPages.first ?? userPages.first).map { store.files[$0.file] }
    guard let silentUser else {
      return .incomplete(
        "membership-missing",
        file: file,
        "nothing says who is in the group '\(store.string(group))'",
        hint: "Export the members of each group too, or the groups not at all."
      )
    }
    let user = store.string(store.users[Int(silentUser)].atom)
    return .incomplete(
      "membership-missing",
      file: file,
      "some users say which groups they are in, but the user '\(user)' does not, and may be in '\(store.string(group))'",
      hint: "Export the groups of every user: the loop over the users may have been cut short."
    )
  }

  private func isCounted(_ edge: Edge) -> Bool {
    if edge.flags.contains(.isUncounted) || edge.flags.contains(.isIndirect) { return false }
    return provider != .ping || edge.kind != .group
  }

  /// By group that has a count of its own: how many different members are listed, on however many pages.
  private mutating func distinctCounts(_ containers: inout KeyResolver) -> [Int] {
    var counts = [Int](repeating: 0, count: groupVersions.count)
    let isClaimed = groupVersions.map { store.groups[Int($0)].memberCount >= 0 }
    guard isClaimed.contains(true) else { return counts }
    // Edges by group: first how many each has, then where its own begin, then who is in it.
    for edge in store.edges where isCounted(edge) {
      if let row = containers.row(of: edge.container, in: store) { counts[row] += 1 }
    }
    var ends: [Int] = []
    ends.reserveCapacity(counts.count)
    var end = 0
    for row in counts.indices {
      ends.append(end)
      if isClaimed[row] { end += counts[row] }
    }
    var members = [UInt32](repeating: 0, count: end)
    for edge in store.edges where isCounted(edge) {
      guard let row = containers.row(of: edge.container, in: store), isClaimed[row] else {
        continue
      }
      members[ends[row]] = edge.member
      ends[row] += 1
    }
    for row in counts.indices where isClaimed[row] {
      store.distinctAtoms.begin(atoms: store.atoms.count)
      let listed = members[ends[row] - counts[row]..<ends[row]]
      counts[row] = listed.reduce(0) { $0 + (store.distinctAtoms.insert($1) ? 1 : 0) }
    }
    return counts
  }

  /// Keycloak: the groups in a group must be there too.
  private func checkSubgroups(_ containers: inout KeyResolver) throws(ExportFailure) {
    let claimed = groupVersions.map { Int(store.groups[Int($0)].subgroupCount) }
    guard claimed.contains(where: { $0 > 0 }) else { return }
    var found = [Set<UInt32>](repeating: [], count: groupVersions.count)
    for edge in store.edges where edge.kind == .group {
      if let row = containers.row(of: edge.container, in: store) { found[row].insert(edge.member) }
    }
    for row in claimed.indices where claimed[row] > found[row].count {
      throw .incomplete(
        "count-mismatch",
        file: groupPages.first.map { store.files[$0.file] },
        "a group has \(claimed[row]) groups in it, and \(found[row].count) are there",
        hint: "Ask for the children of each group too."
      )
    }
  }

  func row(ofGroup atom: UInt32) -> Int? {
    guard Int(atom) < groupRows.count, groupRows[Int(atom)] != Self.noRow else { return nil }
    return Int(groupRows[Int(atom)])
  }
}
