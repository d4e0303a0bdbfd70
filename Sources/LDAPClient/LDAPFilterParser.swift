extension LDAPFilter {
  /// Parses a filter.
  ///
  /// - Throws: ``LDAPError`` with `.invalidInput` and the place, counted in characters from 1.
  package init(parsing text: String) throws(LDAPError) {
    var parser = LDAPFilterParser(text)
    self = try parser.parse()
  }
}

/// Reads RFC 4515's string representation.
struct LDAPFilterParser {
  private let text: String
  private let bytes: [UInt8]
  private var position = 0

  private static let deepest = 64

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  mutating func parse() throws(LDAPError) -> LDAPFilter {
    skipSpaces()
    let filter = try filter(depth: 0)
    skipSpaces()
    guard position == bytes.count else { throw error("nothing may follow the last ')'") }
    return filter
  }

  private mutating func filter(depth: Int) throws(LDAPError) -> LDAPFilter {
    guard depth < Self.deepest else { throw error("it is nested too deeply") }
    guard take(UInt8(ascii: "(")) else { throw error("'(' is missing") }
    let filter: LDAPFilter
    switch peek {
    case UInt8(ascii: "&"): filter = .and(try list(depth: depth))
    case UInt8(ascii: "|"): filter = .or(try list(depth: depth))
    case UInt8(ascii: "!"):
      position += 1
      skipSpaces()
      filter = .not(try self.filter(depth: depth + 1))
      skipSpaces()
    default: filter = try item()
    }
    guard take(UInt8(ascii: ")")) else { throw error("')' is missing") }
    return filter
  }

  private mutating func list(depth: Int) throws(LDAPError) -> [LDAPFilter] {
    position += 1
    var filters: [LDAPFilter] = []
    skipSpaces()
    while peek == UInt8(ascii: "(") {
      filters.append(try filter(depth: depth + 1))
      skipSpaces()
    }
    return filters
  }

  private mutating func item() throws(LDAPError) -> LDAPFilter {
    let name = attribute()
    switch peek {
    case UInt8(ascii: ":"): return try extensible(attribute: name.isEmpty ? nil : name)
    case UInt8(ascii: "~"), UInt8(ascii: ">"), UInt8(ascii: "<"):
      let sign = bytes[position]
      position += 1
      guard !name.isEmpty else { throw error("the attribute is missing") }
      guard take(UInt8(ascii: "=")) else { throw error("'=' is missing") }
      let value = try plainValue()
      return switch sign {
      case UInt8(ascii: "~"): .approximate(name, value)
      case UInt8(ascii: ">"): .atLeast(name, value)
      default: .atMost(name, value)
      }
    case UInt8(ascii: "="):
      guard !name.isEmpty else { throw error("the attribute is missing") }
      position += 1
      return try equalityOrSubstrings(name)
    default: throw error(name.isEmpty ? "an attribute is missing" : "'=' is missing")
    }
  }

  private mutating func equalityOrSubstrings(_ name: String) throws(LDAPError) -> LDAPFilter {
    let pieces = try value()
    if pieces.count == 1 { return .equal(name, pieces[0]) }
    if pieces.allSatisfy(\.isEmpty) { return .present(name) }
    let inner = pieces.dropFirst().dropLast().filter { !$0.isEmpty }
    return .substrings(name, [pieces[0]] + inner + [pieces[pieces.count - 1]])
  }

  private mutating func extensible(attribute: String?) throws(LDAPError) -> LDAPFilter {
    var usesDN = false
    var rule: String?
    while take(UInt8(ascii: ":")), peek != UInt8(ascii: "=") {
      let word = self.attribute()
      if word.lowercased() == "dn", !usesDN, rule == nil {
        usesDN = true
      } else if rule == nil, !word.isEmpty {
        rule = word
      } else {
        throw error("a matching rule looks otherwise")
      }
    }
    guard take(UInt8(ascii: "=")) else { throw error("':=' is missing") }
    guard attribute != nil || rule != nil else { throw error("the attribute is missing") }
    let value = try plainValue()
    return .extensible(
      LDAPFilter.Extensible(attribute: attribute, rule: rule, usesDN: usesDN, value: value)
    )
  }

  /// An attribute description: letters, digits, and `-.;_` (the last for servers that allow it).
  private mutating func attribute() -> String {
    skipSpaces()
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x3b, 0x5f: position += 1
      default: return String(decoding: bytes[start..<position], as: UTF8.self)
      }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func plainValue() throws(LDAPError) -> [UInt8] {
    let pieces = try value()
    guard pieces.count == 1 else { throw error("no '*' may stand here") }
    return pieces[0]
  }

  /// The pieces between the stars.
  private mutating func value() throws(LDAPError) -> [[UInt8]] {
    var pieces: [[UInt8]] = [[]]
    while let byte = peek, byte != UInt8(ascii: ")") {
      position += 1
      switch byte {
      case UInt8(ascii: "*"): pieces.append([])
      case UInt8(ascii: "("): throw error("'(' in a value is written \\28")
      case UInt8(ascii: "\\"):
        guard position + 2 <= bytes.count, let high = bytes[position].hexDigitValue,
          let low = bytes[position + 1].hexDigitValue
        else { throw error("'\\' is followed by two hexadecimal digits") }
        position += 2
        pieces[pieces.count - 1].append(high << 4 | low)
      default: pieces[pieces.count - 1].append(byte)
      }
    }
    return pieces
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpaces() {
    while let byte = peek, byte == 0x20 || (0x09...0x0d).contains(byte) { position += 1 }
  }

  private func error(_ why: String) -> LDAPError {
    let place = String(decoding: bytes.prefix(position), as: UTF8.self).count + 1
    return LDAPError(
      .invalidInput,
      "read the filter '\(text)'",
      detail: "at character \(place): \(why)"
    )
  }
}
