internal import DirectoryModel

extension ExportStore {
  /// Takes a user in.
  ///
  /// - Returns: The version, which may be an older one with the same content.
  mutating func add(
    _ draft: UserDraft,
    id: Bytes,
    marks: EntryMarks,
    preferences: UInt32
  ) throws(ArenaFull) -> UInt32 {
    let atom = try atom(id)
    let next = userOfAtom[Int(atom)]
    if let known = version(of: atom, equalTo: draft, marks, preferences) { return known }
    let email: Text
    if let text = draft.email {
      email = try snapshot.texts.appendEmail(text)
    } else {
      email = .none
    }
    let name = try appendName(draft.name, draft.secondName)
    var flags: UserVersion.Flags = []
    if draft.isService { flags.insert(.isService) }
    if draft.hasStatus { flags.insert(.hasStatus) }
    if !email.isBlank { flags.insert(.hasEmail) }
    if !name.isBlank { flags.insert(.hasName) }
    let number = UInt32(users.count)
    users.append(
      UserVersion(
        atom: atom,
        externalID: try appendID(draft.externalID, of: atom),
        next: next,
        email: email,
        name: name,
        changed: draft.changed,
        preferences: preferences,
        state: draft.state.entryState,
        marks: marks,
        flags: flags
      )
    )
    userOfAtom[Int(atom)] = number
    if manyVersions.contains(atom) {
      manyVersions.insert(number, of: atom, hash: contentHash(of: users[Int(number)]))
    }
    for key in draft.keys { userKeys.append((try keyAtom(key), atom)) }
    return number
  }

  /// An older version with the same content: a member list can repeat a user a thousand times.
  private mutating func version(
    of atom: UInt32,
    equalTo draft: UserDraft,
    _ marks: EntryMarks,
    _ preferences: UInt32
  ) -> UInt32? {
    var number = userOfAtom[Int(atom)]
    var walked = 0
    while number != UserVersion.none {
      if walked == VersionIndex.walkedVersions {
        if !manyVersions.contains(atom) { indexVersions(of: atom) }
        let hash = contentHash(of: draft, atom: atom, marks, preferences)
        return manyVersions.candidates(of: atom, hash: hash).first {
          isEqual(users[Int($0)], draft, marks, preferences)
        }
      }
      if isEqual(users[Int(number)], draft, marks, preferences) { return number }
      number = users[Int(number)].next
      walked += 1
    }
    return nil
  }

  private mutating func indexVersions(of atom: UInt32) {
    var number = userOfAtom[Int(atom)]
    while number != UserVersion.none {
      let version = users[Int(number)]
      manyVersions.insert(number, of: atom, hash: contentHash(of: version))
      number = version.next
    }
  }

  private func isEqual(
    _ stored: UserVersion,
    _ draft: UserDraft,
    _ marks: EntryMarks,
    _ preferences: UInt32
  ) -> Bool {
    isID(stored, draft.externalID) && stored.state == draft.state.entryState
      && stored.changed == draft.changed
      && stored.marks == marks && stored.preferences == preferences
      && stored.flags.contains(.hasStatus) == draft.hasStatus
      && isAddress(stored.email, draft.email) && isName(stored.name, draft.name, draft.secondName)
  }

  private func isID(_ stored: UserVersion, _ id: UserDraft.DraftID) -> Bool {
    switch id {
    case .own: true
    case .chosen(let id?): bytes(stored.externalID).elementsEqual(id)
    case .chosen(nil): stored.externalID.isNone
    }
  }

  private mutating func appendID(
    _ id: UserDraft.DraftID,
    of atom: UInt32
  ) throws(ArenaFull) -> Text {
    switch id {
    case .own: atoms[atom]
    case .chosen(let id?): try snapshot.texts.append(id)
    case .chosen(nil): .none
    }
  }

  /// Whether a stored address is what this one would be stored as.
  private func isAddress(_ stored: Text, _ address: Bytes?) -> Bool {
    guard let address else { return stored.isNone }
    let known = bytes(stored)
    guard address.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
      let normalized = EmailAddress.normalized(String(decoding: address, as: UTF8.self))
      return (normalized ?? "").utf8.elementsEqual(known)
    }
    guard known.count == address.count else { return false }
    for index in 0..<known.count {
      let byte = address[index]
      if (byte &- 0x41 < 26 ? byte | 0x20 : byte) != known[index] { return false }
    }
    return true
  }

  private func isName(_ stored: Text, _ first: Bytes?, _ second: Bytes?) -> Bool {
    guard let first else { return stored.isNone }
    let known = bytes(stored)
    guard let second else { return known.elementsEqual(first) }
    return known.count == first.count + 1 + second.count
      && known.prefix(first.count).elementsEqual(first) && known[first.count] == 0x20
      && known.suffix(second.count).elementsEqual(second)
  }

  /// Takes a group in.
  mutating func add(_ draft: GroupDraft, id: Bytes) throws(ArenaFull) -> UInt32 {
    let atom = try atom(id)
    var name = Text.none
    if let text = draft.name { name = try snapshot.texts.append(text) }
    let number = UInt32(groups.count)
    groups.append(
      GroupVersion(
        atom: atom,
        next: groupOfAtom[Int(atom)],
        name: name,
        memberCount: Self.bounded(draft.memberCount),
        subgroupCount: Self.bounded(draft.subgroupCount),
        isBuiltIn: draft.isBuiltIn
      )
    )
    groupOfAtom[Int(atom)] = number
    for key in draft.keys { groupKeys.append((try keyAtom(key), atom)) }
    return number
  }

  /// The atom of another name, made comparable.
  private mutating func keyAtom(_ key: Bytes) throws(ArenaFull) -> UInt32 {
    ReferenceKey.isNormalized(key) ? try atom(key) : try atom(ReferenceKey.normalized(key))
  }

  private static func bounded(_ count: Int?) -> Int32 {
    count.map { Int32(clamping: $0) } ?? GroupVersion.noCount
  }

  /// Copies a name of one or two parts in.
  private mutating func appendName(_ first: Bytes?, _ second: Bytes?) throws(ArenaFull) -> Text {
    guard let first else { return .none }
    var name = try snapshot.texts.append(first)
    guard let second else { return name }
    let blank = try snapshot.texts.append(" ")
    let rest = try snapshot.texts.append(second)
    name = Text(offset: name.offset, count: name.count + blank.count + rest.count)
    return name
  }

  /// Takes an entry of a member list in.
  ///
  /// - Returns: The atom of the member, or nil if it says nothing by which to find it.
  mutating func add(_ draft: MemberDraft) throws(ArenaFull) -> UInt32? {
    guard let key = draft.id ?? draft.email else { return nil }
    if draft.id != nil {
      let atom = try atom(key)
      if let email = draft.email, addresses[atom] == nil {
        addresses[atom] = try snapshot.texts.appendEmail(email)
      }
      return atom
    }
    guard let email = EmailAddress.normalized(String(decoding: key, as: UTF8.self)) else {
      return nil
    }
    let atom = try atom(email)
    addresses[atom] = atoms[atom]
    return atom
  }
}

extension UserDraft.DraftState {
  var entryState: EntryState {
    switch self {
    case .active: .active
    case .disabled: .disabled
    case .deleted: .deleted
    case .unknown: .unknown
    }
  }
}

extension MemberDraft {
  var flags: Edge.Flags {
    var flags: Edge.Flags = []
    if isLeftOut { flags.insert(.isLeftOut) }
    if isWorthTelling { flags.insert(.isWorthTelling) }
    if mayBeOutsider { flags.insert(.mayBeOutsider) }
    if isIndirect { flags.insert(.isIndirect) }
    return flags
  }
}
