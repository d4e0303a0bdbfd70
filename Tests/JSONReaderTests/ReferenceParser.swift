/// RFC 8259 word for word, recursive and slow: what the real parser is compared with.
struct ReferenceParser {
  private var rest: Substring.UnicodeScalarView
  private var depth = 0

  static func accepts(_ document: [UInt8]) -> Bool {
    // The standard library judges the encoding.
    guard let text = String(validating: document, as: UTF8.self) else { return false }
    var parser = ReferenceParser(rest: Substring(text).unicodeScalars)
    guard parser.value() else { return false }
    parser.space()
    return parser.rest.isEmpty
  }

  private init(rest: Substring.UnicodeScalarView) {
    self.rest = rest
  }

  private mutating func space() {
    while let scalar = rest.first, " \t\n\r".unicodeScalars.contains(scalar) { rest.removeFirst() }
  }

  private mutating func take(_ expected: Unicode.Scalar) -> Bool {
    guard rest.first == expected else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func value() -> Bool {
    space()
    switch rest.first {
    case "{": return object()
    case "[": return array()
    case "\"": return string()
    case "t": return word("true")
    case "f": return word("false")
    case "n": return word("null")
    default: return number()
    }
  }

  private mutating func word(_ word: String) -> Bool {
    word.unicodeScalars.allSatisfy { take($0) }
  }

  private mutating func array() -> Bool {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 64, take("[") else { return false }
    space()
    if take("]") { return true }
    repeat {
      guard value() else { return false }
      space()
    } while take(",")
    return take("]")
  }

  private mutating func object() -> Bool {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 64, take("{") else { return false }
    space()
    if take("}") { return true }
    repeat {
      space()
      guard string() else { return false }
      space()
      guard take(":"), value() else { return false }
      space()
    } while take(",")
    return take("}")
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return true
      case "\\":
        guard let escape = rest.popFirst() else { return false }
        if escape == "u" {
          for _ in 0..<4 {
            guard let digit = rest.popFirst(), digit.isASCII,
              Character(digit).isHexDigit
            else { return false }
          }
        } else if !"\"\\/bfnrt".unicodeScalars.contains(escape) {
          return false
        }
      case "\u{0}"..<"\u{20}": return false
      default: continue
      }
    }
    return false
  }

  private mutating func number() -> Bool {
    _ = take("-")
    if !take("0"), !digits() { return false }
    if take("."), !digits() { return false }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      return digits()
    }
    return true
  }

  private mutating func digits() -> Bool {
    var hasAny = false
    while let scalar = rest.first, ("0"..."9").contains(scalar) {
      rest.removeFirst()
      hasAny = true
    }
    return hasAny
  }
}
