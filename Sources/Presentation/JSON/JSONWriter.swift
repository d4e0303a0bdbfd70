/// Writes one JSON document into bytes as it goes: no tree is built, so a hundred thousand users cost only their text.
///
/// Keys come out in the order of the calls; every caller writes them sorted.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(0x7b)
    body(&self)
    bytes.append(0x7d)
  }

  package mutating func object(_ key: String, _ body: (inout JSONWriter) -> Void) {
    name(key)
    object(body)
  }

  package mutating func array(_ key: String, _ body: (inout JSONWriter) -> Void) {
    name(key)
    bytes.append(0x5b)
    body(&self)
    bytes.append(0x5d)
  }

  /// An object on a line of its own, for lists that people compare line by line.
  package mutating func row(_ body: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(0x0a)
    object(body)
  }

  /// Ends the line of the last ``row(_:)``.
  package mutating func endRows() {
    if bytes.last == 0x7d { bytes.append(0x0a) }
  }

  package mutating func field(_ key: String, _ value: String) {
    name(key)
    JSONText.append(value, to: &bytes)
  }

  /// Leaves the field out if there is no value.
  package mutating func field(_ key: String, ifPresent value: String?) {
    if let value { field(key, value) }
  }

  /// Writes `null` if there is no value.
  package mutating func field(_ key: String, orNull value: String?) {
    if let value { field(key, value) } else { null(key) }
  }

  package mutating func field(_ key: String, _ value: Int) {
    name(key)
    bytes.append(contentsOf: String(value).utf8)
  }

  package mutating func field(_ key: String, _ value: Bool) {
    name(key)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  package mutating func null(_ key: String) {
    name(key)
    bytes.append(contentsOf: "null".utf8)
  }

  /// A field of UTF-8 bytes that never become a `String`; `nil` is `null`.
  package mutating func field(_ key: String, utf8 value: UnsafeRawBufferPointer?) {
    guard let value else { return null(key) }
    name(key)
    JSONText.append(utf8: value, to: &bytes)
  }

  /// A string in an array.
  package mutating func element(_ value: String) {
    separate()
    JSONText.append(value, to: &bytes)
  }

  package mutating func element(utf8 value: UnsafeRawBufferPointer) {
    separate()
    JSONText.append(utf8: value, to: &bytes)
  }

  package mutating func reserveCapacity(_ count: Int) {
    bytes.reserveCapacity(count)
  }

  /// Ends the document with a line break.
  package mutating func endLine() {
    bytes.append(0x0a)
  }

  private mutating func name(_ key: String) {
    separate()
    JSONText.append(key, to: &bytes)
    bytes.append(0x3a)
  }

  /// A comma, unless this is the first value of its object or array, or the value of a key.
  private mutating func separate() {
    switch bytes.last {
    case nil, 0x7b, 0x5b, 0x3a, 0x0a: break
    default: bytes.append(0x2c)
    }
  }
}
