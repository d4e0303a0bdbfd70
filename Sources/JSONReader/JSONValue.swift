/// A small JSON document as a tree: configurations, ledgers, answers of servers.
///
/// Every value knows its place, so that whoever finds it wrong can name the line. Keys keep their order and
/// occur once. What is big is read with ``JSONParser`` instead.
package struct JSONValue: Sendable {
  package let content: Content
  package let place: JSONPlace

  package enum Content: Sendable {
    case null
    case bool(Bool)
    /// As written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])
  }

  /// A key and its value.
  package struct Member: Equatable, Sendable {
    package let key: String
    package let keyPlace: JSONPlace
    package let value: JSONValue

    package init(
      key: String,
      keyPlace: JSONPlace = JSONPlace(line: 0, column: 0),
      value: JSONValue
    ) {
      self.key = key
      self.keyPlace = keyPlace
      self.value = value
    }
  }

  package init(_ content: Content, place: JSONPlace = JSONPlace(line: 0, column: 0)) {
    self.content = content
    self.place = place
  }

  /// Parses a whole document.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8; a byte order mark is passed over.
  ///   - syntax: Strict, or with comments for configurations.
  /// - Throws: ``JSONError``, also for a key that stands twice in one object and for anything behind the value.
  package init(parsing bytes: Span<UInt8>, syntax: JSONSyntax = .strict) throws(JSONError) {
    var builder = JSONTreeBuilder(syntax: syntax)
    self = try builder.build(bytes)
  }

  package init(parsing bytes: [UInt8], syntax: JSONSyntax = .strict) throws(JSONError) {
    try self.init(parsing: bytes.span, syntax: syntax)
  }

  package init(parsing text: String, syntax: JSONSyntax = .strict) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), syntax: syntax)
  }
}

extension JSONValue: Equatable {
  /// Compares content, not places; numbers by the way they are written.
  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left.content, right.content) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)):
      left.elementsEqual(right) { $0.key.utf8.elementsEqual($1.key.utf8) && $0.value == $1.value }
    default: false
    }
  }
}
