/// Sets of users, shared by the groups that have the same: a chain of ten thousand groups needs one set a
/// component, not one a group.
package struct MembershipSets: Sendable {
  /// The memberships as read: the set of a flat group is its row here, uncopied.
  package let input: Rows
  /// Sorted rows of users that flattening made.
  package private(set) var rows = Rows()
  /// Words of bitsets over ``universe``, one after another.
  package private(set) var words: [UInt64] = []
  /// The users that bitsets number, sorted: bit n of a set is user `universe[n]`.
  package let universe: [UInt32]
  package private(set) var sets: [Set] = []
  /// The set of each group, by its position.
  package private(set) var setOfGroup: [Int] = []

  package enum Set: Equatable, Sendable {
    /// A row of ``input``.
    case input(Int)
    /// A row of ``rows``.
    case row(Int)
    /// A bitset that begins at this word.
    case bits(Int)
  }

  package init(input: Rows = Rows(), universe: [UInt32] = []) {
    self.input = input
    self.universe = universe
  }

  package var wordsPerSet: Int { (universe.count + 63) / 64 }

  package var groupCount: Int { setOfGroup.count }

  /// Adds the row of a flat group.
  package mutating func add(inputRow row: Int) -> Int {
    sets.append(.input(row))
    return sets.count - 1
  }

  /// Adds a row of sorted, distinct users.
  package mutating func add(row: some Sequence<UInt32>) -> Int {
    rows.append(row: row)
    sets.append(.row(rows.count - 1))
    return sets.count - 1
  }

  /// Adds a bitset of ``wordsPerSet`` words.
  package mutating func add(bits: some Sequence<UInt64>) -> Int {
    sets.append(.bits(words.count))
    words.append(contentsOf: bits)
    return sets.count - 1
  }

  /// Gives the next group its set.
  package mutating func assign(set: Int) {
    setOfGroup.append(set)
  }

  /// Calls `body` with each user of a set, in ascending order.
  package func forEachUser(ofSet set: Int, _ body: (UInt32) -> Void) {
    switch sets[set] {
    case .input(let row):
      for index in input.range(row) { body(input.values[index]) }
    case .row(let row):
      for index in rows.range(row) { body(rows.values[index]) }
    case .bits(let start):
      for word in 0..<wordsPerSet {
        var bits = words[start + word]
        while bits != 0 {
          body(universe[word * 64 + bits.trailingZeroBitCount])
          bits &= bits - 1
        }
      }
    }
  }

  package func forEachUser(ofGroup group: Int, _ body: (UInt32) -> Void) {
    forEachUser(ofSet: setOfGroup[group], body)
  }

  package func users(ofGroup group: Int) -> [UInt32] {
    var users: [UInt32] = []
    forEachUser(ofGroup: group) { users.append($0) }
    return users
  }

  package func count(ofGroup group: Int) -> Int {
    switch sets[setOfGroup[group]] {
    case .input(let row): input.range(row).count
    case .row(let row): rows.range(row).count
    case .bits(let start):
      words[start..<start + wordsPerSet].reduce(0) { $0 + $1.nonzeroBitCount }
    }
  }
}
