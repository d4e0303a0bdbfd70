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
    if let row = groupNames.find(key) {
      if builder.id(ofGroup: row) == groups.id.id(entry) { return }
      notes.ambiguousNames.append(entry.dnText)
    }
    do throws(ArenaFull) {
      let row = try groups.add(
        entry,
        includingSystemObjects: settings.extras.contains("systemObjects"),
        &builder
      )
      self.groups = groups
      try groupNames.insert(key, row: row)
      if let primary = groups.primaryKey, let value = entry.first(primary.number) {
        if let other = try primaryGroups.insert(Array(value), row: row) {
          builder.markDoubtful(group: other)
          builder.markDoubtful(group: row)
          notes.sharedNumbers.append(entry.dnText)
        }
      }
      if groups.isDynamic(entry) {
        builder.markDoubtful(group: row)
        notes.dynamicGroups.append(entry.dnText)
      }
      try addMembers(entry, groups, row)
    } catch {
      throw .tooLarge
    }
  }

  private mutating func addMembers(
    _ entry: LDAPEntry,
    _ groups: GroupMapping,
    _ row: Int
  ) throws(ArenaFull) {
    for number in groups.members {
      for value in entry.values(number) { addMember(value, row) }
      if let start = entry.nextStart(number) {
        partialMembers.append(
          PartialAttribute(
            group: row,
            dn: entry.dnText,
            attribute: groups.attributes.names[number],
            start: start
          )
        )
      }
    }
    guard let number = groups.logins else { return }
    for value in entry.values(number) {
      if let user = value.withUnsafeBytes({ logins.find($0) }) {
        if logins.ambiguous.contains(user) {
          builder.markDoubtful(group: row)
        } else {
          builder.addMember(user: user, toGroup: row)
        }
      } else {
        addStranger(String(decoding: value, as: UTF8.self))
      }
    }
  }

  /// Adds one name of a member; what is no user waits until all groups are known.
  mutating func addMember(_ value: ArraySlice<UInt8>, _ group: Int) {
    let name = UniqueMember.name(value)
    guard normalizer.normalize(name) else {
      notes.malformedMembers += 1
      return
    }
    guard let user = userNames.find(normalizer.key) else {
      otherMembers.append(name, row: group)
      return
    }
    if userNames.ambiguous.contains(user) {
      builder.markDoubtful(group: group)
    } else {
      builder.addMember(user: user, toGroup: group)
    }
  }

  mutating func addStranger(_ text: String) {
    notes.strangers += 1
    if notes.strangerExamples.count < 3 { notes.strangerExamples.append(text) }
  }

  /// Reads the rest of long lists, range by range (MS-ADTS 3.1.1.3.1.3.3).
  ///
  /// - Throws: ``LDAPSourceFailure`` if a part does not come: a shorter list would look like people who left.
  mutating func readPartialMembers() async throws(LDAPSourceFailure) {
    for partial in partialMembers {
      var start = partial.start
      while true {
        let request = LDAPSearchRequest(
          base: partial.dn,
          scope: .base,
          attributes: ["\(partial.attribute);range=\(start)-*"]
        )
        let entries: [LDAPEntry]
        do throws(LDAPError) {
          entries = try await connection.fewEntries(request)
        } catch {
          throw .ldap(error)
        }
        guard let entry = entries.first, !entry.values(0).isEmpty else {
          throw .incomplete(
            reason: "range",
            message: "'\(partial.attribute)' of \(partial.dn) did not come from value \(start) on",
            hint: "The group may have been changed meanwhile: run again."
          )
        }
        progress.add(0)
        for value in entry.values(0) { addMember(value, partial.group) }
        guard let next = entry.nextStart(0) else { break }
        guard next > start else {
          throw .incomplete(
            reason: "range",
            message: "the server repeats a part of '\(partial.attribute)' of \(partial.dn)",
            hint: nil
          )
        }
        start = next
      }
    }
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
