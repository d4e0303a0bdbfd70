/// Pulls one JSON value out of bytes, token by token, without a tree.
///
/// Holds only a position and which of the open containers are objects; the bytes come with each call, and every call
/// must see the same ones (or, after a refill, a continuation of them at the same offsets). A token that was
/// cut off by the end of the bytes throws ``JSONError/Problem/unexpectedEnd``; a copy of the parser made
/// before can try again once there is more.
package struct JSONParser: Sendable {
  private var scanner: JSONScanner
  /// One bit an open container, the innermost lowest: 1 is an object.
  private var stack: UInt64 = 0
  /// How many containers are open.
  package private(set) var depth = 0
  private var state = State.value

  private enum State {
    /// A value must come.
    case value
    /// A value or the end of the array.
    case firstValue
    /// A key or the end of the object.
    case firstKey
    /// A comma or the end of the container.
    case comma
    /// The one value is over.
    case finished
  }

  /// A parser of the value that begins at `position`.
  package init(position: Int = 0, syntax: JSONSyntax = .strict) {
    scanner = JSONScanner(position: position, syntax: syntax)
  }

  /// The offset of the next byte to look at.
  package var position: Int { scanner.position }

  /// Follows bytes that were moved towards the start of their buffer.
  package mutating func moveBack(by distance: Int) {
    scanner.position -= distance
  }

  /// Whether the value is complete.
  package var isFinished: Bool { state == .finished }

  /// The next token.
  ///
  /// - Throws: ``JSONError``; after the value is finished, anything but white space is `trailingContent`, and
  ///   the end is `unexpectedEnd`: ask ``isFinished`` first.
  package mutating func next(_ bytes: Span<UInt8>) throws(JSONError) -> JSONToken {
    switch state {
    case .value: return try value(bytes, else: .value)
    case .firstValue:
      if try scanner.need(bytes) == 0x5d { return end(.endArray) }
      return try value(bytes, else: .valueOrEnd)
    case .firstKey:
      if try scanner.need(bytes) == 0x7d { return end(.endObject) }
      return try key(bytes, else: .keyOrEnd)
    case .comma: return try afterValue(bytes)
    case .finished:
      guard try scanner.peek(bytes) == nil else {
        throw JSONError(.trailingContent, at: position)
      }
      throw JSONError(.unexpectedEnd, at: position)
    }
  }

  /// Passes the next value, whatever it is, validating it.
  package mutating func skipValue(_ bytes: Span<UInt8>) throws(JSONError) {
    let outer = depth
    repeat { _ = try next(bytes) } while depth > outer
  }

  /// Where the next element of the array begins, for whoever reads it by other means and then says
  /// ``resume(at:)``; nil once the array is over.
  package mutating func nextElement(_ bytes: Span<UInt8>) throws(JSONError) -> Int? {
    let byte = try scanner.need(bytes)
    if state != .value, byte == 0x5d {
      _ = end(.endArray)
      return nil
    }
    if state == .comma {
      guard byte == 0x2c else { throw scanner.unexpected(byte, .commaOrArrayEnd) }
      scanner.position += 1
      _ = try scanner.need(bytes)
    }
    state = .value
    return scanner.position
  }

  /// Goes on behind an element that was read by other means.
  package mutating func resume(at position: Int) {
    scanner.position = position
    state = .comma
  }

  /// Checks that nothing but white space follows the value.
  package mutating func finish(_ bytes: Span<UInt8>) throws(JSONError) {
    guard isFinished else { throw JSONError(.unexpectedEnd, at: position) }
    guard try scanner.peek(bytes) == nil else {
      throw JSONError(.trailingContent, at: position)
    }
  }

  private mutating func afterValue(_ bytes: Span<UInt8>) throws(JSONError) -> JSONToken {
    let byte = try scanner.need(bytes)
    let isObject = stack & 1 == 1
    if byte == (isObject ? 0x7d : 0x5d) { return end(isObject ? .endObject : .endArray) }
    guard byte == 0x2c else {
      throw scanner.unexpected(byte, isObject ? .commaOrObjectEnd : .commaOrArrayEnd)
    }
    scanner.position += 1
    if scanner.syntax.allowsComments, try scanner.need(bytes) == (isObject ? 0x7d : 0x5d) {
      return end(isObject ? .endObject : .endArray)
    }
    return isObject ? try key(bytes, else: .key) : try value(bytes, else: .value)
  }

  private mutating func key(
    _ bytes: Span<UInt8>,
    else expected: JSONError.Expected
  ) throws(JSONError) -> JSONToken {
    let key = try scanner.key(bytes, else: expected)
    state = .value
    return .key(key)
  }

  private mutating func value(
    _ bytes: Span<UInt8>,
    else expected: JSONError.Expected
  ) throws(JSONError) -> JSONToken {
    let byte = try scanner.need(bytes)
    let token: JSONToken
    switch byte {
    case 0x7b: return try begin(.beginObject)
    case 0x5b: return try begin(.beginArray)
    case 0x22: token = .string(try scanner.string(bytes))
    case 0x2d, 0x30...0x39: token = .number(try scanner.number(bytes))
    case 0x74:
      try scanner.literal("true", bytes)
      token = .bool(true)
    case 0x66:
      try scanner.literal("false", bytes)
      token = .bool(false)
    case 0x6e:
      try scanner.literal("null", bytes)
      token = .null
    default: throw scanner.unexpected(byte, expected)
    }
    state = depth == 0 ? .finished : .comma
    return token
  }

  private mutating func begin(_ token: JSONToken) throws(JSONError) -> JSONToken {
    guard depth < scanner.syntax.nestingLimit else {
      throw JSONError(.nestingTooDeep(limit: scanner.syntax.nestingLimit), at: position)
    }
    let isObject = token == .beginObject
    stack = stack << 1 | (isObject ? 1 : 0)
    depth += 1
    scanner.position += 1
    state = isObject ? .firstKey : .firstValue
    return token
  }

  private mutating func end(_ token: JSONToken) -> JSONToken {
    stack >>= 1
    depth -= 1
    scanner.position += 1
    state = depth == 0 ? .finished : .comma
    return token
  }
}
