/// The keys of the last record, in order: the next record mostly has the same, and a comparison costs less than passing
/// a key and looking it up.
struct KeyForecast: Sendable {
  private var keys: [Key] = []
  private var next = 0

  /// Keys of one record that are remembered.
  private static let mostKeys = 1 << 10
  /// Bytes of a key with its closing quote.
  private static let longest = 24

  private struct Key: Sendable {
    let parent: JSONPathTable.Node
    let child: JSONPathTable.Node
    /// Of the key without quotes.
    let count: Int
    /// The key and its closing quote, eight bytes each; the masks leave out what lies behind.
    let words: (UInt64, UInt64, UInt64)
    let masks: (UInt64, UInt64, UInt64)
  }

  /// A record begins.
  mutating func restart() { next = 0 }

  /// Whether the next key of `parent` is as it was in the last record.
  ///
  /// - Parameters:
  ///   - parent: Where in the table the object stands.
  ///   - bytes: The text.
  ///   - start: Where the key begins, behind its quote.
  /// - Returns: Where its value stands, and how many bytes it has without quotes; nil if it has to be read.
  @inline(__always)
  mutating func match(
    _ parent: JSONPathTable.Node,
    _ bytes: Span<UInt8>,
    at start: Int
  ) -> (child: JSONPathTable.Node, count: Int)? {
    guard next < keys.count, start &+ Self.longest <= bytes.count else { return nil }
    let key = keys[next]
    let raw = bytes.bytes
    let first = raw.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
    guard key.parent == parent, (first ^ key.words.0) & key.masks.0 == 0 else { return nil }
    if key.count >= 8 {
      let second = raw.unsafeLoadUnaligned(fromByteOffset: start &+ 8, as: UInt64.self)
      let third = raw.unsafeLoadUnaligned(fromByteOffset: start &+ 16, as: UInt64.self)
      guard
        (second ^ key.words.1) & key.masks.1 | (third ^ key.words.2) & key.masks.2 == 0
      else { return nil }
    }
    next &+= 1
    return (key.child, key.count)
  }

  /// Remembers a key that was read.
  ///
  /// - Parameters:
  ///   - parent: As for ``match(_:_:at:)``.
  ///   - child: Where its value stands.
  ///   - bytes: The text.
  ///   - text: Where the key is; one that is escaped, too long or at the end of the bytes never fits again.
  mutating func remember(
    _ parent: JSONPathTable.Node,
    _ child: JSONPathTable.Node,
    _ bytes: Span<UInt8>,
    _ text: JSONText
  ) {
    guard next < Self.mostKeys else { return }
    let raw = bytes.bytes
    let length = text.count + 1
    let isFit =
      !text.hasEscapes && length <= Self.longest && text.start + Self.longest <= bytes.count
    func word(_ number: Int) -> UInt64 {
      isFit
        ? raw.unsafeLoadUnaligned(fromByteOffset: text.start + number * 8, as: UInt64.self) : 0
    }
    func mask(_ number: Int) -> UInt64 {
      let covered = min(max(length - number * 8, 0), 8)
      return covered == 8 ? .max : UInt64(littleEndian: 1 << UInt64(covered * 8) &- 1)
    }
    let key = Key(
      parent: isFit ? parent : Self.nowhere,
      child: child,
      count: text.count,
      words: (word(0), word(1), word(2)),
      masks: (mask(0), mask(1), mask(2))
    )
    if next < keys.count { keys[next] = key } else { keys.append(key) }
    next += 1
  }

  /// No parent.
  private static let nowhere = JSONPathTable.Node.min
}
