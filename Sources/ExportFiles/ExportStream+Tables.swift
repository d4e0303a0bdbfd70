internal import JSONReader

extension ExportStream {
  /// Reads the header line of a table.
  ///
  /// - Returns: The numbers of the paths that are columns; nil if no column of the line is wanted.
  mutating func beginTable() throws -> [Int]? {
    if try begins("#TYPE") { try skipLine() }
    let rest = UnsafeRawBufferPointer(rebasing: buffer.bytes[cursor...])
    let lineEnd = rest.firstIndex { $0 == 0x0a || $0 == 0x0d }
    if lineEnd ?? rest.count > limits.stringBytes { return nil }
    guard lineEnd != nil || file.isAtEnd else { throw JSONError(.unexpectedEnd, at: cursor) }
    let line = UnsafeRawBufferPointer(rebasing: rest[..<(lineEnd ?? rest.count)])
    let separator = TableShape.separator(of: line)
    var scanner = CellScanner(position: cursor, separator: separator)
    let header = try cells(&scanner).cells
    release()
    var names: [String] = []
    for cell in header {
      names.append(String(decoding: try text(of: cell), as: UTF8.self))
    }
    guard
      let shape = TableShape(header: names, separator: separator, paths: reader.table)
    else { return nil }
    table = shape
    cursor = scanner.position
    return shape.columns.compactMap { reader.table.path(of: $0) }
  }

  /// The next row, as a record.
  mutating func nextRow() throws -> ExportPiece? {
    guard let table else { return nil }
    if cursor == buffer.count {
      guard file.isAtEnd else { throw JSONError(.unexpectedEnd, at: cursor) }
      return .end
    }
    var scanner = CellScanner(position: cursor, separator: table.separator)
    let (cells, endsWithBreak) = try cells(&scanner)
    if cells.count == 1, cells[0].range.isEmpty {
      cursor = scanner.position
      return nil
    }
    // What a line lacks that was cut off may be that somebody left.
    if cells.count < table.columns.count {
      throw ExportFileError(endsWithBreak ? .shortRow : .truncated, in: file.name, at: byteCount)
    }
    release()
    for (index, cell) in cells.enumerated() where !cell.range.isEmpty {
      guard index < table.columns.count else {
        let message = "a row has more cells than there are columns"
        throw ExportFileError(.invalidTable(message), in: file.name, at: byteCount)
      }
      try take(cell, index, table)
    }
    cursor = scanner.position
    swap(&record.matches, &reader.matches)
    record.key = nil
    record.buffer = buffer.bytes
    record.scratch = scratch.bytes
    recordCount += 1
    return .record
  }

  private mutating func take(_ cell: CellScanner.Cell, _ index: Int, _ table: TableShape) throws {
    let isObject = index == table.objectColumn
    guard isObject || table.columns[index] >= 0 else { return }
    guard cell.range.count <= limits.stringBytes else {
      throw ExportFileError(
        .invalidJSON(.stringTooLong(limit: limits.stringBytes)),
        in: file.name,
        at: byteCount
      )
    }
    let text = try text(of: cell)
    if !text.allSatisfy({ $0 < 0x80 }), String(validating: text, as: UTF8.self) == nil {
      throw ExportFileError(.invalidJSON(.invalidUTF8), in: file.name, at: byteCount)
    }
    let isMoved = cell.doubledQuote != nil
    let start = isMoved ? scratch.count - text.count : cell.range.lowerBound
    if isObject { return try takeObject(text, start: start, isMoved: isMoved) }
    guard let path = reader.table.path(of: table.columns[index]) else { return }
    reader.matches.append(
      JSONMatch(
        path: UInt16(truncatingIfNeeded: path),
        kind: .string,
        isMoved: isMoved,
        start: UInt32(truncatingIfNeeded: start),
        count: UInt32(truncatingIfNeeded: text.count)
      )
    )
  }

  /// Adds what is wanted of an object that stands in a cell.
  private mutating func takeObject(
    _ text: UnsafeRawBufferPointer,
    start: Int,
    isMoved: Bool
  ) throws {
    let first = reader.matches.count
    do throws(JSONError) {
      let bytes = text.bindMemory(to: UInt8.self).span
      _ = try reader.read(bytes, at: 0, node: JSONPathTable.root, stopsAtLists: false)
    } catch {
      throw ExportFileError(.invalidJSON(error.problem), in: file.name, at: byteCount)
    }
    for index in reader.matches.indices[first...] {
      var match = reader.matches[index]
      if match.hasEscapes {
        var decoded: [UInt8] = []
        let place = isMoved ? scratch.bytes : buffer.bytes
        let cell = UnsafeRawBufferPointer(rebasing: place[start..<start + text.count])
        JSONText(start: Int(match.start), count: Int(match.count), hasEscapes: true)
          .append(to: &decoded, from: cell.bindMemory(to: UInt8.self).span)
        match.start = UInt32(scratch.count)
        match.count = UInt32(decoded.count)
        match.hasEscapes = false
        match.isMoved = true
        for byte in decoded { try scratch.append(byte) }
      } else {
        match.start += UInt32(start)
        match.isMoved = isMoved
      }
      reader.matches[index] = match
    }
    reader.hasEscapes = false
  }

  private mutating func cells(
    _ scanner: inout CellScanner
  ) throws -> (cells: [CellScanner.Cell], endsWithBreak: Bool) {
    do throws(CellScanner.Failure) {
      return try scanner.row(buffer.bytes, isWhole: file.isAtEnd)
    } catch {
      switch error {
      case .unfinished: throw JSONError(.unexpectedEnd, at: cursor)
      case .tooManyCells:
        throw ExportFileError(
          .invalidTable("a row has more cells than any table"),
          in: file.name,
          at: byteCount
        )
      case .textBehindQuote(let place):
        throw ExportFileError(
          .invalidTable("text follows the closing quote of a cell"),
          in: file.name,
          at: consumed + Int64(place)
        )
      }
    }
  }

  /// The text of a cell, in `scratch` if quotes in it were doubled.
  private mutating func text(
    of cell: CellScanner.Cell
  ) throws(ByteBuffer.NoMemory) -> UnsafeRawBufferPointer {
    let written = UnsafeRawBufferPointer(rebasing: buffer.bytes[cell.range])
    guard let quote = cell.doubledQuote else { return written }
    let start = scratch.count
    var isSecond = false
    for byte in written {
      isSecond = byte == quote && !isSecond
      if byte != quote || isSecond { try scratch.append(byte) }
    }
    return UnsafeRawBufferPointer(rebasing: scratch.bytes[start...])
  }

  private mutating func skipLine() throws(JSONError) {
    guard let end = buffer.bytes[cursor...].firstIndex(of: 0x0a) else {
      throw JSONError(.unexpectedEnd, at: cursor)
    }
    cursor = end + 1
  }
}
