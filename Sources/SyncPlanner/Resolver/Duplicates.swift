internal import DirectoryModel

/// Judges entries that claim to be the same person, among active entries in scope.
struct Duplicates {
  let directory: DirectorySnapshot
  let prefer: [String]
  private(set) var standings: [Standing]
  private(set) var advisories: [Advisory] = []

  init(directory: DirectorySnapshot, prefer: [String], standings: [Standing]) {
    self.directory = directory
    self.prefer = prefer
    self.standings = standings
  }

  mutating func judge() {
    for (first, others) in directory.usersByID.others.sorted(by: { $0.key < $1.key }) {
      judgeID(rows: [first] + others)
    }
    judgeAddresses()
  }

  /// One id, several rows.
  private mutating func judgeID(rows: [Int]) {
    // An entry that a filter leaves out does not speak for the person: that is the cure.
    let speaking = rows.filter { standings[$0] != .outOfScope }
    let active = speaking.filter { directory.users.states[$0] == .active }
    let sources = Set(speaking.map { directory.reading(ofUser: $0) })
    if sources.count > 1, !active.isEmpty {
      let names = sources.sorted().map { directory.readings[$0].description.name }
      for row in active { standings[row] = .blocked }
      advisories.append(
        Advisory(
          "idInTwoSources",
          subject: subject(of: rows),
          message:
            "its external id is in \(names.joined(separator: " and ")): nothing is given to it; leave it out of one with 'sources[].users.filter'"
        )
      )
      return
    }
    var distinct: [Int] = []
    var places: [[UInt8]: Int] = [:]
    for row in rows where standings[row] == .member {
      let email = Array(directory.arena.bytes(directory.users.emails[row]))
      guard let twin = places[email] else {
        places[email] = distinct.count
        distinct.append(row)
        continue
      }
      let (kept, merged) = ordered(distinct[twin], row)
      distinct[twin] = kept
      standings[merged] = .merged
    }
    guard distinct.count > 1 else { return }
    settle(distinct, what: "one external id with different addresses")
  }

  /// One address, several ids.
  private mutating func judgeAddresses() {
    for (first, others) in directory.usersByAddress.others.sorted(by: { $0.key < $1.key }) {
      let rows = ([first] + others).filter {
        standings[$0] == .member || standings[$0] == .blocked
      }
      // Rows of one id with one address were judged above; bytes decide, not equivalent characters.
      let hasOneID = rows.allSatisfy { sameText(directory.users.ids, rows[0], $0) }
      if !hasOneID { settle(rows, what: "one address with different external ids") }
    }
  }

  /// `users.prefer`: an entry that alone fits the first filter wins, else the next filter is tried.
  private mutating func settle(_ rows: [Int], what: String) {
    let isOpen = rows.allSatisfy { standings[$0] == .member }
    if isOpen, let winner = preferred(among: rows) {
      for row in rows where row != winner { standings[row] = .merged }
      return
    }
    for row in rows { standings[row] = .blocked }
    let names = rows.map { directory.user($0) }
      .map { "\($0.displayName ?? "") (\($0.id ?? ""), \($0.reading.description.name))" }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    advisories.append(
      Advisory(
        "duplicateEntry",
        subject: subject(of: rows),
        message:
          "\(what): \(names.joined(separator: ", ")): nothing is given to them; name the right one with a filter in 'users.prefer'"
      )
    )
  }

  private func preferred(among rows: [Int]) -> Int? {
    guard !directory.users.preferences.isEmpty else { return nil }
    for filter in 0..<min(prefer.count, 32) {
      let fitting = rows.filter { directory.users.preferences[$0] & (1 << UInt32(filter)) != 0 }
      if fitting.count == 1 { return fitting[0] }
    }
    return nil
  }

  private func sameText(_ column: [Text], _ left: Int, _ right: Int) -> Bool {
    SeenIDs.compare(directory.arena.bytes(column[left]), directory.arena.bytes(column[right])) == 0
  }

  /// The later time stamp first, else the lesser display name.
  private func ordered(_ left: Int, _ right: Int) -> (kept: Int, merged: Int) {
    if !directory.users.changeTimes.isEmpty {
      let a = directory.users.changeTimes[left]
      let b = directory.users.changeTimes[right]
      if a != b { return a > b ? (left, right) : (right, left) }
    }
    return directory.precedes(left, right) ? (left, right) : (right, left)
  }

  private func subject(of rows: [Int]) -> String {
    rows.map { directory.user($0).subject }
      .min { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? ""
  }
}
