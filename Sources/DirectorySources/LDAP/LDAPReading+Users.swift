internal import DirectoryModel
internal import LDAPClient

extension LDAPReading {
  mutating func readUsers() async throws(LDAPSourceFailure) {
    for base in try userBases() {
      try await search(userRequest(base)) { (reading, entry) throws(LDAPSourceFailure) in
        try reading.addUser(entry)
      }
    }
    let count = builder.users.count
    // `DESIGN.md` 3, usable entries: a few without id are let pass.
    guard notes.withoutID <= 5 || notes.withoutID * 100 <= count else {
      throw .incomplete(
        reason: "no-id",
        message: "\(notes.withoutID) of \(count) users have no \(idNames)",
        hint:
          "The account that reads may not see the attribute, or 'users.externalId' names another one than this "
          + "directory has."
      )
    }
  }

  /// The configured bases, else the naming context if there is one.
  func userBases() throws(LDAPSourceFailure) -> [String] {
    if !settings.users.bases.isEmpty { return settings.users.bases }
    guard profile.namingContexts.count == 1 else {
      let names = profile.namingContexts.joined(separator: "; ")
      throw .configuration(
        message: "'users.base' is not set, and the server does not have exactly one naming context",
        hint: names.isEmpty ? nil : "It has: \(names)."
      )
    }
    return profile.namingContexts
  }

  private var idNames: String {
    switch users.id {
    case .name: "name"
    case .attributes(let attributes): attributes.map(\.name).joined(separator: ", ")
    }
  }

  private mutating func addUser(_ entry: LDAPEntry) throws(LDAPSourceFailure) {
    let isName = normalizer.normalize(entry.dn)
    let key = isName ? normalizer.key : Array(entry.dn)
    if let row = userNames.first(key) {
      // Paging may show an entry twice, and bases may overlap.
      if builder.id(ofUser: row) == users.id.id(entry) { return }
      notes.ambiguousNames.append(entry.dnText)
    }
    let isShadow = shadows.contains { DNNormalizer.isKey(key, below: $0) }
    let row: Int
    do throws(ArenaFull) {
      let user = try users.user(entry, isShadow: isShadow, &builder)
      row = builder.add(user)
      if user.id.isBlank { notes.withoutID += 1 }
      if groups != nil {
        try userNames.insert(key, row: row)
        try addHandles(entry, row, isShadow: isShadow)
      } else {
        try userNames.insert(key, row: row)
      }
    } catch {
      throw .tooLarge
    }
    try noteParts(ofUser: entry, row)
  }

  /// Remembers by what else than its name groups know a user, and what groups it names itself.
  private mutating func addHandles(
    _ entry: LDAPEntry,
    _ row: Int,
    isShadow: Bool
  ) throws(ArenaFull) {
    // A copy has the login of whom it is a copy of.
    if !isShadow, let login = users.login {
      for value in entry.values(login) where try logins.insert(Array(value), row: row) != nil {
        notes.sharedLogins.insert(String(decoding: value, as: UTF8.self))
      }
    }
    if let memberOf = users.memberOf {
      for value in entry.values(memberOf) { addMembership(value, row) }
    }
    guard let primary = users.primaryGroup, let number = entry.text(primary.group) else { return }
    if let identifier = primary.identifier {
      guard let relative = UInt32(number), let own = entry.first(identifier),
        let group = SecurityIdentifier(own)?.replacingLast(with: relative)
      else { return }
      primaryMembers.append(group.bytes, row: row)
    } else {
      primaryMembers.append(Array(number.utf8), row: row)
    }
  }
}

extension LDAPReading {
  /// Adds one name of a group that a user is in; it waits until all groups are known.
  mutating func addMembership(_ value: ArraySlice<UInt8>, _ user: Int) {
    if normalizer.normalize(value) { memberships.append(normalizer.key, row: user) }
  }

  /// Adds one name of a group that a group is in.
  mutating func addMembership(_ value: ArraySlice<UInt8>, ofGroup group: Int) {
    if normalizer.normalize(value) { groupMemberships.append(normalizer.key, row: group) }
  }
}

extension DirectorySnapshotBuilder {
  /// The id of a user that was added.
  func id(ofUser row: Int) -> String? {
    let text = users.ids[row]
    return text.isNone ? nil : String(decoding: texts.bytes(text), as: UTF8.self)
  }

  func id(ofGroup row: Int) -> String? {
    let text = groups.ids[row]
    return text.isNone ? nil : String(decoding: texts.bytes(text), as: UTF8.self)
  }
}
