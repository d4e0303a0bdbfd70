internal import DirectoryModel
internal import LDAPClient

extension LDAPReading {
  mutating func readGroups() async throws(LDAPSourceFailure) {
    for base in settings.groups.bases {
      guard let groups else { return }
      try await search(groupRequest(base, groups)) { (reading, entry) throws(LDAPSourceFailure) in
        try reading.addGroup(entry)
      }
    }
  }

  private mutating func addGroup(_ entry: LDAPEntry) throws(LDAPSourceFailure) {
    guard var groups else { return }
    let isName = normalizer.normalize(entry.dn)
    let key = isName ? normalizer.key : Array(entry.dn)
    if let row = groupNames.first(key) {
      if builder.id(ofGroup: row) == groups.id.id(entry) { return }
      notes.ambiguousNames.append(entry.dnText)
    }
    let row: Int
    do throws(ArenaFull) {
      row = try groups.add(
        entry,
        includingSystemObjects: settings.extras.contains("systemObjects"),
        &builder
      )
      self.groups = groups
      if let other = try groupNames.insert(key, row: row), settings.readsMembershipsFromUsers {
        // Who names one of them in `memberOf` may mean the other.
        builder.markDoubtful(group: other)
        builder.markDoubtful(group: row)
      }
      if let primary = groups.primaryKey, let value = entry.first(primary.number) {
        if let other = try primaryGroups.insert(Array(value), row: row) {
          builder.markDoubtful(group: other)
          builder.markDoubtful(group: row)
          notes.sharedNumbers.append(entry.dnText)
        }
      }
    } catch {
      throw .tooLarge
    }
    if groups.isDynamic(entry) {
      builder.markDoubtful(group: row)
      notes.dynamicGroups.append(entry.dnText)
    }
    addMembers(entry, groups, row)
    try noteParts(of: entry, groups, row)
  }

  private mutating func addMembers(_ entry: LDAPEntry, _ groups: GroupMapping, _ row: Int) {
    for number in groups.members {
      for value in entry.values(number) { addMember(value, row) }
    }
    if let memberOf = groups.memberOf {
      for value in entry.values(memberOf) { addMembership(value, ofGroup: row) }
    }
    guard let number = groups.logins else { return }
    for value in entry.values(number) { addLogin(value, row) }
  }

  /// Adds one login of a member.
  mutating func addLogin(_ value: ArraySlice<UInt8>, _ group: Int) {
    switch logins.find(value) {
    case .row(let user): builder.addMember(user: user, toGroup: group)
    case .ambiguous: builder.markDoubtful(group: group)
    case nil: addStranger(String(decoding: value, as: UTF8.self))
    }
  }

  /// Adds one name of a member; what is no user waits until all groups are known.
  mutating func addMember(_ value: ArraySlice<UInt8>, _ group: Int) {
    let name = UniqueMember.name(value)
    guard normalizer.normalize(name) else {
      notes.malformedMembers += 1
      return
    }
    switch userNames.find(normalizer.key) {
    case .row(let user): builder.addMember(user: user, toGroup: group)
    case .ambiguous: builder.markDoubtful(group: group)
    case nil: otherMembers.append(name, row: group)
    }
  }

  mutating func addStranger(_ text: String) {
    notes.strangers.add(text)
  }
}

/// The syntax Name and Optional UID (RFC 4517, 3.3.21): a DN, and perhaps `#'0101'B`.
enum UniqueMember {
  static func name(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard value.suffix(2).elementsEqual("'B".utf8) else { return value }
    guard let hash = value.lastIndex(of: UInt8(ascii: "#")),
      value[hash...].dropFirst().first == UInt8(ascii: "'"),
      value[hash...].dropFirst(2).dropLast(2).allSatisfy({ $0 == 0x30 || $0 == 0x31 })
    else { return value }
    return value[..<hash]
  }
}
