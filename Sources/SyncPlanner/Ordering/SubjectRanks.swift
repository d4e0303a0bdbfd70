internal import DirectoryModel

/// The order in which people and groups stand in a plan: bytewise by address, then id; by name, then id.
///
/// Only people who occur in a draft are ranked. The first sixteen bytes decide nearly every comparison.
struct SubjectRanks {
  /// By the organization's members; meaningful for those that occur.
  private var ofMember: [UInt32]
  /// By rows of the directory, for people who are yet to be invited.
  private var ofPerson: [Int: UInt32] = [:]
  private var ofGroup: [Int64: UInt32] = [:]

  init(_ drafts: [Draft], _ world: World) {
    ofMember = [UInt32](repeating: 0, count: world.members.count)
    rankPeople(drafts, world)
    rankGroups(drafts, world)
  }

  func subject(of draft: Draft) -> UInt32 {
    if draft.member >= 0 { return ofMember[Int(draft.member)] }
    return draft.person >= 0 ? ofPerson[Int(draft.person)] ?? 0 : 0
  }

  func group(of draft: Draft) -> UInt32 { ofGroup[Self.groupKey(draft)] ?? 0 }

  /// One number for a group, whichever side it is on.
  static func groupKey(_ draft: Draft) -> Int64 {
    if draft.group >= 0 { return Int64(draft.group) }
    return draft.rosterGroup >= 0 ? -1 - Int64(draft.rosterGroup) : .min
  }

  private struct Key {
    let high: UInt64
    let low: UInt64
    let email: UnsafeRawBufferPointer
    let id: UnsafeRawBufferPointer
    let member: Int32
    let person: Int32

    init(
      _ email: UnsafeRawBufferPointer,
      _ id: UnsafeRawBufferPointer,
      member: Int32 = -1,
      person: Int32 = -1
    ) {
      self.email = email
      self.id = id
      self.member = member
      self.person = person
      high = Self.word(email, at: 0)
      low = Self.word(email, at: 8)
    }

    /// Eight bytes, big-endian, filled up with zeros.
    private static func word(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
      if bytes.count >= offset + 8 {
        return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      }
      var word: UInt64 = 0
      for index in offset..<offset + 8 {
        word = word << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0)
      }
      return word
    }

    static func precedes(_ left: Key, _ right: Key) -> Bool {
      if left.high != right.high { return left.high < right.high }
      if left.low != right.low { return left.low < right.low }
      let order = SeenIDs.compare(left.email, right.email)
      if order != 0 { return order < 0 }
      return SeenIDs.compare(left.id, right.id) < 0
    }
  }

  private mutating func rankPeople(_ drafts: [Draft], _ world: World) {
    var isKnown = [Bool](repeating: false, count: world.members.count)
    var keys: [Key] = []
    for draft in drafts {
      if draft.member >= 0 {
        let member = Int(draft.member)
        if isKnown[member] { continue }
        isKnown[member] = true
        keys.append(
          Key(
            world.bytes(ofMember: world.members.emails[member]),
            world.bytes(ofMember: world.members.ids[member]),
            member: draft.member
          )
        )
      } else if draft.action == .invite {
        let person = Int(draft.person)
        keys.append(
          Key(
            world.bytes(ofUser: world.directory.users.emails[person]),
            world.bytes(ofUser: world.directory.users.ids[person]),
            person: draft.person
          )
        )
      }
    }
    keys.sort(by: Key.precedes)
    for (rank, key) in keys.enumerated() {
      if key.member >= 0 {
        ofMember[Int(key.member)] = UInt32(rank)
      } else {
        ofPerson[Int(key.person)] = UInt32(rank)
      }
    }
  }

  private mutating func rankGroups(_ drafts: [Draft], _ world: World) {
    var names: [Int64: (name: String, id: String)] = [:]
    for draft in drafts {
      let key = Self.groupKey(draft)
      if key == .min || names[key] != nil { continue }
      if draft.group >= 0 {
        let group = world.organization.group(Int(draft.group))
        names[key] = (group.name, group.id)
      } else {
        let group = world.directory.group(Int(draft.rosterGroup))
        names[key] = (group.name ?? "", group.id ?? "")
      }
    }
    let sorted = names.sorted { left, right in
      // Bytes decide of both: equivalent texts are not the same, and their order must not depend on a table's.
      if !left.value.name.utf8.elementsEqual(right.value.name.utf8) {
        return left.value.name.utf8.lexicographicallyPrecedes(right.value.name.utf8)
      }
      if !left.value.id.utf8.elementsEqual(right.value.id.utf8) {
        return left.value.id.utf8.lexicographicallyPrecedes(right.value.id.utf8)
      }
      // The organization's own before one that is yet to be created.
      return left.key > right.key
    }
    for (rank, entry) in sorted.enumerated() { ofGroup[entry.key] = UInt32(rank) }
  }
}
