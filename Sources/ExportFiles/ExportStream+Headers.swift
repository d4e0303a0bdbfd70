internal import JSONReader

extension ExportStream {
  /// Whether the bytes at the cursor begin with `word`.
  func begins(_ word: StaticString) throws(JSONError) -> Bool {
    for index in 0..<word.utf8CodeUnitCount {
      guard cursor + index < buffer.count else {
        if file.isAtEnd { return false }
        throw JSONError(.unexpectedEnd, at: cursor)
      }
      if buffer.bytes[cursor + index] != word.utf8Start[index] { return false }
    }
    return true
  }

  /// Reads the head of an HTTP answer, up to the blank line.
  mutating func nextHeaders() throws -> ExportPiece? {
    let bytes = buffer.bytes
    var index = cursor
    var isLineEmpty = false
    var hasBlankLine = false
    while index < bytes.count, !hasBlankLine {
      let byte = bytes[index]
      index += 1
      if byte == 0x0a {
        hasBlankLine = isLineEmpty
        isLineEmpty = true
      } else if byte != 0x0d {
        isLineEmpty = false
      }
    }
    guard hasBlankLine || file.isAtEnd else { throw JSONError(.unexpectedEnd, at: index) }
    guard index - cursor <= limits.stringBytes else {
      throw ExportFileError(.notJSON, in: file.name, at: byteCount)
    }
    let block = UnsafeRawBufferPointer(rebasing: bytes[cursor..<index])
    guard let headers = ResponseHeaders(block) else {
      throw ExportFileError(.notJSON, in: file.name, at: byteCount)
    }
    cursor = index
    return .headers(headers)
  }
}
