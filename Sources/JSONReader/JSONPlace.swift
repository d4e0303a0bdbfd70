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
    // Counted without a branch, which eight bytes and more go through at once.
    let breaks = before.withUnsafeBufferPointer { bytes in
      bytes.reduce(0) { $0 &+ ($1 == 0x0a ? 1 : 0) }
    }
    line = start.line + breaks
    guard breaks > 0 else {
      column = start.column + offset
      return
    }
    var last = before.count - 1
    while before[last] != 0x0a { last -= 1 }
    column = offset - last
  }
}

extension JSONPlace: CustomStringConvertible {
  package var description: String { "line \(line), column \(column)" }
}
