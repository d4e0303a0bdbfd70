internal import DirectoryModel
internal import LDAPClient

extension LDAPReading {
  /// Settles what could only be settled once all groups are known.
  mutating func resolveMembers() async throws(LDAPSourceFailure) {
    resolvePrimaryGroups()
    resolveMemberships()
    var outside = PendingKeys()
    var lookUp = MemberLookUp(
      userBases: keys(try userBases()),
      groupBases: keys(settings.groups.bases)
    )
    for index in 0..<otherMembers.count {
      let (group, name) = otherMembers[index]
      // What was taken in is a name.
      guard normalizer.normalize(name), !resolve(normalizer.key, group) else { continue }
      switch lookUp.add(name, key: normalizer.key, group) {
      case .waiting: break
      case .outside: outside.append(name, row: group)
      case .foreignPrincipal: notes.foreignPrincipals += 1
      }
    }
    try await settle(lookUp)
    try await settleOutside(outside)
  }

  private mutating func resolvePrimaryGroups() {
    for index in 0..<primaryMembers.count {
      let (user, key) = primaryMembers[index]
      guard case .row(let group) = primaryGroups.find(key) else { continue }
      builder.addMember(user: user, toGroup: group)
    }
  }

  private mutating func resolveMemberships() {
    for index in 0..<memberships.count {
      let (user, key) = memberships[index]
      guard case .row(let group) = groupNames.find(key) else { continue }
      builder.addMember(user: user, toGroup: group)
    }
    for index in 0..<groupMemberships.count {
      let (child, key) = groupMemberships[index]
      guard case .row(let group) = groupNames.find(key), group != child else { continue }
      builder.addSubgroup(child, toGroup: group)
    }
  }

  /// Whether a member's name is that of a group.
  private mutating func resolve(_ key: [UInt8], _ group: Int) -> Bool {
    switch groupNames.find(key) {
    // An empty groupOfNames names itself, since the class wants one member.
    case .row(group): break
    case .row(let child): builder.addSubgroup(child, toGroup: group)
    case .ambiguous: builder.markDoubtful(group: group)
    case nil: return false
    }
    return true
  }

  private mutating func keys(_ bases: [String]) -> [[UInt8]] {
    var keys: [[UInt8]] = []
    for base in bases where normalizer.normalize(base) { keys.append(normalizer.key) }
    return keys
  }

  /// Asks the server about names below the bases that belong to nobody.
  ///
  /// They may be spelled in a way that only it takes as equal, or an entry was renamed while we were reading.
  private mutating func settle(_ lookUp: MemberLookUp) async throws(LDAPSourceFailure) {
    guard let groups, !lookUp.names.isEmpty else { return }
    let mapping = MemberMapping(settings, profile.schema, groups)
    let userIDs = try LDAPSourceFailure.filling { () throws(ArenaFull) in
      try builder.index(ofIDs: builder.users.ids)
    }
    let groupIDs = try LDAPSourceFailure.filling { () throws(ArenaFull) in
      try builder.index(ofIDs: builder.groups.ids)
    }
    let answers: [LDAPLookUp<MemberMapping.Kind>]
    do throws(LDAPError) {
      answers = try await connection.lookUp(
        lookUp.names.map(\.text),
        attributes: mapping.attributes.names
      ) { mapping.kind($0) }
    } catch {
      throw .ldap(error)
    }
    for (name, answer) in zip(lookUp.names, answers) {
      switch answer {
      case .found(.other(let id)):
        addUser(id.flatMap { userIDs.find(Array($0.utf8)) }, name)
      case .found(.group(let id)):
        addChild(id.flatMap { groupIDs.find(Array($0.utf8)) }, name)
      // It may be a group that is hidden from us, or whose name was left behind.
      case .none where name.isOfGroup, .found(.unknown): addChild(nil, name)
      case .none, .elsewhere: addUser(nil, name)
      }
    }
  }

  private mutating func addUser(_ row: Int?, _ name: MemberLookUp.Name) {
    for parent in name.parents {
      if let row {
        builder.addMember(user: row, toGroup: parent)
      } else {
        addStranger(name.text)
      }
    }
  }

  /// Adds a group to those that name it; the members of one that was not read are theirs, and nobody knows them.
  private mutating func addChild(_ row: Int?, _ name: MemberLookUp.Name) {
    for parent in name.parents where parent != row {
      if let row {
        builder.addSubgroup(row, toGroup: parent)
      } else {
        addUnreadMember(name.text, to: parent)
      }
    }
  }

  /// Adds what is, or may be, a group that was not read.
  mutating func addUnreadMember(_ name: String, to parent: Int) {
    builder.markDoubtful(group: parent)
    notes.unreadMembers[builder.place(ofGroup: parent), default: ReadingNotes.Examples()].add(name)
  }
}

extension DirectorySnapshotBuilder {
  fileprivate func place(ofGroup row: Int) -> String {
    String(decoding: texts.bytes(groups.places[row]), as: UTF8.self)
  }

  /// Finds rows by the ids of one of its columns.
  fileprivate func index(ofIDs ids: [Text]) throws(ArenaFull) -> KeyIndex {
    var index = KeyIndex()
    for (row, id) in ids.enumerated() where !id.isBlank {
      _ = try index.insert(texts.bytes(id), row: row)
    }
    return index
  }
}
