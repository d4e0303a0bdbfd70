/// A list that stands by itself, in a file or an envelope: a page of users, groups or somebody's members.
struct Page {
  let file: Int
  var kind: PageKind?
  var owner: PageOwner?
  var end = PageEnd.unknown
  var total: Int?
  /// Says that another comes before it.
  var isContinued = false
  var selfLink: String?
  /// What it says of its end stands in the `Link` of its headers.
  var hasLinkHeader = false
  /// The realm of a Keycloak export.
  var realm: String?
  var provider: ExportProvider?
  var content = ListContent()
  /// A bare array, whose end may be the end of a page.
  var isBareArray = false
}

/// What is in a list.
struct ListContent {
  /// Where its entries are.
  var entries: [Range<Int>] = []
  var users = 0
  var groups = 0
  var references = 0
  /// References that are mere texts or numbers.
  var scalars = 0
  var containingGroups = 0
  /// Records that name their group themselves.
  var memberships = 0
  /// Records of a kind that is not asked for.
  var ignored = 0
  /// Whose records they are, a bit each.
  var providers: UInt16 = 0
  /// Users that say whether they are active.
  var usersWithStatus = 0
  /// Users that are marked as deleted.
  var deletedUsers = 0
  /// The first record that cannot be used at all, and why.
  var flaw: ExportFailure?
  /// The first record that could be a reference, but no user or group.
  var shapeFlaw: ExportFailure?

  /// Whose its records are, if they agree.
  var provider: ExportProvider? {
    ExportProvider.allCases.first { $0.bit == providers }
  }

  /// Records that are, or name, a user or group.
  var count: Int { users + groups + references + containingGroups }

  /// Whether there was nothing in it at all.
  var isEmpty: Bool {
    count == 0 && memberships == 0 && ignored == 0 && flaw == nil && shapeFlaw == nil
  }

  mutating func add(entry: Int) {
    if let last = entries.last, last.upperBound == entry {
      entries[entries.count - 1] = last.lowerBound..<entry + 1
    } else {
      entries.append(entry..<entry + 1)
    }
  }

  mutating func formUnion(_ other: ListContent) {
    entries += other.entries
    users += other.users
    groups += other.groups
    references += other.references
    scalars += other.scalars
    containingGroups += other.containingGroups
    memberships += other.memberships
    ignored += other.ignored
    providers |= other.providers
    usersWithStatus += other.usersWithStatus
    deletedUsers += other.deletedUsers
    if flaw == nil { flaw = other.flaw }
    if shapeFlaw == nil { shapeFlaw = other.shapeFlaw }
  }
}
