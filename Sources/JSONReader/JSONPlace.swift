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
    var line = start.line
    var origin = 1 - start.column
    for index in 0..<max(0, min(offset, bytes.count)) where bytes[index] == 0x0a {
      line += 1
      origin = index + 1
    }
    self.line = line
    column = offset - origin + 1
  }
}

extension JSONPlace: CustomStringConvertible {
  package var description: String { "line \(line), column \(column)" }
}
