/// Writes one JSON document into bytes as it goes; no tree is built.
///
/// Commas, colons, line breaks and escapes are the writer's business; that keys are unique is the caller's.
package struct JSONWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  private let layout: Layout
  private var depth = 0
  private var state = State.start

  package enum Layout: Sendable {
    /// Without any white space, as RFC 8785 has it.
    case compact
    /// Two spaces a level, one value a line.
    case pretty
  }

  private enum State {
    case start
    /// Nothing yet in the innermost container.
    case empty
    case afterKey
    case afterValue
  }

  package init(_ layout: Layout = .compact) {
    self.layout = layout
  }

  package mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try container(0x7b, 0x7d, body)
  }

  package mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try container(0x5b, 0x5d, body)
  }

  /// Begins a member of an object; its value comes next.
  package mutating func key(_ key: String) {
    separate()
    Self.append(key, to: &bytes)
    bytes.append(0x3a)
    if layout == .pretty { bytes.append(0x20) }
    state = .afterKey
  }

  package mutating func value(_ text: String) {
    separate()
    Self.append(text, to: &bytes)
    state = .afterValue
  }

  package mutating func value(_ number: Int) { raw("\(number)") }
  package mutating func value(_ value: Bool) { raw(value ? "true" : "false") }
  package mutating func null() { raw("null") }

  /// Text that is already UTF-8.
  package mutating func value(utf8 text: UnsafeRawBufferPointer) {
    separate()
    Self.append(utf8: text, to: &bytes)
    state = .afterValue
  }

  /// A value that is JSON already, written as it is.
  package mutating func value(json text: UnsafeRawBufferPointer) {
    separate()
    bytes.append(contentsOf: text)
    state = .afterValue
  }

  /// Hands over what was written so far, and forgets it.
  package mutating func drain(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    try bytes.withUnsafeBytes(body)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes a tree.
  package mutating func value(_ value: JSONValue) {
    switch value.content {
    case .null: null()
    case .bool(let value): self.value(value)
    case .number(let text): raw(text)
    case .string(let text): self.value(text)
    case .array(let elements):
      array { writer in for element in elements { writer.value(element) } }
    case .object(let members):
      object { writer in
        for member in members {
          writer.key(member.key)
          writer.value(member.value)
        }
      }
    }
  }

  /// Ends a line, between the documents of a JSON Lines file or behind the last.
  package mutating func endLine() {
    bytes.append(0x0a)
    state = .start
  }

  private mutating func raw(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
    state = .afterValue
  }

  private mutating func container(
    _ open: UInt8,
    _ close: UInt8,
    _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    separate()
    bytes.append(open)
    depth += 1
    state = .empty
    try body(&self)
    depth -= 1
    if state != .empty { breakLine() }
    bytes.append(close)
    state = .afterValue
  }

  private mutating func separate() {
    switch state {
    case .start, .afterKey: return
    case .empty: break
    case .afterValue: bytes.append(0x2c)
    }
    breakLine()
  }

  private mutating func breakLine() {
    guard layout == .pretty else { return }
    bytes.append(0x0a)
    bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
  }
}

extension JSONWriter {
  /// Appends `text` in quotes, escaped as RFC 8785 (section 3.2.2.2) has it.
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { append(utf8: UnsafeRawBufferPointer($0), to: &bytes) }
  }

  package static func append(utf8 text: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    var plainStart = 0
    for index in 0..<text.count {
      let byte = text[index]
      if byte >= 0x20, byte != 0x22, byte != 0x5c { continue }
      bytes.append(contentsOf: text[plainStart..<index])
      plainStart = index + 1
      appendEscape(of: byte, to: &bytes)
    }
    bytes.append(contentsOf: text[plainStart...])
    bytes.append(0x22)
  }

  private static func appendEscape(of byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(0x5c)
    switch byte {
    case 0x08: bytes.append(0x62)
    case 0x09: bytes.append(0x74)
    case 0x0a: bytes.append(0x6e)
    case 0x0c: bytes.append(0x66)
    case 0x0d: bytes.append(0x72)
    case 0x22, 0x5c: bytes.append(byte)
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: [0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
  }
}
