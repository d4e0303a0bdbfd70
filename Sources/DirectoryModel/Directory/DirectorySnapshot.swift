/// One complete read of a directory: of one source, or of several after ``merging(_:)``.
///
/// Texts lie in one arena and rows are numbers, since a million users in strings would not fit the memory that
/// a nightly run should take; ``user(_:)`` and ``group(_:)`` give readable views.
package struct DirectorySnapshot: Sendable {
  package let readings: [SourceReading]
  package let arena: ByteArena
  package let users: UserColumns
  package let groups: GroupColumns
  /// Users that belong to each group directly, by group.
  package let members: Rows
  /// Groups that belong to each group directly, by group.
  package let subgroups: Rows
  /// Users by ``UserColumns/ids`` and by ``UserColumns/emails``.
  package let usersByID: RowIndex
  package let usersByAddress: RowIndex
  package var advisories: [Advisory]

  package init(
    readings: [SourceReading],
    arena: ByteArena,
    users: UserColumns,
    groups: GroupColumns,
    members: Rows,
    subgroups: Rows,
    advisories: [Advisory]
  ) {
    self.readings = readings
    self.arena = arena
    self.users = users
    self.groups = groups
    self.members = members
    self.subgroups = subgroups
    self.advisories = advisories
    let indexes = RowIndex.all([users.ids, users.emails], arena: arena)
    usersByID = indexes[0]
    usersByAddress = indexes[1]
  }

  /// Whether any source has groups to give.
  package var hasGroups: Bool { readings.contains { $0.groups != nil } }

  /// The index in ``readings`` of the source that a user came from.
  package func reading(ofUser user: Int) -> Int {
    readings.firstIndex { $0.users.contains(user) } ?? 0
  }

  /// The index in ``readings`` of the source that a group came from.
  package func reading(ofGroup group: Int) -> Int {
    readings.firstIndex { $0.groups?.contains(group) ?? false } ?? 0
  }

  /// An order of users that no order of reading decides: bytewise by address, name, id, place, then source.
  package func precedes(_ left: Int, _ right: Int) -> Bool {
    for column in [users.emails, users.names, users.ids, users.places] {
      let order = SeenIDs.compare(arena.bytes(column[left]), arena.bytes(column[right]))
      if order != 0 { return order < 0 }
    }
    return reading(ofUser: left) < reading(ofUser: right)
  }

  package func user(_ index: Int) -> DirectoryUser {
    DirectoryUser(snapshot: self, index: index)
  }

  package func group(_ index: Int) -> DirectoryGroup {
    DirectoryGroup(snapshot: self, index: index)
  }
}

/// The users of a snapshot, one array a field.
package struct UserColumns: Sendable {
  /// The directory's immutable id; may be ``Text/none`` or blank for an entry that has none.
  package var ids: [Text] = []
  /// Trimmed and lower-cased.
  package var emails: [Text] = []
  package var names: [Text] = []
  /// The DN, for LDAP; ``Text/none`` elsewhere.
  package var places: [Text] = []
  package var states: [EntryState] = []
  package var marks: [EntryMarks] = []
  /// Bit n is set if the entry fits filter n of `users.prefer`.
  ///
  /// Empty if there is no such filter.
  package var preferences: [UInt32] = []
  /// When the entry was last changed, as the source says, in seconds or 0.
  ///
  /// Empty if the source never says.
  package var changeTimes: [Int64] = []

  package init() {}

  package var count: Int { ids.count }
}

/// The groups of a snapshot, one array a field.
package struct GroupColumns: Sendable {
  package var ids: [Text] = []
  package var names: [Text] = []
  package var places: [Text] = []
  /// The source's own rules or filter leave the group out, as if `groups.exclude` did.
  package var leftOut: [Bool] = []
  /// Something shows that members of this group are missing.
  package var doubtful: [Bool] = []

  package init() {}

  package var count: Int { ids.count }
}

/// One user of a snapshot, for reading.
package struct DirectoryUser: Sendable {
  package let snapshot: DirectorySnapshot
  package let index: Int

  package var id: String? { snapshot.arena.string(snapshot.users.ids[index]) }
  package var email: String? { snapshot.arena.string(snapshot.users.emails[index]) }
  package var displayName: String? { snapshot.arena.string(snapshot.users.names[index]) }
  package var place: String? { snapshot.arena.string(snapshot.users.places[index]) }
  package var state: EntryState { snapshot.users.states[index] }
  package var marks: EntryMarks { snapshot.users.marks[index] }
  package var reading: SourceReading { snapshot.readings[snapshot.reading(ofUser: index)] }
}

/// One group of a snapshot, for reading.
package struct DirectoryGroup: Sendable {
  package let snapshot: DirectorySnapshot
  package let index: Int

  package var id: String? { snapshot.arena.string(snapshot.groups.ids[index]) }
  package var name: String? { snapshot.arena.string(snapshot.groups.names[index]) }
  package var place: String? { snapshot.arena.string(snapshot.groups.places[index]) }
  package var reading: SourceReading { snapshot.readings[snapshot.reading(ofGroup: index)] }
}

extension DirectoryUser {
  /// How advisories name an entry: its address, else its name and id.
  package var subject: String {
    if let email, !email.isEmpty { return email }
    let name = displayName ?? place ?? ""
    guard let id, !id.isEmpty else { return name }
    return name.isEmpty ? id : "\(name) (\(id))"
  }
}
