internal import JSONReader

extension ExportStream {
  /// The next member of an object that is taken apart, or its end.
  mutating func nextMember() throws -> ExportPiece? {
    let last = frames.count - 1
    var byte = try peek()
    if byte == 0x7d { return try endObject() }
    if frames[last].hasElements {
      guard byte == 0x2c else {
        throw JSONError(.unexpectedByte(byte, expected: .commaOrObjectEnd), at: cursor)
      }
      cursor += 1
      byte = try peek()
    }
    guard byte == 0x22 else {
      throw JSONError(.unexpectedByte(byte, expected: .key), at: cursor)
    }
    let keyStart = cursor
    let key = try readKey()
    byte = try peek()
    let mark = try checkUnique(key, at: keyStart)
    let piece = try member(key, byte)
    // Whatever came of it may have opened a frame of its own above this one.
    frames[last].hasElements = true
    if let mark { frames[last].seen.insert(mark) }
    return piece
  }

  /// Refuses a key that the innermost object has had before, if it is one that counts.
  ///
  /// - Returns: By what to know the key again.
  private func checkUnique(_ key: String, at offset: Int) throws(JSONError) -> Int? {
    let frame = frames[frames.count - 1]
    let mark: Int
    if let node = reader.table.child(of: frame.node, key) {
      mark = Int(node)
    } else if frame.kind == .map {
      mark = key.hashValue | Int.min
    } else {
      return nil
    }
    if frame.seen.contains(mark) { throw JSONError(.duplicateKey(key), at: offset) }
    return mark
  }

  private mutating func readKey() throws -> String {
    var parser = JSONParser(position: cursor, syntax: JSONSyntax(stringLimit: limits.stringBytes))
    let bytes = content.span
    guard case .string(let text) = try parser.next(bytes) else {
      throw JSONError(.unexpectedEnd, at: cursor)
    }
    let key = text.string(in: bytes)
    cursor = parser.position
    let colon = try peek()
    guard colon == 0x3a else {
      throw JSONError(.unexpectedByte(colon, expected: .colon), at: cursor)
    }
    cursor += 1
    return key
  }

  private mutating func member(_ key: String, _ byte: UInt8) throws -> ExportPiece? {
    let frame = frames[frames.count - 1]
    let isContainer = byte == 0x7b || byte == 0x5b
    let node = reader.table.child(of: frame.node, key) ?? JSONPathTable.none
    if byte == 0x7b, reader.table.holdsLists(node) {
      try settle(frames.count - 1)
      try checkDepth()
      cursor += 1
      var inner = StreamFrame(.object)
      inner.node = node
      frames.append(inner)
      return nil
    }
    if isContainer, reader.table.isList(node), let path = reader.table.path(of: node) {
      try settle(frames.count - 1)
      return try beginList(.path(path), byte)
    }
    if isContainer, node < 0, frame.takesUnknownLists {
      frames[frames.count - 1].unknownList = frame.unknownList ?? key
      return try beginList(.key(key), byte, key: key)
    }
    try keep(node, isContainer: isContainer)
    let isNoMap = frame.kind == .map ? !isContainer && byte != 0x6e : !mayBeMap
    if isNoMap { try settle(frames.count - 1) }
    return nil
  }

  /// Takes note that an object that was taken for a map is none, before it is too late.
  ///
  /// - Throws: ``ExportFileError`` if records have been taken from a list in it that would have been passed over.
  private mutating func settle(_ last: Int) throws(ExportFileError) {
    guard frames[last].isGuess else { return }
    if let list = frames[last].unknownList {
      throw ExportFileError(.mixedObject(list: list), in: file.name, at: byteCount)
    }
    frames[last].isGuess = false
    frames[last].takesUnknownLists = false
  }

  /// Goes into a list: an array, a map of records or of lists, or one record instead of a list.
  private mutating func beginList(
    _ name: ExportPiece.ListName,
    _ byte: UInt8,
    key: String? = nil
  ) throws -> ExportPiece {
    try checkDepth()
    if byte == 0x5b {
      cursor += 1
      frames.append(StreamFrame(.array))
      return .beginList(name)
    }
    let top = try lookAhead()
    if !top.hasScalars {
      cursor += 1
      var frame = StreamFrame(.map)
      frame.isGuess = !top.isWhole
      frame.node = JSONPathTable.none
      frame.takesUnknownLists = true
      frames.append(frame)
    } else {
      var frame = StreamFrame(.single)
      frame.key = key
      frames.append(frame)
    }
    return .beginList(name)
  }

  /// Looks whether a value of the object at the cursor itself, not of what is in it, is no list.
  ///
  /// Then it is a record rather than a map from ids to records or lists. Of a big object only the beginning is looked at.
  private func lookAhead() throws(JSONError) -> (hasScalars: Bool, isWhole: Bool) {
    var parser = JSONParser(position: cursor, syntax: JSONSyntax(stringLimit: limits.stringBytes))
    let bytes = content.span
    do throws(JSONError) {
      repeat {
        switch try parser.next(bytes) {
        case .string, .number, .bool: if parser.depth == 1 { return (true, true) }
        default: break
        }
      } while parser.depth > 0
    } catch {
      guard error.problem == .unexpectedEnd, isBig(from: cursor) else { throw error }
      return (false, false)
    }
    return (false, true)
  }

  /// Keeps what is wanted of the value at the cursor for the record that is being taken apart.
  private mutating func keep(_ node: JSONPathTable.Node, isContainer: Bool) throws {
    let start = cursor
    release()
    do throws(JSONError) {
      let outcome = try reader.read(
        content.span,
        at: start,
        node: node,
        depth: frames.count - 1,
        stopsAtLists: false
      )
      guard case .complete(let end) = outcome else { return }
      if end == buffer.count, !file.isAtEnd { throw JSONError(.unexpectedEnd, at: end) }
      cursor = end
    } catch {
      guard error.problem == .unexpectedEnd, isContainer, node < 0,
        isBig(from: start)
      else { throw error }
      skipper = JSONParser(
        position: start,
        syntax: JSONSyntax(
          stringLimit: limits.stringBytes,
          nestingLimit: JSONSyntax.deepest - frames.count + 1
        )
      )
      return
    }
    for match in reader.matches {
      kept.append(try moved(match))
    }
    guard scratch.count <= limits.recordBytes else {
      throw ExportFileError(
        .recordTooLarge(limit: limits.recordBytes),
        in: file.name,
        at: byteCount
      )
    }
    keptBytes = scratch.count
  }

  /// Passes on through a value that is bigger than the buffer, as far as the buffer goes.
  ///
  /// - Throws: `unexpectedEnd` only if nothing at all could be passed.
  mutating func skipOn() throws(JSONError) {
    let start = cursor
    while var parser = skipper {
      do throws(JSONError) {
        let token = try parser.next(content.span)
        if case .number = token, parser.position == buffer.count, !file.isAtEnd {
          throw JSONError(.unexpectedEnd, at: parser.position)
        }
      } catch {
        if error.problem == .unexpectedEnd, cursor > start { return }
        throw error
      }
      cursor = parser.position
      skipper = parser.isFinished ? nil : parser
    }
  }

  private mutating func endObject() throws -> ExportPiece? {
    cursor += 1
    let frame = frames.removeLast()
    guard frame.isRecord else { return frame.kind == .map ? .endList : nil }
    release()
    record.matches = Array(kept[frame.firstMatch...])
    record.key = frame.key
    record.scratch = scratch.bytes
    // The bytes stay until the next piece.
    kept.removeLast(kept.count - frame.firstMatch)
    keptBytes = frame.firstByte
    recordCount += 1
    return .endObject
  }

  /// Forgets the values of the last record.
  mutating func release() {
    reader.matches.removeAll(keepingCapacity: true)
    reader.hasEscapes = false
    scratch.truncate(to: keptBytes)
  }

  /// Makes the record out of what the reader has found, escapes resolved.
  mutating func unescape() throws(ByteBuffer.NoMemory) {
    swap(&record.matches, &reader.matches)
    if reader.hasEscapes {
      for index in record.matches.indices where record.matches[index].hasEscapes {
        record.matches[index] = try moved(record.matches[index])
      }
    }
    record.buffer = buffer.bytes
    record.scratch = scratch.bytes
  }

  /// Copies the text of a match to where it outlives the buffer, escapes resolved.
  private mutating func moved(_ match: JSONMatch) throws(ByteBuffer.NoMemory) -> JSONMatch {
    guard match.isScalar || match.kind == .null else { return match }
    var match = match
    let start = scratch.count
    if match.hasEscapes {
      let text = JSONText(start: Int(match.start), count: Int(match.count), hasEscapes: true)
      var decoded: [UInt8] = []
      text.append(to: &decoded, from: content.span)
      for byte in decoded { try scratch.append(byte) }
    } else {
      let range = Int(match.start)..<Int(match.start) + Int(match.count)
      try scratch.append(UnsafeRawBufferPointer(rebasing: buffer.bytes[range]))
    }
    match.hasEscapes = false
    match.isMoved = true
    match.start = UInt32(start)
    match.count = UInt32(scratch.count - start)
    return match
  }
}
