internal import DirectoryModel
internal import LDAPClient

/// A list of which the server sent a part only, so that the rest is still to be read.
struct PartialList {
  let kind: Kind
  /// Whose list it is.
  let dn: String
  let attribute: String
  let start: Int

  enum Kind {
    case members(group: Int)
    case logins(group: Int)
    case memberships(user: Int)
    case groupMemberships(group: Int)
  }
}

/// Long lists come range by range (MS-ADTS 3.1.1.3.1.3.3); a shorter one would look like people who left.
extension LDAPReading {
  /// Remembers what is still to be read of a group.
  ///
  /// - Throws: ``LDAPSourceFailure`` if a part came of something else than members.
  mutating func noteParts(
    of entry: LDAPEntry,
    _ groups: GroupMapping,
    _ row: Int
  ) throws(LDAPSourceFailure) {
    for part in entry.parts {
      let kind: PartialList.Kind? =
        if groups.members.contains(part.attribute) {
          .members(group: row)
        } else if groups.logins == part.attribute {
          .logins(group: row)
        } else if groups.memberOf == part.attribute {
          .groupMemberships(group: row)
        } else {
          nil
        }
      try note(kind, entry, groups.attributes.names[part.attribute], part.nextStart)
    }
  }

  /// Remembers what is still to be read of a user.
  ///
  /// - Throws: ``LDAPSourceFailure`` if a part came of what users are judged by.
  mutating func noteParts(ofUser entry: LDAPEntry, _ row: Int) throws(LDAPSourceFailure) {
    for part in entry.parts {
      let isList = part.attribute == users.memberOf && !users.judged.contains(part.attribute)
      let kind: PartialList.Kind? = isList ? .memberships(user: row) : nil
      try note(kind, entry, users.attributes.names[part.attribute], part.nextStart)
    }
  }

  private mutating func note(
    _ kind: PartialList.Kind?,
    _ entry: LDAPEntry,
    _ attribute: String,
    _ start: Int
  ) throws(LDAPSourceFailure) {
    guard let kind else {
      throw .incomplete(
        reason: "range",
        message:
          "the server sends '\(attribute)' of \(entry.dnText) in parts, of which one was read",
        hint: "Only members and memberships are read part by part: choose another attribute."
      )
    }
    partialLists.append(
      PartialList(kind: kind, dn: entry.dnText, attribute: attribute, start: start)
    )
  }

  /// Reads all lists to their ends.
  ///
  /// - Throws: ``LDAPSourceFailure`` if a part does not come.
  mutating func readPartialLists() async throws(LDAPSourceFailure) {
    for list in partialLists {
      var start = list.start
      while let next = try await readPart(of: list, from: start) { start = next }
    }
  }

  /// - Returns: Where the next part begins; nil if this was the last.
  private mutating func readPart(
    of list: PartialList,
    from start: Int
  ) async throws(LDAPSourceFailure) -> Int? {
    let request = LDAPSearchRequest(
      base: list.dn,
      scope: .base,
      attributes: ["\(list.attribute);range=\(start)-*"]
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
        message: "'\(list.attribute)' of \(list.dn) did not come from value \(start) on",
        hint: "The entry may have been changed meanwhile: run again."
      )
    }
    progress.add(0)
    for value in entry.values(0) { add(value, to: list.kind) }
    guard let next = entry.nextStart(0) else { return nil }
    guard next > start else {
      throw .incomplete(
        reason: "range",
        message: "the server repeats a part of '\(list.attribute)' of \(list.dn)",
        hint: nil
      )
    }
    return next
  }

  private mutating func add(_ value: ArraySlice<UInt8>, to kind: PartialList.Kind) {
    switch kind {
    case .members(let group): addMember(value, group)
    case .logins(let group): addLogin(value, group)
    case .memberships(let user): addMembership(value, user)
    case .groupMemberships(let group): addMembership(value, ofGroup: group)
    }
  }
}
