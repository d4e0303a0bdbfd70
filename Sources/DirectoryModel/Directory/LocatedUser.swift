/// A person that a search did not return, but that looking the id up has found.
package struct LocatedUser: Equatable, Sendable {
  package let id: String
  /// Where it lies now: the DN.
  package let place: String
  package let email: String?
  package let displayName: String?
  /// ``EntryState/deleted`` for a tombstone.
  package let state: EntryState

  package init(id: String, place: String, email: String?, displayName: String?, state: EntryState) {
    self.id = id
    self.place = place
    self.email = email
    self.displayName = displayName
    self.state = state
  }
}

extension DirectorySnapshot {
  /// This snapshot of one source with the people whom looking up has found; they are out of scope.
  package func adding(_ located: [LocatedUser]) throws(ArenaFull) -> DirectorySnapshot {
    guard !located.isEmpty, var reading = readings.first else { return self }
    var texts = ByteArenaBuilder()
    _ = try texts.append(UnsafeRawBufferPointer(start: arena.base, count: arena.count))
    var users = users
    for user in located {
      users.ids.append(try texts.append(user.id))
      users.emails.append(try texts.append(user.email))
      users.names.append(try texts.append(user.displayName))
      users.places.append(try texts.append(user.place))
      users.states.append(user.state)
      users.marks.append([.located, .leftOutByFilter])
      if !users.preferences.isEmpty { users.preferences.append(0) }
      if !users.changeTimes.isEmpty { users.changeTimes.append(0) }
    }
    reading.users = 0..<users.count
    return DirectorySnapshot(
      readings: [reading],
      arena: texts.finish(),
      users: users,
      groups: groups,
      members: members,
      subgroups: subgroups,
      advisories: advisories
    )
  }
}
