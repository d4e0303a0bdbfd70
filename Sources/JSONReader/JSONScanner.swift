/// Reads the words of JSON: white space, strings, numbers, literals.
///
/// Holds only a position; the bytes come with each call, so that a buffer can be refilled in between.
struct JSONScanner: Sendable {
  var position: Int
  let syntax: JSONSyntax

  /// The next byte that is not white space or comment, or nil at the end.
  @inline(__always)
  mutating func peek(_ bytes: Span<UInt8>) throws(JSONError) -> UInt8? {
    while position < bytes.count {
      let byte = bytes[position]
      if byte > 0x20 {
        if byte != 0x2f { return byte }
        try skipComment(bytes)
      } else if byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
        position &+= 1
      } else {
        return byte
      }
    }
    return nil
  }

  /// The next byte that is not white space or comment.
  @inline(__always)
  mutating func need(_ bytes: Span<UInt8>) throws(JSONError) -> UInt8 {
    guard let byte = try peek(bytes) else { throw JSONError(.unexpectedEnd, at: position) }
    return byte
  }

  func unexpected(_ byte: UInt8, _ expected: JSONError.Expected) -> JSONError {
    JSONError(.unexpectedByte(byte, expected: expected), at: position)
  }

  /// Passes the key at the position, and the colon behind it.
  @inline(__always)
  mutating func key(
    _ bytes: Span<UInt8>,
    else expected: JSONError.Expected = .key
  ) throws(JSONError) -> JSONText {
    _ = try keyStart(bytes, else: expected)
    let key = try string(bytes)
    try colon(bytes)
    return key
  }

  /// Where the key at the position begins, behind its quote; the position stays at the quote.
  @inline(__always)
  mutating func keyStart(
    _ bytes: Span<UInt8>,
    else expected: JSONError.Expected
  ) throws(JSONError) -> Int {
    let byte = try need(bytes)
    guard byte == 0x22 else { throw unexpected(byte, expected) }
    return position &+ 1
  }

  /// Passes the colon behind a key.
  @inline(__always)
  mutating func colon(_ bytes: Span<UInt8>) throws(JSONError) {
    let byte = try need(bytes)
    guard byte == 0x3a else { throw unexpected(byte, .colon) }
    position &+= 1
  }

  private mutating func skipComment(_ bytes: Span<UInt8>) throws(JSONError) {
    guard syntax.allowsComments else { throw JSONError(.commentNotAllowed, at: position) }
    let start = position
    guard position + 1 < bytes.count else { throw JSONError(.unexpectedEnd, at: start) }
    let isBlock = bytes[position + 1] == 0x2a
    guard isBlock || bytes[position + 1] == 0x2f else {
      throw JSONError(.unexpectedByte(0x2f, expected: .value), at: start)
    }
    position += 2
    while position < bytes.count {
      if !isBlock, bytes[position] == 0x0a { return }
      if isBlock, bytes[position] == 0x2a, position + 1 < bytes.count,
        bytes[position + 1] == 0x2f
      {
        position += 2
        return
      }
      position += 1
    }
    if isBlock { throw JSONError(.unexpectedEnd, at: start) }
  }

  /// Passes `true`, `false` or `null`, of which the first letter has been seen.
  mutating func literal(_ word: StaticString, _ bytes: Span<UInt8>) throws(JSONError) {
    for offset in 0..<word.utf8CodeUnitCount {
      guard position + offset < bytes.count else {
        throw JSONError(.unexpectedEnd, at: position)
      }
      let byte = bytes[position + offset]
      guard byte == word.utf8Start[offset] else {
        throw JSONError(.unexpectedByte(byte, expected: .value), at: position + offset)
      }
    }
    position += word.utf8CodeUnitCount
  }

  /// Passes a number (RFC 8259, section 6).
  ///
  /// - Returns: Where it is. At the very end of the bytes it may go on in bytes that are still to come.
  mutating func number(_ bytes: Span<UInt8>) throws(JSONError) -> Range<Int> {
    let start = position
    if bytes[position] == 0x2d { position += 1 }
    if position < bytes.count, bytes[position] == 0x30 {
      position += 1
    } else {
      try digits(bytes)
    }
    if position < bytes.count, bytes[position] == 0x2e {
      position += 1
      try digits(bytes)
    }
    if position < bytes.count, bytes[position] | 0x20 == 0x65 {
      position += 1
      if position < bytes.count, bytes[position] == 0x2b || bytes[position] == 0x2d {
        position += 1
      }
      try digits(bytes)
    }
    guard position - start <= syntax.stringLimit else {
      throw JSONError(.stringTooLong(limit: syntax.stringLimit), at: start)
    }
    return start..<position
  }

  private mutating func digits(_ bytes: Span<UInt8>) throws(JSONError) {
    let start = position
    while position < bytes.count, bytes[position] &- 0x30 < 10 { position += 1 }
    guard position > start else {
      throw JSONError(position < bytes.count ? .invalidNumber : .unexpectedEnd, at: position)
    }
  }
}
