/// Why bytes are not the JSON that was asked for, and where.
package struct JSONError: Error, Equatable, Sendable {
  package let problem: Problem
  /// Where it is, in bytes from the start of what was parsed.
  package let offset: Int

  package init(_ problem: Problem, at offset: Int) {
    self.problem = problem
    self.offset = offset
  }

  package enum Problem: Equatable, Sendable {
    /// The bytes end within a value.
    case unexpectedEnd
    /// This byte cannot stand here.
    case unexpectedByte(UInt8, expected: Expected)
    /// Something follows the value.
    case trailingContent
    case invalidNumber
    case invalidEscape
    case invalidUTF8
    /// A line break, tab or other control character stands in a string unescaped.
    case controlCharacter
    case commentNotAllowed
    case duplicateKey(String)
    /// More arrays and objects in one another than the limit.
    case nestingTooDeep(limit: Int)
    /// A string of more bytes than the limit.
    case stringTooLong(limit: Int)
    /// More wanted values in one record than the limit.
    case tooManyValues(limit: Int)

    package var isDuplicateKey: Bool {
      if case .duplicateKey = self { return true }
      return false
    }
  }

  package enum Expected: String, Equatable, Sendable {
    case value = "a value"
    case key = "a key in double quotes"
    case keyOrEnd = "a key in double quotes or '}'"
    case colon = "':'"
    case valueOrEnd = "a value or ']'"
    case commaOrObjectEnd = "',' or '}'"
    case commaOrArrayEnd = "',' or ']'"
  }

  /// The line and column of the error in the bytes that were parsed.
  package func place(in bytes: Span<UInt8>) -> JSONPlace {
    JSONPlace(offset: offset, in: bytes)
  }

  /// The same error, counted from an earlier start.
  package func moved(by distance: Int) -> JSONError {
    JSONError(problem, at: offset + distance)
  }
}

extension JSONError: CustomStringConvertible {
  /// What is wrong, without the place.
  package var message: String {
    switch problem {
    case .unexpectedEnd: "the text ends within a value"
    case .unexpectedByte(let byte, let expected):
      "expected \(expected.rawValue), found \(Self.visible(byte))"
    case .trailingContent: "something follows the end of the value"
    case .invalidNumber: "this is not a number as JSON writes it"
    case .invalidEscape: "this is not an escape as JSON writes it"
    case .invalidUTF8: "the bytes are not UTF-8"
    case .controlCharacter: "a string contains a control character that is not escaped"
    case .commentNotAllowed: "comments are not allowed here"
    case .duplicateKey(let key): "the key '\(key)' stands twice in one object"
    case .nestingTooDeep(let limit): "more than \(limit) arrays and objects in one another"
    case .stringTooLong(let limit): "a string has more than \(limit) bytes"
    case .tooManyValues(let limit): "a record has more than \(limit) values"
    }
  }

  package var description: String { "\(message), at byte \(offset)" }

  private static func visible(_ byte: UInt8) -> String {
    if byte > 0x20, byte < 0x7f { return "'\(Character(Unicode.Scalar(byte)))'" }
    return "byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
  }
}
