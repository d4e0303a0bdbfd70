/// Takes the words, names and values of a filter from its text.
struct FilterScanner {
  enum Value {
    case string(String)
    case number(Double, text: [UInt8])
    case boolean(Bool)
    case null

    var kind: String {
      switch self {
      case .string: "a string"
      case .number: "a number"
      case .boolean: "true or false"
      case .null: "null"
      }
    }
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { position == bytes.count }
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Whether nothing follows that belongs to this comparison.
  var isAtEndOfComparison: Bool {
    var rest = self
    rest.skipSpace()
    guard let next = rest.peek, next != UInt8(ascii: ")"), next != UInt8(ascii: "]") else {
      return true
    }
    let word = rest.readWord().loweringASCII()
    return word == "and" || word == "or"
  }

  /// `(&(…)…)`, `(cn=…)` and their like, which belong to the other kind of source.
  var looksLikeLDAP: Bool {
    guard peek == UInt8(ascii: "("), bytes.last == UInt8(ascii: ")") else { return false }
    let rest = bytes[(position + 1)...]
    if let next = rest.first,
      [UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "!")].contains(next)
    {
      return true
    }
    let name = rest.prefix { Self.isNameByte($0) || $0 == UInt8(ascii: ":") }
    return !name.isEmpty && rest.dropFirst(name.count).first == UInt8(ascii: "=")
  }

  func error(_ message: String) -> FilterError {
    let characters = String(decoding: bytes[..<position], as: UTF8.self).count
    return FilterError(message: message, position: characters + 1)
  }

  mutating func advance() { position += 1 }

  mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || (0x09...0x0d).contains(byte) { position += 1 }
  }

  /// Takes `word` in any case, if it comes next and, after space, `following` does.
  mutating func takeWord(_ word: String, before following: UInt8? = nil) -> Bool {
    var ahead = self
    ahead.skipSpace()
    guard ahead.readWord().loweringASCII() == word else { return false }
    if let following {
      ahead.skipSpace()
      guard ahead.peek == following else { return false }
    }
    self = ahead
    return true
  }

  mutating func readWord() -> String {
    let start = position
    while let byte = peek, Self.isNameByte(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Reads `name(.name)*`, perhaps after a schema's URI and a colon.
  mutating func readPath() throws(FilterError) -> [String] {
    let start = position
    while let byte = peek, Self.isNameByte(byte) || byte == 0x2e || byte == 0x3a { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let names = AttributePath.names(in: text) else {
      position = start
      throw error(
        text.isEmpty ? "expected the name of an attribute" : "a name within the attribute is empty"
      )
    }
    return names
  }

  mutating func readValue(after word: String) throws(FilterError) -> Value {
    guard let first = peek else { throw error("expected a value after '\(word)'") }
    if first == UInt8(ascii: "\"") { return .string(try readString()) }
    if first == UInt8(ascii: "'") || first >= 0x80 {
      throw error("a text stands in straight double quotes: \"…\"")
    }
    let place = self
    let start = position
    while let byte = peek, Self.isNameByte(byte) || byte == 0x2b || byte == 0x2e { position += 1 }
    let text = Array(bytes[start..<position])
    switch String(decoding: text, as: UTF8.self).loweringASCII() {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "null": return .null
    case let word:
      guard let head = text.first, head == 0x2d || (0x30...0x39).contains(head),
        let number = Double(word), number.isFinite
      else {
        throw place.error("expected a text in double quotes, a number, true, false or null")
      }
      return .number(number, text: text)
    }
  }

  private mutating func readString() throws(FilterError) -> String {
    let start = self
    advance()
    var content: [UInt8] = []
    while let byte = peek {
      let place = self
      advance()
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = readEscape() else { throw place.error("unknown escape in a text") }
        content += Array(String(scalar).utf8)
      default: content.append(byte)
      }
    }
    throw start.error("this text has no closing quote")
  }

  /// Reads what follows a backslash (RFC 8259, 7).
  private mutating func readEscape() -> Unicode.Scalar? {
    guard let byte = peek else { return nil }
    advance()
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      guard let unit = readHex() else { return nil }
      guard (0xd800..<0xdc00).contains(unit) else { return Unicode.Scalar(unit) }
      guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let low = readHex(),
        (0xdc00..<0xe000).contains(low)
      else { return nil }
      return Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00))
    default: return nil
    }
  }

  private mutating func readHex() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard digits.utf8.allSatisfy({ $0 != 0x2b && $0 != 0x2d }) else { return nil }
    position += 4
    return UInt32(digits, radix: 16)
  }

  /// Letters, digits, `-`, `_`, and what providers' own names have besides: `$ @`, and anything not ASCII.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: byte == 0x2d || byte == 0x5f || byte == 0x24 || byte == 0x40
    }
  }
}
