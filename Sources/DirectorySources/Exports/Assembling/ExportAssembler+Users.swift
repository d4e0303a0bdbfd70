internal import DirectoryModel

extension ExportAssembler {
  /// Makes rows of the users that are in a list of users.
  mutating func listUsers() throws {
    if provider == .keycloak { try checkNumberedFiles() }
    userLevel = try judge(userPages)
    userRows = [UInt32](repeating: Self.noRow, count: store.atoms.count)
    markListed()
    for page in userPages {
      for range in page.content.entries {
        for index in range where store.entries[index].kind == .user {
          try addRows(of: store.users[Int(store.entries[index].subject)].atom)
        }
      }
    }
    judgeStatus()
    for page in userPages where page.content.count == 0 && rowVersions.isEmpty {
      warnings.add(.emptyList, store.files[page.file])
    }
    for service in store.services.sorted() { warnings.add(.serviceAccount, store.string(service)) }
  }

  private mutating func markListed() {
    for page in userPages {
      for range in page.content.entries {
        for index in range where store.entries[index].kind == .user {
          let version = Int(store.entries[index].subject)
          if store.users[version].flags.contains(.isListed) {
            warnings.add(.duplicateRecord, store.string(store.users[version].atom))
          }
          store.users[version].flags.insert(.isListed)
        }
      }
    }
  }

  /// Makes the row of an id, or the rows, if versions disagree and nothing says which is later.
  private mutating func addRows(of atom: UInt32) throws(ExportFailure) {
    guard userRows[Int(atom)] == Self.noRow else { return }
    var number = store.userOfAtom[Int(atom)]
    // The ordinary case: one version, which the list has that asks.
    if store.users[Int(number)].next == UserVersion.none { return try addListed(number) }
    var listed: [UInt32] = []
    while number != UserVersion.none {
      if store.users[Int(number)].flags.contains(.isListed) { listed.append(number) }
      number = store.users[Int(number)].next
    }
    guard listed.count > 1 else {
      if let only = listed.first { try addListed(only) }
      return
    }
    warnings.add(.duplicateRecord, store.string(atom))
    let latest = listed.map { store.users[Int($0)].changed }.max() ?? 0
    var kept: [Int: [UInt32]] = [:]
    // Versions are linked from the last to the first.
    for version in listed.reversed() where store.users[Int(version)].changed == latest {
      let hash = store.contentHash(of: store.users[Int(version)])
      if kept[hash, default: []].contains(where: { isSame($0, version) }) { continue }
      kept[hash, default: []].append(version)
      try addListed(version)
    }
  }

  /// Makes a row of somebody in a list of users, who has to have the id that the configuration chooses.
  private mutating func addListed(_ number: UInt32) throws(ExportFailure) {
    let version = store.users[Int(number)]
    if version.externalID.isNone, version.marks.isEmpty, let key = settings.attributes.externalID {
      throw ExportFailure(
        .invalid,
        "missing-id",
        file: nil,
        "the user '\(store.string(version.atom))' has no '\(key)', which 'users.externalId' makes the id",
        hint: "Leave such users out: \"users\": { \"filter\": \"\(key) pr\" }."
      )
    }
    addRow(number)
  }

  private func isSame(_ left: UInt32, _ right: UInt32) -> Bool {
    let (left, right) = (store.users[Int(left)], store.users[Int(right)])
    return store.areEqual(left.externalID, right.externalID) && left.state == right.state
      && left.marks == right.marks
      && left.preferences == right.preferences && store.areEqual(left.email, right.email)
      && store.areEqual(left.name, right.name)
  }

  mutating func addRow(_ number: UInt32) {
    let version = store.users[Int(number)]
    var user = DirectorySnapshotBuilder.User()
    user.id = version.externalID
    user.email = version.email
    user.name = version.name
    user.state = version.state
    user.marks = version.marks
    user.preferences = version.preferences
    user.changeTime = version.changed
    let row = UInt32(store.snapshot.add(user))
    rowVersions.append(number)
    if userRows[Int(version.atom)] == Self.noRow {
      userRows[Int(version.atom)] = row
    } else {
      furtherRows[userRows[Int(version.atom)], default: []].append(row)
    }
  }

  /// A list in which no record says who is active cannot be used to give access back.
  private mutating func judgeStatus() {
    guard provider.dialect.hasStatus else {
      isStatusKnown = false
      return
    }
    var lists: [String: (first: String, users: Int, withStatus: Int)] = [:]
    for page in userPages {
      let file = store.files[page.file]
      var list = lists[FileNames.chain(file)] ?? (file, 0, 0)
      list.users += page.content.users
      list.withStatus += page.content.usersWithStatus
      lists[FileNames.chain(file)] = list
    }
    for list in lists.values where list.users > 0 && list.withStatus == 0 {
      isStatusKnown = false
      warnings.add(.statusUnknown, list.first)
    }
  }

  /// `X-users-0.json` to `X-users-n.json` must have no gap.
  private func checkNumberedFiles() throws(ExportFailure) {
    var numbers: [Substring: [Int: String]] = [:]
    for page in userPages {
      let file = store.files[page.file]
      let stem = FileNames.stem(file)
      guard let range = stem.firstRange(of: "-users-"), let number = Int(stem[range.upperBound...])
      else { continue }
      numbers[stem[..<range.lowerBound], default: [:]][number] = file
    }
    for (_, files) in numbers.sorted(by: { $0.key < $1.key }) {
      for (index, number) in files.keys.sorted().enumerated() where number != index {
        throw .incomplete(
          "page-gap",
          file: files[number],
          "the file with number \(index) before it is missing"
        )
      }
    }
  }

  mutating func warnAboutMissingAddresses() {
    for number in rowVersions {
      let version = store.users[Int(number)]
      if version.email.isBlank { warnings.add(.missingEmail, store.string(version.atom)) }
    }
  }

  /// Warns about addresses that several users have.
  mutating func warnAboutSharedAddresses(_ snapshot: DirectorySnapshot) {
    let shared = snapshot.usersByAddress.others.sorted { $0.key < $1.key }
    for (first, others) in shared {
      let states = ([first] + others).map { snapshot.users.states[$0] }
      let address = snapshot.arena.string(snapshot.users.emails[first]) ?? ""
      let living = states.count { $0 != .deleted }
      if living > 1 { warnings.add(.duplicateEmail, address) }
      if living > 0, living < states.count { warnings.add(.deletedDuplicate, address) }
    }
  }
}
