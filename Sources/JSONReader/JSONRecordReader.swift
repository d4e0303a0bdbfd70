/// Reads one record after another in a single pass: validates everything, and takes out the values whose
/// paths a ``JSONPathTable`` wants, without a string or a tree.
package struct JSONRecordReader: Sendable {
  package let table: JSONPathTable
  /// What was found, in the order of the document.
  package var matches: [JSONMatch] = []
  /// Whether a string among ``matches`` is still escaped.
  package var hasEscapes = false

  private let syntax: JSONSyntax
  private var forecast = KeyForecast()
  /// What is open around the innermost array or object.
  private var outer: [Container]

  /// Values of one record: 64 MB of them.
  private static let matchLimit = 1 << 22

  /// An array or object that is being read.
  private struct Container {
    var node = JSONPathTable.none
    /// Its position in `matches`, or -1.
    var match = -1
    /// The wanted keys met in it, by their ordinal.
    var seen: (UInt64, UInt64) = (0, 0)
  }

  package enum Outcome: Equatable, Sendable {
    /// The value ended before this offset.
    case complete(end: Int)
    /// The value has a list of records in it: it is to be taken apart rather than read as a whole. A list of
    /// texts and numbers is no such list.
    case holdsList
  }

  package init(table: JSONPathTable, syntax: JSONSyntax = .strict) {
    self.table = table
    self.syntax = syntax
    outer = [Container](repeating: Container(), count: JSONSyntax.deepest)
  }

  /// Reads the value at `start`, adding to ``matches`` what is wanted of it.
  ///
  /// - Parameters:
  ///   - bytes: The text, of which this is a part.
  ///   - start: Where in it the value, or white space before it, begins; below 4 GiB.
  ///   - node: Where in the table the value stands; a value at ``JSONPathTable/none`` is only validated.
  ///   - depthAround: How many arrays and objects are open around it.
  ///   - stopsAtLists: Whether a list of records ends the reading.
  /// - Returns: Where the value ends. A number at the very end of the bytes may go on in bytes to come.
  /// - Throws: ``JSONError``; then ``matches`` holds a part of the record.
  package mutating func read(
    _ bytes: Span<UInt8>,
    at start: Int,
    node: JSONPathTable.Node,
    depth depthAround: Int = 0,
    stopsAtLists: Bool = true
  ) throws(JSONError) -> Outcome {
    var scanner = JSONScanner(position: start, syntax: syntax)
    var stack: UInt64 = 0
    var depth = 0
    var target = node
    var container = Container()
    forecast.restart()
    while true {
      let byte = try scanner.need(bytes)
      if byte == 0x22 {
        let text = try scanner.string(bytes)
        add(.string, target, text.start, text.count, hasEscapes: text.hasEscapes)
      } else if byte == 0x7b || byte == 0x5b {
        if stopsAtLists, table.isList(target) {
          let isInList = depth > 0 && stack & 1 == 0 && container.node == target
          if byte == 0x7b || isInList { return .holdsList }
        }
        guard depth &+ depthAround < syntax.nestingLimit else {
          throw JSONError(.nestingTooDeep(limit: syntax.nestingLimit), at: scanner.position)
        }
        scanner.position &+= 1
        let isObject = byte == 0x7b
        let opened = begin(isObject, target)
        if try scanner.need(bytes) != (isObject ? 0x7d : 0x5d) {
          outer[depth] = container
          container = opened
          stack = stack &<< 1 | (isObject ? 1 : 0)
          depth &+= 1
          if isObject { target = try key(&scanner, bytes, &container, else: .keyOrEnd) }
          continue
        }
        scanner.position &+= 1
        if isObject { markEmpty(opened) }
      } else {
        try scalar(byte, target, &scanner, bytes)
      }
      while true {
        if depth == 0 { return .complete(end: scanner.position) }
        if matches.count > Self.matchLimit {
          throw JSONError(.tooManyValues(limit: Self.matchLimit), at: scanner.position)
        }
        let isObject = stack & 1 == 1
        let byte = try scanner.need(bytes)
        if byte == 0x2c {
          scanner.position &+= 1
          target =
            isObject ? try key(&scanner, bytes, &container, else: .key) : container.node
          break
        }
        guard byte == (isObject ? 0x7d : 0x5d) else {
          throw scanner.unexpected(byte, isObject ? .commaOrObjectEnd : .commaOrArrayEnd)
        }
        scanner.position &+= 1
        stack &>>= 1
        depth &-= 1
        container = outer[depth]
      }
    }
  }

  /// Passes a key and says where in the table its value stands.
  @inline(__always)
  private mutating func key(
    _ scanner: inout JSONScanner,
    _ bytes: Span<UInt8>,
    _ container: inout Container,
    else expected: JSONError.Expected
  ) throws(JSONError) -> JSONPathTable.Node {
    let parent = container.node
    let start = try scanner.keyStart(bytes, else: expected)
    let text: JSONText
    let child: JSONPathTable.Node
    if let known = forecast.match(parent, bytes, at: start) {
      text = JSONText(start: start, count: known.count, hasEscapes: false)
      child = known.child
      scanner.position = start &+ known.count &+ 1
    } else {
      text = try scanner.string(bytes)
      child = self.child(of: parent, text, bytes)
      forecast.remember(parent, child, bytes, text)
    }
    try scanner.colon(bytes)
    if child >= 0 { try markSeen(child, in: &container, text, bytes) }
    return child
  }

  private func child(
    of parent: JSONPathTable.Node,
    _ key: JSONText,
    _ bytes: Span<UInt8>
  ) -> JSONPathTable.Node {
    if parent < 0 || table.isLeaf(parent) { return JSONPathTable.none }
    return key.hasEscapes
      ? table.child(of: parent, key.string(in: bytes)) ?? JSONPathTable.none
      : table.child(of: parent, bytes, start: key.start, count: key.count)
  }

  @inline(__always)
  private func markSeen(
    _ child: JSONPathTable.Node,
    in container: inout Container,
    _ key: JSONText,
    _ bytes: Span<UInt8>
  ) throws(JSONError) {
    let ordinal = table.ordinal(child)
    let bit: UInt64 = 1 &<< UInt64(ordinal & 63)
    let isSeen: Bool
    if ordinal < 64 {
      isSeen = container.seen.0 & bit != 0
      container.seen.0 |= bit
    } else if ordinal < 128 {
      isSeen = container.seen.1 & bit != 0
      container.seen.1 |= bit
    } else {
      return
    }
    if isSeen { throw JSONError(.duplicateKey(key.string(in: bytes)), at: key.start &- 1) }
  }

  @inline(__always)
  private mutating func begin(_ isObject: Bool, _ node: JSONPathTable.Node) -> Container {
    let path = table.wantedPath(node)
    if path < 0 { return Container(node: node) }
    matches.append(
      JSONMatch(path: UInt16(truncatingIfNeeded: path), kind: isObject ? .object : .array)
    )
    return Container(node: node, match: matches.count - 1)
  }

  private mutating func markEmpty(_ container: Container) {
    let match = container.match
    if match >= 0 { matches[match] = JSONMatch(path: matches[match].path, kind: .emptyObject) }
  }

  private mutating func scalar(
    _ byte: UInt8,
    _ node: JSONPathTable.Node,
    _ scanner: inout JSONScanner,
    _ bytes: Span<UInt8>
  ) throws(JSONError) {
    let start = scanner.position
    let kind: JSONMatch.Kind
    switch byte {
    case 0x2d, 0x30...0x39:
      _ = try scanner.number(bytes)
      kind = .number
    case 0x74:
      try scanner.literal("true", bytes)
      kind = .bool
    case 0x66:
      try scanner.literal("false", bytes)
      kind = .bool
    case 0x6e:
      try scanner.literal("null", bytes)
      kind = .null
    default: throw scanner.unexpected(byte, .value)
    }
    add(kind, node, start, scanner.position &- start, hasEscapes: false)
  }

  @inline(__always)
  private mutating func add(
    _ kind: JSONMatch.Kind,
    _ node: JSONPathTable.Node,
    _ start: Int,
    _ count: Int,
    hasEscapes: Bool
  ) {
    let path = table.wantedPath(node)
    if path < 0 { return }
    if hasEscapes { self.hasEscapes = true }
    matches.append(
      JSONMatch(
        path: UInt16(truncatingIfNeeded: path),
        kind: kind,
        hasEscapes: hasEscapes,
        start: UInt32(truncatingIfNeeded: start),
        count: UInt32(truncatingIfNeeded: count)
      )
    )
  }
}
