internal import DirectoryModel

/// How sure it is, group by group, that its members are all there.
struct GroupCovers {
  private var levels: [Completeness?]
  private var files: [Int?]
  /// Lists that name groups and members alike cover every group, with this level.
  var coversAll = false
  var allLevel = Completeness.proven
  /// Users say which groups they are in, but not this one, so that they do not cover all groups: its version.
  var silentUser: UInt32?
  /// A member is not in the list of users; a group in a group is not in the list of groups.
  var hasUnknownMembers = false
  var hasUnknownGroups = false

  init(groups: Int) {
    levels = [Completeness?](repeating: nil, count: groups)
    files = [Int?](repeating: nil, count: groups)
  }

  func isCovered(_ row: Int) -> Bool { coversAll || levels[row] != nil }

  /// The file of the group's list, if it has one of its own.
  func file(_ row: Int) -> Int? { files[row] }

  /// Notes a list of the group.
  mutating func add(_ row: Int, level: Completeness, file: Int) {
    levels[row] = min(levels[row] ?? .proven, level)
    files[row] = files[row] ?? file
  }

  /// The group's own count agrees.
  mutating func prove(_ row: Int) {
    levels[row] = levels[row] == .doubtful ? .doubtful : .proven
  }

  /// How sure it is that all members of one group are there.
  func level(ofGroup row: Int) -> Completeness { levels[row] ?? allLevel }

  /// The level of all memberships; that of the list of groups if there is no group.
  func level(of groups: Completeness) -> Completeness {
    if hasUnknownMembers || hasUnknownGroups { return .doubtful }
    if levels.isEmpty { return groups }
    return levels.map { $0 ?? allLevel }.min() ?? groups
  }
}
