/// Collects the entries of one source into a ``DirectorySnapshot``.
///
/// Texts are copied in with ``texts`` (`append`, `appendEmail`), rows refer to them. Rows are numbered in the
/// order of adding; that order never reaches any output.
package struct DirectorySnapshotBuilder: ~Copyable {
  package var texts = ByteArenaBuilder()
  package private(set) var users = UserColumns()
  package private(set) var groups = GroupColumns()
  package var advisories: [Advisory] = []
  private var memberPairs: [(row: UInt32, value: UInt32)] = []
  private var subgroupPairs: [(row: UInt32, value: UInt32)] = []
  private var hasChangeTimes = false
  private var hasPreferences = false

  package init() {}

  /// One user as a source has it; texts are those of the builder's arena.
  package struct User: Sendable {
    package var id = Text.none
    package var email = Text.none
    package var name = Text.none
    package var place = Text.none
    package var state = EntryState.active
    package var marks: EntryMarks = []
    package var preferences: UInt32 = 0
    package var changeTime: Int64 = 0

    package init() {}
  }

  /// - Returns: The row.
  @discardableResult
  package mutating func add(_ user: User) -> Int {
    let row = users.count
    users.ids.append(user.id)
    users.emails.append(user.email)
    users.names.append(user.name)
    users.places.append(user.place)
    users.states.append(user.state)
    users.marks.append(user.marks)
    if hasPreferences || user.preferences != 0 {
      if !hasPreferences {
        users.preferences = [UInt32](repeating: 0, count: row)
        hasPreferences = true
      }
      users.preferences.append(user.preferences)
    }
    if hasChangeTimes || user.changeTime != 0 {
      if !hasChangeTimes {
        users.changeTimes = [Int64](repeating: 0, count: row)
        hasChangeTimes = true
      }
      users.changeTimes.append(user.changeTime)
    }
    return row
  }

  /// Replaces a user that was added before, for readers that meet a person twice.
  package mutating func replace(row: Int, with user: User) {
    users.ids[row] = user.id
    users.emails[row] = user.email
    users.names[row] = user.name
    users.places[row] = user.place
    users.states[row] = user.state
    users.marks[row] = user.marks
    if hasPreferences { users.preferences[row] = user.preferences }
    if hasChangeTimes { users.changeTimes[row] = user.changeTime }
  }

  /// Adds a group; `leftOut` if the source's own rules leave it out, as if `groups.exclude` did.
  ///
  /// - Returns: The row.
  @discardableResult
  package mutating func addGroup(
    id: Text,
    name: Text,
    place: Text = .none,
    leftOut: Bool = false,
    doubtful: Bool = false
  ) -> Int {
    groups.ids.append(id)
    groups.names.append(name)
    groups.places.append(place)
    groups.leftOut.append(leftOut)
    groups.doubtful.append(doubtful)
    return groups.count - 1
  }

  /// Marks that members of a group are missing from what was read.
  package mutating func markDoubtful(group: Int) {
    groups.doubtful[group] = true
  }

  package mutating func addMember(user: Int, toGroup group: Int) {
    memberPairs.append((UInt32(group), UInt32(user)))
  }

  package mutating func addSubgroup(_ child: Int, toGroup parent: Int) {
    subgroupPairs.append((UInt32(parent), UInt32(child)))
  }

  /// Ends the collecting.
  ///
  /// `groups` and `memberships` are nil if the source has none to give; `entryCount` counts the users as read, nil =
  /// all that were added.
  package mutating func build(
    description: SourceDescription,
    users userCompleteness: Completeness,
    groups groupCompleteness: Completeness?,
    memberships membershipCompleteness: Completeness?,
    isStatusKnown: Bool = true,
    entryCount: Int? = nil,
    attributeCounts: [String: Int] = [:],
    modifiedAt: Timestamp? = nil,
    files: [FileReading] = [],
    changeMarks: [String: ChangeMark] = [:]
  ) -> DirectorySnapshot {
    spreadDoubt()
    let reading = SourceReading(
      description: description,
      users: 0..<users.count,
      groups: groupCompleteness == nil ? nil : 0..<groups.count,
      userCompleteness: userCompleteness,
      groupCompleteness: groupCompleteness,
      membershipCompleteness: membershipCompleteness,
      isStatusKnown: isStatusKnown,
      entryCount: entryCount ?? users.count,
      attributeCounts: attributeCounts,
      modifiedAt: modifiedAt,
      files: files,
      changeMarks: changeMarks
    )
    return DirectorySnapshot(
      readings: [reading],
      arena: texts.finish(),
      users: users,
      groups: groups,
      members: Rows(count: groups.count, pairs: memberPairs),
      subgroups: Rows(count: groups.count, pairs: subgroupPairs),
      advisories: advisories
    )
  }

  /// Whoever is missing in a group is missing in all groups above it.
  private mutating func spreadDoubt() {
    guard !subgroupPairs.isEmpty, groups.doubtful.contains(true) else { return }
    let parents = Rows(
      count: groups.count,
      pairs: subgroupPairs.map { (row: $0.value, value: $0.row) }
    )
    var open = groups.doubtful.indices.filter { groups.doubtful[$0] }
    while let group = open.popLast() {
      for parent in parents[group] where !groups.doubtful[Int(parent)] {
        groups.doubtful[Int(parent)] = true
        open.append(Int(parent))
      }
    }
  }
}
