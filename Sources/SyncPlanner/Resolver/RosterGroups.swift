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
    for group in 0..<directory.groups.count {
      if directory.groups.ids[group].isBlank || directory.groups.names[group].isBlank {
        advisories.append(unnamed(directory.group(group)))
        continue
      }
      if directory.groups.leftOut[group] || blocked.contains(group) { continue }
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
    var index = TextIndex(capacity: directory.groups.count)
    var shared: Set<Int> = []
    directory.groups.ids.withUnsafeBufferPointer { texts in
      for row in 0..<texts.count where !texts[row].isBlank {
        guard let first = index.insert(row: row, base: directory.arena.base, texts: texts) else {
          continue
        }
        shared.formUnion([first, row])
        let names = Set([first, row].map { directory.group($0).reading.description.name }).sorted()
        advisories.append(
          Advisory(
            "groupIdShared",
            subject: directory.group(first).name ?? "",
            message:
              "its id stands for two groups (\(names.joined(separator: " and "))): left as it is"
          )
        )
      }
    }
    return shared
  }

  private static func unnamed(_ group: DirectoryGroup) -> Advisory {
    Advisory(
      "groupLeftOut",
      subject: group.name ?? group.place ?? group.id ?? "",
      message: "the group has no \((group.id ?? "").isEmpty ? "id" : "name"): left as it is"
    )
  }
}
