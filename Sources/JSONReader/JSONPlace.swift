/// A place in a text: line and column, both counted from 1, the column in bytes.
package struct JSONPlace: Equatable, Sendable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place of the byte at `offset`.
  ///
  /// Linear in `offset`.
  package init(offset: Int, in bytes: Span<UInt8>) {
    var line = 1
    var start = 0
    for index in 0..<max(0, min(offset, bytes.count)) where bytes[index] == 0x0a {
      line += 1
      start = index + 1
    }
    self.line = line
    column = offset - start + 1
  }
}

extension JSONPlace: CustomStringConvertible {
  package var description: String { "line \(line), column \(column)" }
}
