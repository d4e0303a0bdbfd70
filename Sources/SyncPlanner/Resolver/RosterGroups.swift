internal import DirectoryModel

/// Which groups of the directory take part: with id and name, of one source, by `groups.include` and `groups.exclude`.
enum RosterGroups {
  static func choose(
    _ directory: DirectorySnapshot,
    policy: SyncPolicy
  ) -> (groups: [Int], advisories: [Advisory]) {
    let include = GroupPatterns(policy.groups.include)
    let exclude = GroupPatterns(policy.groups.exclude)
    var chosen: [Int] = []
    var advisories: [Advisory] = []
    let blocked = sharedIDs(directory, &advisories)
    for group in 0..<directory.groups.count where !directory.groups.leftOut[group] {
      if directory.groups.ids[group].isBlank || directory.groups.names[group].isBlank {
        advisories.append(unnamed(directory.group(group)))
        continue
      }
      if blocked.contains(group) { continue }
      if !include.isEmpty, !include.matches(group, of: directory) { continue }
      if exclude.matches(group, of: directory) { continue }
      chosen.append(group)
    }
    return (chosen, advisories)
  }

  /// Groups whose id two rows have: nothing is decided about either.
  private static func sharedIDs(
    _ directory: DirectorySnapshot,
    _ advisories: inout [Advisory]
  ) -> Set<Int> {
    var shared: Set<Int> = []
    let index = RowIndex(directory.groups.ids, arena: directory.arena)
    for (first, others) in index.others {
      let rows = [first] + others
      shared.formUnion(rows)
      let sources = Set(rows.map { directory.group($0).reading.description.name }).sorted()
      let names = rows.map { directory.group($0).name ?? "" }
      advisories.append(
        Advisory(
          "groupIdShared",
          subject: names.min { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? "",
          message:
            "its id stands for \(rows.count) groups (\(sources.joined(separator: " and "))): left as they are"
        )
      )
    }
    return shared
  }

  private static func unnamed(_ group: DirectoryGroup) -> Advisory {
    let isWithoutID = (group.id ?? "").isEmpty
    return Advisory(
      "groupLeftOut",
      subject: group.name ?? group.place ?? group.id ?? "",
      message: isWithoutID
        ? "the group has no id: left as it is, and while it has none, no group of its source counts as gone"
        : "the group has no name: left as it is"
    )
  }
}
