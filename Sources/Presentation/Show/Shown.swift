package import DirectoryModel

/// `show … --format json`: snapshots as documents, sorted bytewise.
package enum Shown {
  /// Every entry of a source, deleted ones included, groups flattened.
  ///
  /// - Parameters:
  ///   - snapshot: One source, or several merged.
  ///   - memberships: Its groups' members, nested groups flattened.
  /// - Returns: The document.
  package static func json(_ snapshot: DirectorySnapshot, memberships: MembershipSets) -> [UInt8] {
    let groups = snapshot.hasGroups ? Array(0..<snapshot.groups.count) : nil
    return document(snapshot, memberships, groups: groups, snapshot.advisories) { _ in
      true
    } isMember: {
      snapshot.users.states[$0] != .deleted
    }
  }

  /// Only people who should be members, and the groups that take part: `null` if none is changed at all.
  package static func json(_ roster: Roster) -> [UInt8] {
    let groups = roster.syncsGroups ? roster.groups : nil
    return document(roster.directory, roster.memberships, groups: groups, roster.advisories) {
      roster.isMember($0)
    } isMember: {
      roster.isMember($0)
    }
  }

  /// A source that could not be read.
  package static func json(_ error: SourceError) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.object("error") { json in
        json.field("code", error.code)
        json.field("file", orNull: error.file)
        json.field("message", error.summary)
        json.field("reason", error.reason)
      }
      json.field("version", 1)
    }
    json.endLine()
    return json.bytes
  }

  private static func document(
    _ directory: DirectorySnapshot,
    _ memberships: MembershipSets,
    groups: [Int]?,
    _ advisories: [Advisory],
    shows: (Int) -> Bool,
    isMember: (Int) -> Bool
  ) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.array("advisories") { json in
        for advisory in sorted(advisories) { json.object { PlanJSON.write(advisory, &$0) } }
      }
      json.object("completeness") { write(directory.readings, &$0) }
      if let groups {
        json.array("groups") { json in
          for group in sorted(groups, by: directory.groups.order, directory.arena) {
            json.row { write(group: group, directory, memberships, isMember, &$0) }
          }
          json.endRows()
        }
      } else {
        json.null("groups")
      }
      json.array("users") { json in
        let rows = (0..<directory.users.count).filter(shows)
        for user in sorted(rows, by: directory.users.order, directory.arena) {
          json.row { write(user: user, directory, &$0) }
        }
        json.endRows()
      }
      json.field("version", 1)
    }
    json.endLine()
    return json.bytes
  }

  private static func write(_ readings: [SourceReading], _ json: inout JSONWriter) {
    json.field("groups", orNull: readings.compactMap(\.groupCompleteness).min()?.rawValue)
    json.field(
      "memberships",
      orNull: readings.compactMap(\.membershipCompleteness).min()?.rawValue
    )
    json.field("users", orNull: readings.map(\.userCompleteness).min()?.rawValue)
  }

  private static func write(user: Int, _ directory: DirectorySnapshot, _ json: inout JSONWriter) {
    let users = directory.users
    func bytes(_ text: Text) -> UnsafeRawBufferPointer? {
      text.isNone ? nil : directory.arena.bytes(text)
    }
    json.field("active", users.states[user] == .active)
    json.field("deleted", users.states[user] == .deleted)
    json.field("displayName", utf8: bytes(users.names[user]))
    json.field("email", utf8: bytes(users.emails[user]))
    json.field("externalId", utf8: bytes(users.ids[user]))
  }

  private static func write(
    group: Int,
    _ directory: DirectorySnapshot,
    _ memberships: MembershipSets,
    _ isMember: (Int) -> Bool,
    _ json: inout JSONWriter
  ) {
    json.field("externalId", orNull: directory.group(group).id)
    json.array("members") { json in
      for user in members(of: group, directory, memberships, isMember) {
        json.element(utf8: directory.arena.bytes(directory.users.ids[user]))
      }
    }
    json.field("name", orNull: directory.group(group).name)
  }

  /// A group's members, sorted; entries that share an id are one member, and one without an id cannot be named.
  static func members(
    of group: Int,
    _ directory: DirectorySnapshot,
    _ memberships: MembershipSets,
    _ isMember: (Int) -> Bool
  ) -> [Int] {
    guard memberships.groupCount > group else { return [] }
    let ids = directory.users.ids
    var members: [Int] = []
    let users = memberships.users(ofGroup: group).map(Int.init)
      .filter { isMember($0) && !ids[$0].isBlank }
    for user in sorted(users, by: [ids], directory.arena) {
      let id = directory.arena.bytes(ids[user])
      if let last = members.last, SeenIDs.compare(directory.arena.bytes(ids[last]), id) == 0 {
        continue
      }
      members.append(user)
    }
    return members
  }

  /// Bytewise by the first column, then by the next: the order of the input never shows.
  static func sorted(_ rows: [Int], by columns: [[Text]], _ arena: ByteArena) -> [Int] {
    rows.sorted { left, right in
      for column in columns {
        let order = SeenIDs.compare(arena.bytes(column[left]), arena.bytes(column[right]))
        if order != 0 { return order < 0 }
      }
      return false
    }
  }

  private static func sorted(_ advisories: [Advisory]) -> [Advisory] {
    func key(_ advisory: Advisory) -> [UInt8] {
      Array("\(advisory.kind.rawValue)\0\(advisory.subject)\0\(advisory.message)".utf8)
    }
    return advisories.map { (key($0), $0) }
      .sorted { $0.0.lexicographicallyPrecedes($1.0) }
      .map(\.1)
  }
}

extension UserColumns {
  /// What entries are told apart by, the id first.
  var order: [[Text]] { [ids, emails, names, places] }
}

extension GroupColumns {
  var order: [[Text]] { [ids, names, places] }
}
