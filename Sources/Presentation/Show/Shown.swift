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
    document(snapshot, memberships, groups: Array(0..<snapshot.groups.count), snapshot.advisories) {
      _ in
      true
    } isMember: {
      snapshot.users.states[$0] != .deleted
    }
  }

  /// Only people who should be members, and the groups that take part.
  package static func json(_ roster: Roster) -> [UInt8] {
    document(roster.directory, roster.memberships, groups: roster.groups, roster.advisories) {
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
    groups: [Int],
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
      if directory.hasGroups {
        json.array("groups") { json in
          let ids = directory.groups.ids
          for group in sorted(groups, ids, directory.arena) {
            json.row { write(group: group, directory, memberships, isMember, &$0) }
          }
          json.endRows()
        }
      } else {
        json.null("groups")
      }
      json.array("users") { json in
        let rows = (0..<directory.users.count).filter(shows)
        for user in sorted(rows, directory.users.ids, directory.arena) {
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
      guard memberships.groupCount > group else { return }
      let users = memberships.users(ofGroup: group).map(Int.init).filter(isMember)
      for user in sorted(users, directory.users.ids, directory.arena) {
        json.element(utf8: directory.arena.bytes(directory.users.ids[user]))
      }
    }
    json.field("name", orNull: directory.group(group).name)
  }

  static func sorted(_ rows: [Int], _ ids: [Text], _ arena: ByteArena) -> [Int] {
    rows.sorted { left, right in
      let order = SeenIDs.compare(arena.bytes(ids[left]), arena.bytes(ids[right]))
      return order == 0 ? left < right : order < 0
    }
  }

  private static func sorted(_ advisories: [Advisory]) -> [Advisory] {
    advisories.sorted { left, right in
      if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
      return left.subject.utf8.lexicographicallyPrecedes(right.subject.utf8)
    }
  }
}
