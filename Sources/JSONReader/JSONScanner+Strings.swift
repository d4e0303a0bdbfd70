extension JSONScanner {
  /// Passes the string whose opening quote is at the position, eight bytes at a time.
  mutating func string(_ bytes: Span<UInt8>) throws(JSONError) -> JSONText {
    let start = position &+ 1
    let raw = bytes.bytes
    let count = bytes.count
    var hasEscapes = false
    position = start
    while true {
      while position &+ 8 <= count {
        let word = raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
        let special = Self.special(UInt64(littleEndian: word))
        if special != 0 {
          position &+= special.trailingZeroBitCount &>> 3
          break
        }
        position &+= 8
      }
      guard position < count else {
        try checkLength(from: start)
        throw JSONError(.unexpectedEnd, at: position)
      }
      let byte = bytes[position]
      if byte == 0x22 {
        let text = JSONText(start: start, count: position &- start, hasEscapes: hasEscapes)
        try checkLength(from: start)
        position &+= 1
        return text
      } else if byte == 0x5c {
        hasEscapes = true
        try escape(bytes)
      } else if byte < 0x20 {
        throw JSONError(.controlCharacter, at: position)
      } else if byte < 0x80 {
        position &+= 1
      } else {
        try sequence(byte, bytes)
      }
    }
  }

  /// A high bit for the first byte that is `"`, `\`, a control character or not ASCII.
  ///
  /// Only the lowest bit set is exact.
  @inline(__always)
  private static func special(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5c)
    let quotes = (quote &- ones) & ~quote
    let backslashes = (backslash &- ones) & ~backslash
    let controls = (word &- (ones &* 0x20)) & ~word
    return (quotes | backslashes | controls | word) & (ones &* 0x80)
  }

  @inline(__always)
  private func checkLength(from start: Int) throws(JSONError) {
    if position &- start > syntax.stringLimit {
      throw JSONError(.stringTooLong(limit: syntax.stringLimit), at: start &- 1)
    }
  }

  /// Passes an escape (RFC 8259, section 7); half of a surrogate pair passes too.
  private mutating func escape(_ bytes: Span<UInt8>) throws(JSONError) {
    guard position + 1 < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
    switch bytes[position + 1] {
    case 0x22, 0x2f, 0x5c, 0x62, 0x66, 0x6e, 0x72, 0x74: position += 2
    case 0x75:
      for offset in 2..<6 {
        guard position + offset < bytes.count else {
          throw JSONError(.unexpectedEnd, at: position)
        }
        guard bytes[position + offset].hexDigit != nil else {
          throw JSONError(.invalidEscape, at: position)
        }
      }
      position += 6
    default: throw JSONError(.invalidEscape, at: position)
    }
  }

  /// Passes a character of two to four bytes (RFC 3629, section 4).
  private mutating func sequence(_ lead: UInt8, _ bytes: Span<UInt8>) throws(JSONError) {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xbf
    switch lead {
    case 0xc2...0xdf: length = 2
    case 0xe0: (length, second) = (3, 0xa0...0xbf)
    case 0xed: (length, second) = (3, 0x80...0x9f)
    case 0xe1...0xef: length = 3
    case 0xf0: (length, second) = (4, 0x90...0xbf)
    case 0xf1...0xf3: length = 4
    case 0xf4: (length, second) = (4, 0x80...0x8f)
    default: throw JSONError(.invalidUTF8, at: position)
    }
    for offset in 1..<length {
      guard position + offset < bytes.count else {
        throw JSONError(.unexpectedEnd, at: position)
      }
      let allowed = offset == 1 ? second : 0x80...0xbf
      guard allowed.contains(bytes[position + offset]) else {
        throw JSONError(.invalidUTF8, at: position)
      }
    }
    position += length
  }
}
