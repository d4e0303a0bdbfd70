import DirectoryModel
import TestSupport

/// A snapshot in the words of the generator's expectation.
struct ReadDirectory: Equatable {
  var users: [String: DirectoryExpectation.User] = [:]
  var groups: [String: DirectoryExpectation.Group] = [:]

  init(_ snapshot: DirectorySnapshot) {
    for row in 0..<snapshot.users.count {
      let user = snapshot.user(row)
      guard !user.marks.contains(.leftOutAsExtra) else { continue }
      users[user.email ?? "row \(row)"] = DirectoryExpectation.User(
        name: user.displayName ?? "",
        disabled: user.state == .disabled,
        dn: user.place ?? ""
      )
    }
    for row in 0..<snapshot.groups.count where !snapshot.groups.leftOut[row] {
      let group = snapshot.group(row)
      groups[group.name ?? "row \(row)"] = DirectoryExpectation.Group(
        dn: group.place ?? "",
        direct: Self.mails(snapshot, snapshot.members[row]),
        all: Self.mails(snapshot, Self.everyone(snapshot, row))
      )
    }
  }

  init(_ expectation: DirectoryExpectation) {
    users = expectation.users
    groups = expectation.groups
  }

  /// What two directories differ in, a line each: empty if they agree.
  func differences(from other: ReadDirectory) -> [String] {
    Set(users.keys).union(other.users.keys).sorted().compactMap { key in
      users[key] == other.users[key]
        ? nil : "\(key): \(users[key] as Any), expected \(other.users[key] as Any)"
    }
      + Set(groups.keys).union(other.groups.keys).sorted().compactMap { key in
        guard let mine = groups[key], let theirs = other.groups[key] else {
          return "\(key): \(groups[key] == nil ? "missing" : "unexpected")"
        }
        if mine == theirs { return nil }
        let missing = Set(theirs.all).subtracting(mine.all).sorted()
        let more = Set(mine.all).subtracting(theirs.all).sorted()
        return "\(key): \(mine.dn), expected \(theirs.dn); missing \(missing), unexpected \(more)"
      }
  }

  /// Leaves out how names are written, which differs from server to server.
  func withoutNames() -> ReadDirectory {
    var copy = self
    for key in copy.users.keys { copy.users[key]?.dn = "" }
    for key in copy.groups.keys { copy.groups[key]?.dn = "" }
    return copy
  }

  private static func mails(
    _ snapshot: DirectorySnapshot,
    _ rows: some Sequence<UInt32>
  ) -> [String] {
    rows.compactMap { snapshot.user(Int($0)).email }.sorted()
  }

  private static func everyone(_ snapshot: DirectorySnapshot, _ group: Int) -> Set<UInt32> {
    var seen: Set<Int> = [group]
    var waiting = [group]
    var users: Set<UInt32> = []
    while let next = waiting.popLast() {
      users.formUnion(snapshot.members[next])
      for child in snapshot.subgroups[next] where seen.insert(Int(child)).inserted {
        waiting.append(Int(child))
      }
    }
    return users
  }
}
