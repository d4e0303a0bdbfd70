/// Finds rows by text: open addressing over slots of 8 bytes, half hash and half row number.
///
/// The texts stay in their arena; the table compares bytes there. Which of two equal texts is found is the
/// caller's business: ``insert(_:row:base:texts:)`` keeps the first and returns its row.
/// The seed is random per process, so that hostile input cannot choose its collisions; table order
/// never reaches any output.
package struct TextIndex: Sendable {
  private var slots: [UInt64]
  private var mask: Int
  private var used = 0

  private static let seed: UInt64 = .random(in: 1 ... .max) | 1
  private static let empty: UInt64 = .max

  /// - Parameter capacity: Rows expected; the table grows past it.
  package init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [UInt64](repeating: Self.empty, count: size)
    mask = size - 1
  }

  /// The row of an equal text that was inserted before, or nil.
  package func find(
    _ key: UnsafeRawBufferPointer,
    base: UnsafeRawPointer,
    texts: UnsafeBufferPointer<Text>
  ) -> Int? {
    let hash = Self.hash(key)
    let tag = hash >> 32
    var position = Int(tag) & mask
    return slots.withUnsafeBufferPointer { slots in
      while slots[position] != Self.empty {
        let slot = slots[position]
        if slot >> 32 == tag {
          let row = Int(slot & 0xffff_ffff)
          if Self.equal(key, texts[row], base) { return row }
        }
        position = (position + 1) & mask
      }
      return nil
    }
  }

  /// Inserts `row` under its own text.
  ///
  /// - Returns: The row that already has this text; nil if `row` was inserted.
  package mutating func insert(
    row: Int,
    base: UnsafeRawPointer,
    texts: UnsafeBufferPointer<Text>
  ) -> Int? {
    let text = texts[row]
    let key = UnsafeRawBufferPointer(start: base + Int(text.offset), count: Int(text.count))
    return insert(key, row: row, base: base, texts: texts)
  }

  /// Inserts `row` under `key`, whose bytes need not be in the arena yet.
  package mutating func insert(
    _ key: UnsafeRawBufferPointer,
    row: Int,
    base: UnsafeRawPointer,
    texts: UnsafeBufferPointer<Text>
  ) -> Int? {
    if (used + 1) * 4 > slots.count * 3 { grow() }
    let hash = Self.hash(key)
    let tag = hash >> 32
    var position = Int(tag) & mask
    while slots[position] != Self.empty {
      let slot = slots[position]
      if slot >> 32 == tag {
        let other = Int(slot & 0xffff_ffff)
        if Self.equal(key, texts[other], base) { return other }
      }
      position = (position + 1) & mask
    }
    slots[position] = tag << 32 | UInt64(UInt32(row))
    used += 1
    return nil
  }

  /// The half of the hash in a slot says where it belongs: no text is looked at again.
  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: Self.empty, count: old.count * 2)
    mask = slots.count - 1
    for slot in old where slot != Self.empty {
      var position = Int(slot >> 32) & mask
      while slots[position] != Self.empty { position = (position + 1) & mask }
      slots[position] = slot
    }
  }

  private static func equal(
    _ key: UnsafeRawBufferPointer,
    _ text: Text,
    _ base: UnsafeRawPointer
  ) -> Bool {
    let count = Int(text.count)
    guard key.count == count else { return false }
    guard count > 0, let left = key.baseAddress else { return true }
    let right = base + Int(text.offset)
    var index = 0
    while index + 8 <= count {
      let a = left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let b = right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if a != b { return false }
      index += 8
    }
    while index < count {
      let a = left.load(fromByteOffset: index, as: UInt8.self)
      let b = right.load(fromByteOffset: index, as: UInt8.self)
      if a != b { return false }
      index += 1
    }
    return true
  }

  /// Multiply and fold, eight bytes at a time, seeded.
  private static func hash(_ key: UnsafeRawBufferPointer) -> UInt64 {
    var state = seed ^ UInt64(key.count)
    guard let start = key.baseAddress else { return fold(state, 0x9e37_79b9_7f4a_7c15) }
    var index = 0
    while index + 8 <= key.count {
      state = fold(
        state ^ start.loadUnaligned(fromByteOffset: index, as: UInt64.self),
        0x9e37_79b9_7f4a_7c15
      )
      index += 8
    }
    var rest: UInt64 = 0
    while index < key.count {
      rest = rest << 8 | UInt64(start.load(fromByteOffset: index, as: UInt8.self))
      index += 1
    }
    return fold(fold(state ^ rest, 0xd6e8_feb8_6659_fd93), 0x9e37_79b9_7f4a_7c15 ^ seed)
  }

  @inline(__always)
  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
