/// A place in a text: line and column, both counted from 1, the column in bytes.
package struct JSONPlace: Equatable, Sendable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The start of a text.
  package static let start = JSONPlace(line: 1, column: 1)

  /// The place of the byte at `offset` of bytes that begin at `start`.
  ///
  /// Linear in `offset`.
  package init(offset: Int, in bytes: Span<UInt8>, from start: JSONPlace = .start) {
    let before = bytes.extracting(first: max(0, offset))
    let breaks = Self.lineBreaks(before)
    line = start.line + breaks
    guard breaks > 0 else {
      column = start.column + offset
      return
    }
    var last = before.count - 1
    while before[last] != 0x0a { last -= 1 }
    column = offset - last
  }

  /// Counts eight bytes at a time: the high bit of each is left where the byte is a line break.
  private static func lineBreaks(_ bytes: Span<UInt8>) -> Int {
    let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
    let raw = bytes.bytes
    var count = 0
    var index = 0
    while index &+ 8 <= bytes.count {
      let word =
        raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) ^ 0x0a0a_0a0a_0a0a_0a0a
      count &+= (~((word & low) &+ low | word | low)).nonzeroBitCount
      index &+= 8
    }
    while index < bytes.count {
      if bytes[index] == 0x0a { count &+= 1 }
      index &+= 1
    }
    return count
  }
}

extension JSONPlace: CustomStringConvertible {
  package var description: String { "line \(line), column \(column)" }
}
