internal import DirectoryModel

/// Every id, address or name by which records refer to each other, numbered: each text is stored once,
/// whether it is met in a user or in a thousand memberships, and in whatever order.
///
/// The arena must hold a byte before the first text comes.
struct AtomTable {
  private(set) var texts: [Text] = []
  private var index = TextIndex(capacity: 1024)

  /// No atom.
  static let none = UInt32.max

  var count: Int { texts.count }

  /// The number of a text, new or old.
  mutating func number(
    of text: Bytes,
    in arena: inout ByteArenaBuilder
  ) throws(ArenaFull) -> UInt32 {
    let row = texts.count
    guard let base = Self.base(of: arena) else { throw ArenaFull() }
    let known = texts.withUnsafeBufferPointer {
      index.insert(text, row: row, base: base, texts: $0)
    }
    if let known { return UInt32(known) }
    texts.append(try arena.append(text))
    return UInt32(row)
  }

  /// The number of a text, if it has one.
  func find(_ text: Bytes, in arena: borrowing ByteArenaBuilder) -> UInt32? {
    guard let base = Self.base(of: arena) else { return nil }
    return texts.withUnsafeBufferPointer { index.find(text, base: base, texts: $0) }
      .map { UInt32($0) }
  }

  func find(_ text: String, in arena: borrowing ByteArenaBuilder) -> UInt32? {
    var text = text
    return text.withUTF8 { find(Bytes($0), in: arena) }
  }

  subscript(atom: UInt32) -> Text { texts[Int(atom)] }

  /// Where the arena begins; nil while it is empty.
  private static func base(of arena: borrowing ByteArenaBuilder) -> UnsafeRawPointer? {
    arena.count > 0 ? arena.bytes(Text(offset: 0, count: 1)).baseAddress : nil
  }
}
