internal import DirectoryModel

/// Who is whom by external id: the first and only sure way.
struct Matching {
  /// The directory's row that stands for each member, or -1.
  private(set) var personOfMember: [Int32]
  /// The member of each row of the directory, or -1.
  private(set) var memberOfPerson: [Int32]
  /// Members that share their external id with another.
  private(set) var doubles: Set<Int> = []

  /// Linear in members: one look-up each.
  init(_ world: World) {
    let members = world.members
    personOfMember = [Int32](repeating: -1, count: members.count)
    memberOfPerson = [Int32](repeating: -1, count: world.directory.users.count)
    let entries = world.directory.usersByID
    let hasDoubles = !entries.others.isEmpty
    for member in 0..<members.count {
      let id = members.externalIDs[member]
      if id.isNone { continue }
      guard let first = entries.first(world.bytes(ofMember: id)) else { continue }
      let row = hasDoubles ? Self.representative(entries.rows(ofFirst: first), world) : first
      personOfMember[member] = Int32(row)
      let earlier = memberOfPerson[row]
      if earlier >= 0 {
        doubles.insert(Int(earlier))
        doubles.insert(member)
      } else {
        memberOfPerson[row] = Int32(member)
      }
    }
    addAbsentDoubles(world)
  }

  /// Members that share an id which no source has now.
  private mutating func addAbsentDoubles(_ world: World) {
    let members = world.members
    let isAbsent = { [personOfMember] (member: Int) in
      personOfMember[member] < 0 && !members.externalIDs[member].isNone
    }
    guard personOfMember.indices.contains(where: isAbsent) else { return }
    let index = RowIndex(members.externalIDs, arena: world.organization.arena, where: isAbsent)
    for (first, others) in index.others { doubles.formUnion([first] + others) }
  }

  /// Of several entries with one id, the one that decides (`DESIGN.md` section 4, "Departure").
  static func representative(_ rows: [Int], _ world: World) -> Int {
    rows.min { left, right in
      let a = rank(world.roster.standings[left])
      let b = rank(world.roster.standings[right])
      return a == b ? world.directory.precedes(left, right) : a < b
    } ?? rows[0]
  }

  private static func rank(_ standing: Standing) -> Int {
    switch standing {
    case .member: 0
    case .blocked: 1
    case .unusable: 2
    case .undecided: 3
    case .merged: 4
    case .disabled: 5
    case .outOfScope: 6
    case .deleted: 7
    }
  }
}
