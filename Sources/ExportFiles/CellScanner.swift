/// Takes the cells of a table's rows apart.
struct CellScanner {
  var position: Int
  let separator: UInt8
  /// More cells than this in a row are not waited for.
  var cellLimit = 1 << 16

  /// A cell: its text lies in this range, in which `quote` may stand doubled.
  struct Cell {
    let range: Range<Int>
    /// The quote that was doubled inside, if one was.
    let doubledQuote: UInt8?
  }

  enum Failure: Error {
    /// The bytes end within the row.
    case unfinished
    case textBehindQuote(Int)
    case tooManyCells
  }

  /// The cells of the row at the position, which ends behind its line break.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - isWhole: Whether nothing follows the bytes: then their end ends the row.
  /// - Returns: One empty cell for a blank line.
  /// - Throws: ``Failure``
  mutating func row(
    _ bytes: UnsafeRawBufferPointer,
    isWhole: Bool
  ) throws(Failure) -> (cells: [Cell], endsWithBreak: Bool) {
    var cells: [Cell] = []
    while true {
      cells.append(try cell(bytes, isWhole: isWhole))
      if cells.count > cellLimit { throw .tooManyCells }
      guard position < bytes.count else {
        guard isWhole else { throw .unfinished }
        return (cells, false)
      }
      let byte = bytes[position]
      position += 1
      if byte == separator { continue }
      if byte == 0x0d {
        guard position < bytes.count else {
          guard isWhole else { throw .unfinished }
          return (cells, true)
        }
        if bytes[position] == 0x0a { position += 1 }
      }
      return (cells, true)
    }
  }

  private mutating func cell(
    _ bytes: UnsafeRawBufferPointer,
    isWhole: Bool
  ) throws(Failure) -> Cell {
    guard position < bytes.count else {
      guard isWhole else { throw .unfinished }
      return Cell(range: position..<position, doubledQuote: nil)
    }
    let first = bytes[position]
    if first == 0x22 { return try quoted(0x22, bytes, isWhole: isWhole) }
    if first == 0x27 {
      guard position + 1 < bytes.count || isWhole else { throw .unfinished }
      // GAM with quotechar "'".
      if position + 1 < bytes.count, bytes[position + 1] == 0x7b {
        return try quoted(0x27, bytes, isWhole: isWhole)
      }
    }
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == separator || byte == 0x0a || byte == 0x0d { break }
      position += 1
    }
    return Cell(range: start..<position, doubledQuote: nil)
  }

  private mutating func quoted(
    _ quote: UInt8,
    _ bytes: UnsafeRawBufferPointer,
    isWhole: Bool
  ) throws(Failure) -> Cell {
    let start = position + 1
    var isDoubled = false
    position = start
    while position < bytes.count {
      guard bytes[position] == quote else {
        position += 1
        continue
      }
      if position + 1 < bytes.count, bytes[position + 1] == quote {
        isDoubled = true
        position += 2
        continue
      }
      guard position + 1 < bytes.count || isWhole else { throw .unfinished }
      let cell = Cell(range: start..<position, doubledQuote: isDoubled ? quote : nil)
      position += 1
      if position < bytes.count, bytes[position] != separator, bytes[position] != 0x0a,
        bytes[position] != 0x0d
      {
        throw .textBehindQuote(position)
      }
      return cell
    }
    throw .unfinished
  }
}
