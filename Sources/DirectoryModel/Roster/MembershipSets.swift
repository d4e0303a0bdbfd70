/// Sets of users, shared by the groups that have the same: a chain of ten thousand groups needs one set a
/// component, not one a group.
package struct MembershipSets: Sendable {
  /// The memberships as read: the set of a flat group is its row here, uncopied.
  package let input: Rows
  /// Sorted rows of users that flattening made.
  package private(set) var rows = Rows()
  /// Bitsets over ``universe``, each of ``wordsPerSet`` words.
  package private(set) var bitsets: [[UInt64]] = []
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
    /// One of ``bitsets``.
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
  package mutating func add(bits: [UInt64]) -> Int {
    sets.append(.bits(bitsets.count))
    bitsets.append(bits)
    return sets.count - 1
  }

  /// The bits of a set that is kept so.
  package func bits(ofSet set: Int) -> [UInt64]? {
    guard case .bits(let number) = sets[set] else { return nil }
    return bitsets[number]
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
    case .bits(let number):
      let words = bitsets[number]
      for word in words.indices {
        var bits = words[word]
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
}
