/// Builds a ``JSONValue`` from tokens, without recursion.
struct JSONTreeBuilder {
  private let syntax: JSONSyntax
  private var open: [Container] = []
  private var places = PlaceCounter()

  private struct Container {
    let place: JSONPlace
    let isObject: Bool
    var elements: [JSONValue] = []
    var members: [JSONValue.Member] = []
    var keys: KeySet = KeySet()
    var key: (text: String, place: JSONPlace)?
  }

  init(syntax: JSONSyntax) {
    self.syntax = syntax
  }

  mutating func build(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    var parser = JSONParser(position: Self.markLength(bytes), syntax: syntax)
    var result: JSONValue?
    while result == nil {
      let token = try parser.next(bytes)
      result = try take(token, endingAt: parser.position, bytes)
    }
    try parser.finish(bytes)
    guard let result else { throw JSONError(.unexpectedEnd, at: parser.position) }
    return result
  }

  /// - Returns: The whole value, once it is complete.
  private mutating func take(
    _ token: JSONToken,
    endingAt end: Int,
    _ bytes: Span<UInt8>
  ) throws(JSONError) -> JSONValue? {
    switch token {
    case .beginObject, .beginArray:
      let place = places.place(at: end - 1, in: bytes)
      open.append(Container(place: place, isObject: token == .beginObject))
      return nil
    case .endObject, .endArray:
      guard let container = open.popLast() else { return nil }
      let content: JSONValue.Content =
        container.isObject ? .object(container.members) : .array(container.elements)
      return add(JSONValue(content, place: container.place))
    case .key(let key):
      try begin(key: key, bytes)
      return nil
    case .string(let text):
      let place = places.place(at: text.start - 1, in: bytes)
      return add(JSONValue(.string(text.string(in: bytes)), place: place))
    case .number(let range):
      let text = JSONText(start: range.lowerBound, count: range.count, hasEscapes: false)
      let place = places.place(at: range.lowerBound, in: bytes)
      return add(JSONValue(.number(text.string(in: bytes)), place: place))
    case .bool(let value):
      return add(JSONValue(.bool(value), place: places.place(at: end - (value ? 4 : 5), in: bytes)))
    case .null:
      return add(JSONValue(.null, place: places.place(at: end - 4, in: bytes)))
    }
  }

  private mutating func begin(key: JSONText, _ bytes: Span<UInt8>) throws(JSONError) {
    let text = key.string(in: bytes)
    let place = places.place(at: key.start - 1, in: bytes)
    guard open[open.count - 1].keys.insert(text) else {
      throw JSONError(.duplicateKey(text), at: key.start - 1)
    }
    open[open.count - 1].key = (text, place)
  }

  private mutating func add(_ value: JSONValue) -> JSONValue? {
    guard !open.isEmpty else { return value }
    let last = open.count - 1
    if let key = open[last].key {
      let member = JSONValue.Member(key: key.text, keyPlace: key.place, value: value)
      open[last].members.append(member)
    } else {
      open[last].elements.append(value)
    }
    return nil
  }

  /// The length of a UTF-8 byte order mark at the start.
  private static func markLength(_ bytes: Span<UInt8>) -> Int {
    let hasMark = bytes.count >= 3 && bytes[0] == 0xef && bytes[1] == 0xbb && bytes[2] == 0xbf
    return hasMark ? 3 : 0
  }
}

/// Turns ascending offsets into lines and columns, looking at each byte once.
private struct PlaceCounter {
  private var offset = 0
  private var line = 1
  private var lineStart = 0

  mutating func place(at target: Int, in bytes: Span<UInt8>) -> JSONPlace {
    while offset < target {
      if bytes[offset] == 0x0a {
        line += 1
        lineStart = offset + 1
      }
      offset += 1
    }
    return JSONPlace(line: line, column: target - lineStart + 1)
  }
}

/// The keys of one object, told apart byte by byte: `String` takes two spellings of "é" as equal.
private struct KeySet {
  private var first: [String] = []
  private var all: Set<[UInt8]> = []

  /// - Returns: Whether the key is new.
  mutating func insert(_ key: String) -> Bool {
    if all.isEmpty, first.count < 8 {
      if first.contains(where: { $0.utf8.elementsEqual(key.utf8) }) { return false }
      first.append(key)
      return true
    }
    if all.isEmpty { all = Set(first.map { Array($0.utf8) }) }
    return all.insert(Array(key.utf8)).inserted
  }
}
