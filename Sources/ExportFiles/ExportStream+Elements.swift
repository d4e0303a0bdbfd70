internal import JSONReader

extension ExportStream {
  /// The bytes of the buffer as a span, for one statement.
  @inline(__always)
  var content: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: UnsafePointer(buffer.base.assumingMemoryBound(to: UInt8.self)),
      count: buffer.count
    )
  }

  /// How many containers are open around the next value.
  private var depth: Int { frames.count - 1 }

  /// Passes white space and returns the byte behind it.
  ///
  /// - Throws: `unexpectedEnd`, also at the end of the file.
  mutating func peek() throws(JSONError) -> UInt8 {
    skipBlanks()
    guard cursor < buffer.count else { throw JSONError(.unexpectedEnd, at: cursor) }
    return content[cursor]
  }

  /// Passes white space, of which none has to be looked at again.
  @inline(__always)
  mutating func skipBlanks() {
    let bytes = content
    var place = cursor
    while place < bytes.count {
      let byte = bytes[place]
      guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { break }
      place += 1
    }
    cursor = place
  }

  mutating func nextAtTop() throws -> ExportPiece? {
    let byte: UInt8
    do {
      byte = try peek()
    } catch  where file.isAtEnd {
      guard hasContent else { throw ExportFileError(.empty, in: file.name) }
      return .end
    }
    if try begins("HTTP/") { return try nextHeaders() }
    let isFirst = !hasContent
    switch byte {
    case 0x7b, 0x5b, 0x6e:
      let piece = try nextValue(.element)
      hasContent = true
      return piece
    default:
      // RFC 7464 puts a record separator before each text.
      if byte == 0x1e {
        cursor += 1
        return nil
      }
      if isFirst, let columns = try beginTable() {
        hasContent = true
        return .table(columns)
      }
      throw ExportFileError(.notJSON, in: file.name, at: byteCount)
    }
  }

  /// The next element of an array, or its end.
  mutating func nextElement() throws -> ExportPiece? {
    let last = frames.count - 1
    if frames[last].kind == .single {
      if frames[last].hasElements { return endList() }
    } else {
      let byte = try peek()
      if byte == 0x5d {
        cursor += 1
        return endList()
      }
      if frames[last].hasElements {
        guard byte == 0x2c else {
          throw JSONError(.unexpectedByte(byte, expected: .commaOrArrayEnd), at: cursor)
        }
        cursor += 1
        _ = try peek()
      }
    }
    let piece = try nextValue(.element, key: frames[last].key)
    frames[last].hasElements = true
    return piece
  }

  private mutating func endList() -> ExportPiece {
    frames.removeLast()
    return .endList
  }

  /// Reads a value that stands in a list: a record, a list, or a scalar.
  mutating func nextValue(_ name: ExportPiece.ListName, key: String? = nil) throws -> ExportPiece? {
    let byte = try peek()
    if byte == 0x5b {
      try checkDepth()
      cursor += 1
      frames.append(StreamFrame(.array))
      return .beginList(name)
    }
    let start = cursor
    release()
    let end: Int
    switch try readWhole(byte) {
    case .complete(let last): end = last
    case .holdsList: return try beginObject(.object, takesUnknownLists: false, key: key)
    case nil:
      let piece = try beginObject(.object, takesUnknownLists: mayBeMap, key: key)
      frames[frames.count - 1].isGuess = mayBeMap
      return piece
    }
    if byte != 0x7b { return try scalar(start: start, end: end) }
    if mayBeMap, end > start + 2 {
      return try beginObject(.map, takesUnknownLists: true, key: key)
    }
    cursor = end
    try unescape()
    record.key = key
    recordCount += 1
    return .record
  }

  /// Reads the value at the cursor in one piece.
  ///
  /// - Returns: nil for an object that is too big for that.
  private mutating func readWhole(_ byte: UInt8) throws(JSONError) -> JSONRecordReader.Outcome? {
    do throws(JSONError) {
      return try reader.read(content.span, at: cursor, node: JSONPathTable.root, depth: depth)
    } catch {
      guard error.problem == .unexpectedEnd, byte == 0x7b, isBig(from: cursor) else { throw error }
      return nil
    }
  }

  /// Whether so much of a value has been seen that waiting for its end is no use.
  func isBig(from start: Int) -> Bool { buffer.count - start >= limits.bufferBytes }

  /// Whether what was just read of an object has nothing but lists in it.
  var mayBeMap: Bool {
    !reader.matches.contains { $0.isScalar || $0.kind == .null || $0.kind == .emptyObject }
  }

  private mutating func scalar(start: Int, end: Int) throws -> ExportPiece {
    let byte = content[start]
    // A number may go on behind the end of the buffer.
    if end == buffer.count, !file.isAtEnd { throw JSONError(.unexpectedEnd, at: end) }
    let isString = byte == 0x22
    let kind: JSONMatch.Kind
    switch byte {
    case 0x22: kind = .string
    case 0x6e: kind = .null
    case 0x74, 0x66: kind = .bool
    default: kind = .number
    }
    let inset = isString ? 1 : 0
    let text = UnsafeRawBufferPointer(rebasing: buffer.bytes[start + inset..<end - inset])
    reader.matches = [
      JSONMatch(
        path: .max,
        kind: kind,
        hasEscapes: isString && text.contains(0x5c),
        start: UInt32(start + inset),
        count: UInt32(text.count)
      )
    ]
    reader.hasEscapes = reader.matches[0].hasEscapes
    cursor = end
    try unescape()
    recordCount += 1
    return .scalar
  }

  /// Goes into the object at the cursor.
  private mutating func beginObject(
    _ kind: StreamFrame.Kind,
    takesUnknownLists: Bool,
    key: String?
  ) throws(JSONError) -> ExportPiece {
    try checkDepth()
    cursor += 1
    var frame = StreamFrame(kind)
    frame.takesUnknownLists = takesUnknownLists
    frame.isRecord = true
    frame.key = key
    frame.firstMatch = kept.count
    frame.firstByte = keptBytes
    frames.append(frame)
    return .beginObject
  }

  func checkDepth() throws(JSONError) {
    if depth >= JSONSyntax.deepest {
      throw JSONError(.nestingTooDeep(limit: JSONSyntax.deepest), at: cursor)
    }
  }
}
