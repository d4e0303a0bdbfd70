extension DirectorySnapshot {
  /// The snapshots of several sources as one; a single one is returned as it is.
  ///
  /// - Throws: ``ArenaFull`` if the texts of all together pass 4 GiB.
  package static func merging(_ snapshots: [DirectorySnapshot]) throws(ArenaFull)
    -> DirectorySnapshot
  {
    if snapshots.count == 1 { return snapshots[0] }
    var texts = ByteArenaBuilder()
    var users = UserColumns()
    var groups = GroupColumns()
    var members = Rows()
    var subgroups = Rows()
    var readings: [SourceReading] = []
    let hasPreferences = snapshots.contains { !$0.users.preferences.isEmpty }
    let hasChangeTimes = snapshots.contains { !$0.users.changeTimes.isEmpty }
    for snapshot in snapshots {
      let block = try texts.append(
        UnsafeRawBufferPointer(start: snapshot.arena.base, count: snapshot.arena.count)
      )
      func moved(_ texts: [Text]) -> [Text] {
        texts.map { $0.isNone ? $0 : Text(offset: $0.offset + block.offset, count: $0.count) }
      }
      let firstUser = users.count
      let firstGroup = groups.count
      users.ids += moved(snapshot.users.ids)
      users.emails += moved(snapshot.users.emails)
      users.names += moved(snapshot.users.names)
      users.places += moved(snapshot.users.places)
      users.states += snapshot.users.states
      users.marks += snapshot.users.marks
      if hasPreferences {
        users.preferences += snapshot.users.preferences.padded(to: snapshot.users.count)
      }
      if hasChangeTimes {
        users.changeTimes += snapshot.users.changeTimes.padded(to: snapshot.users.count)
      }
      groups.ids += moved(snapshot.groups.ids)
      groups.names += moved(snapshot.groups.names)
      groups.places += moved(snapshot.groups.places)
      groups.leftOut += snapshot.groups.leftOut
      groups.doubtful += snapshot.groups.doubtful
      for row in 0..<snapshot.groups.count {
        members.append(row: snapshot.members[row].lazy.map { $0 + UInt32(firstUser) })
        subgroups.append(row: snapshot.subgroups[row].lazy.map { $0 + UInt32(firstGroup) })
      }
      for var reading in snapshot.readings {
        reading.users = reading.users.moved(by: firstUser)
        reading.groups = reading.groups?.moved(by: firstGroup)
        readings.append(reading)
      }
    }
    return DirectorySnapshot(
      readings: readings,
      arena: texts.finish(),
      users: users,
      groups: groups,
      members: members,
      subgroups: subgroups,
      advisories: snapshots.flatMap(\.advisories)
    )
  }
}

extension Range<Int> {
  fileprivate func moved(by distance: Int) -> Range<Int> {
    lowerBound + distance..<upperBound + distance
  }
}

extension Array where Element: ExpressibleByIntegerLiteral {
  fileprivate func padded(to count: Int) -> [Element] {
    isEmpty ? [Element](repeating: 0, count: count) : self
  }
}
