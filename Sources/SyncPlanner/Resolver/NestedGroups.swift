internal import DirectoryModel

/// Flattens nested groups: the users of each group and of all groups below it.
///
/// Tarjan's strongly connected components over flat arrays and with its own stack, children first; one set for
/// each component, shared by its groups and by a parent that adds nothing. A union is made with marks while it is
/// sparse and with bitsets once its children together are large, since marks alone die on layers of
/// groups and bitsets alone on many small groups of many users.
struct NestedGroups {
  private let members: Rows
  private let subgroups: Rows
  private var sets: MembershipSets
  private var component: [Int32]
  /// Groups of each component that is more than one group, or one that contains itself.
  private(set) var cycles: [[Int]] = []
  private var setOfComponent: [Int] = []
  private var sizeOfSet: [Int] = []
  private var marks: [UInt32]
  private var mark: UInt32 = 0
  /// The number of each user of ``MembershipSets/universe`` in bitsets, or -1.
  private var bitOfUser: [Int32] = []

  /// - Returns: The set of each group, and the cycles that were met, each with its groups in ascending order.
  static func flatten(
    members: Rows,
    subgroups: Rows,
    userCount: Int
  ) -> (sets: MembershipSets, cycles: [[Int]]) {
    var flattening = NestedGroups(members: members, subgroups: subgroups, userCount: userCount)
    flattening.run()
    return (flattening.sets, flattening.cycles)
  }

  private init(members: Rows, subgroups: Rows, userCount: Int) {
    self.members = members
    self.subgroups = subgroups
    component = [Int32](repeating: -1, count: members.count)
    marks = [UInt32](repeating: 0, count: userCount)
    sets = MembershipSets(input: members)
    guard !subgroups.values.isEmpty else { return }
    // Bitsets number only the users that occur in groups with subgroups, or in subgroups.
    var isNested = [Bool](repeating: false, count: members.count)
    for group in 0..<members.count where !subgroups.range(group).isEmpty {
      isNested[group] = true
      for child in subgroups[group] { isNested[Int(child)] = true }
    }
    bitOfUser = [Int32](repeating: -1, count: userCount)
    for group in 0..<members.count where isNested[group] {
      for user in members[group] { bitOfUser[Int(user)] = 0 }
    }
    var universe: [UInt32] = []
    for user in 0..<userCount where bitOfUser[user] == 0 {
      bitOfUser[user] = Int32(universe.count)
      universe.append(UInt32(user))
    }
    sets = MembershipSets(input: members, universe: universe)
  }

  private mutating func run() {
    var index = [Int32](repeating: -1, count: members.count)
    var low = [Int32](repeating: 0, count: members.count)
    var next: Int32 = 0
    var stack: [Int] = []
    var calls: [(group: Int, child: Int)] = []
    for root in 0..<members.count where index[root] < 0 {
      calls.append((root, 0))
      while let call = calls.last {
        let group = call.group
        if call.child == 0, index[group] < 0 {
          index[group] = next
          low[group] = next
          next += 1
          stack.append(group)
        }
        let children = subgroups.range(group)
        var descended = false
        var position = call.child
        while position < children.count {
          let child = Int(subgroups.values[children.lowerBound + position])
          position += 1
          if index[child] < 0 {
            calls[calls.count - 1].child = position
            calls.append((child, 0))
            descended = true
            break
          }
          if component[child] < 0 { low[group] = min(low[group], index[child]) }
        }
        if descended { continue }
        calls.removeLast()
        if let parent = calls.last { low[parent.group] = min(low[parent.group], low[group]) }
        if low[group] == index[group] { close(root: group, &stack) }
      }
    }
    for group in 0..<members.count { sets.assign(set: setOfComponent[Int(component[group])]) }
  }

  /// A component is complete: its groups lie on top of the stack.
  private mutating func close(root: Int, _ stack: inout [Int]) {
    let number = Int32(setOfComponent.count)
    var groups: [Int] = []
    while let group = stack.popLast() {
      component[group] = number
      groups.append(group)
      if group == root { break }
    }
    if groups.count > 1 || subgroups[root].contains(UInt32(root)) {
      cycles.append(groups.sorted())
    }
    var children: Set<Int> = []
    for group in groups {
      for child in subgroups[group] where component[Int(child)] != number {
        children.insert(setOfComponent[Int(component[Int(child)])])
      }
    }
    setOfComponent.append(union(groups: groups, children: children.sorted()))
  }

  private mutating func union(groups: [Int], children: [Int]) -> Int {
    if children.isEmpty, groups.count == 1 {
      sizeOfSet.append(members.range(groups[0]).count)
      return sets.add(inputRow: groups[0])
    }
    let total =
      groups.reduce(0) { $0 + members.range($1).count } + children.reduce(0) { $0 + sizeOfSet[$1] }
    return total > sets.wordsPerSet + 64
      ? unionOfBits(groups: groups, children: children)
      : unionOfMarks(groups: groups, children: children)
  }

  private mutating func unionOfMarks(groups: [Int], children: [Int]) -> Int {
    mark += 1
    var users: [UInt32] = []
    for group in groups {
      for user in members[group] where marks[Int(user)] != mark {
        marks[Int(user)] = mark
        users.append(user)
      }
    }
    let mark = mark
    for child in children {
      sets.forEachUser(ofSet: child) { user in
        if marks[Int(user)] != mark {
          marks[Int(user)] = mark
          users.append(user)
        }
      }
    }
    if let same = children.first(where: { sizeOfSet[$0] == users.count }) { return same }
    users.sort()
    sizeOfSet.append(users.count)
    return sets.add(row: users)
  }

  private mutating func unionOfBits(groups: [Int], children: [Int]) -> Int {
    let large = children.compactMap { child in
      sets.bits(ofSet: child).map { (bits: $0, count: sizeOfSet[child]) }
    }
    var union = BitUnion(of: large, wordCount: sets.wordsPerSet)
    for child in children where sets.bits(ofSet: child) == nil {
      sets.forEachUser(ofSet: child) { union.insert(Int(bitOfUser[Int($0)])) }
    }
    for group in groups {
      for user in members[group] { union.insert(Int(bitOfUser[Int(user)])) }
    }
    if let same = children.first(where: { sizeOfSet[$0] == union.count }) { return same }
    sizeOfSet.append(union.count)
    return sets.add(bits: union.words)
  }
}
