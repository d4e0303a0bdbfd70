internal import DirectoryModel
internal import LDAPClient

extension LDAPReading {
  /// Settles what could only be settled once all groups are known.
  mutating func resolveMembers() async throws(LDAPSourceFailure) {
    resolvePrimaryGroups()
    resolveMemberships()
    var lookUp = MemberLookUp(bases: try lookUpBases())
    for index in 0..<otherMembers.count {
      let (group, name) = otherMembers[index]
      // What was taken in is a name.
      guard normalizer.normalize(name), !resolve(normalizer.key, group) else { continue }
      switch lookUp.add(name, key: normalizer.key, group) {
      case .waiting: break
      case .stranger: addStranger(String(decoding: name, as: UTF8.self))
      case .foreignPrincipal: notes.foreignPrincipals += 1
      }
    }
    try await settle(lookUp)
  }

  private mutating func resolvePrimaryGroups() {
    for index in 0..<primaryMembers.count {
      let (user, key) = primaryMembers[index]
      guard let group = key.withUnsafeBytes({ primaryGroups.find($0) }),
        !primaryGroups.ambiguous.contains(group)
      else { continue }
      builder.addMember(user: user, toGroup: group)
    }
  }

  private mutating func resolveMemberships() {
    for index in 0..<memberships.count {
      let (user, key) = memberships[index]
      guard let group = key.withUnsafeBytes({ groupNames.find($0) }) else { continue }
      if groupNames.ambiguous.contains(group) {
        builder.markDoubtful(group: group)
      } else {
        builder.addMember(user: user, toGroup: group)
      }
    }
  }

  /// Whether a member's name is that of a group.
  private mutating func resolve(_ key: [UInt8], _ group: Int) -> Bool {
    guard let child = groupNames.find(key) else { return false }
    // An empty groupOfNames names itself, since the class wants one member.
    if child == group { return true }
    if groupNames.ambiguous.contains(child) {
      builder.markDoubtful(group: group)
    } else {
      builder.addSubgroup(child, toGroup: group)
    }
    return true
  }

  private mutating func lookUpBases() throws(LDAPSourceFailure) -> [[UInt8]] {
    var keys: [[UInt8]] = []
    for base in try userBases() + settings.groups.bases where normalizer.normalize(base) {
      keys.append(normalizer.key)
    }
    return keys
  }

  /// Asks the server about names below the bases that belong to nobody.
  ///
  /// They may be spelled in a way that only it takes as equal, or an entry was renamed while we were reading.
  private mutating func settle(_ lookUp: MemberLookUp) async throws(LDAPSourceFailure) {
    guard let groups, !lookUp.names.isEmpty else { return }
    let userIDs = try LDAPSourceFailure.filling { () throws(ArenaFull) in
      try builder.index(ofIDs: builder.users.ids)
    }
    let groupIDs = try LDAPSourceFailure.filling { () throws(ArenaFull) in
      try builder.index(ofIDs: builder.groups.ids)
    }
    for (name, parents) in lookUp.names {
      let user = try await entry(name, users.attributes).flatMap { users.id.id($0) }
      if let user, let row = userIDs.find(Array(user.utf8)) {
        for parent in parents { builder.addMember(user: row, toGroup: parent) }
        continue
      }
      let group = try await entry(name, groups.attributes).flatMap { groups.id.id($0) }
      if let group, let row = groupIDs.find(Array(group.utf8)) {
        for parent in parents where parent != row { builder.addSubgroup(row, toGroup: parent) }
      } else {
        for _ in parents { addStranger(name) }
      }
    }
  }

  /// The entry with a name, or nil if there is none that we may see.
  private func entry(
    _ name: String,
    _ attributes: AttributeList
  ) async throws(LDAPSourceFailure) -> LDAPEntry? {
    do throws(LDAPError) {
      return try await connection.fewEntries(
        LDAPSearchRequest(base: name, scope: .base, attributes: attributes.names)
      ).first
    } catch {
      if let code = error.code, [.noSuchObject, .invalidDNSyntax].contains(code) { return nil }
      throw .ldap(error)
    }
  }
}

extension DirectorySnapshotBuilder {
  /// Finds rows by the ids of one of its columns.
  fileprivate func index(ofIDs ids: [Text]) throws(ArenaFull) -> KeyIndex {
    var index = KeyIndex()
    for (row, id) in ids.enumerated() where !id.isBlank {
      _ = try index.insert(texts.bytes(id), row: row)
    }
    return index
  }
}
