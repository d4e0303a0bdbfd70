extension JSONValue {
  package var isNull: Bool {
    if case .null = content { return true }
    return false
  }

  /// The text of a string, else nil.
  package var string: String? {
    if case .string(let text) = content { return text }
    return nil
  }

  /// The value of a number that is whole and fits, else nil; `1e3` and `1.0` are not taken as whole.
  package var int: Int? {
    if case .number(let text) = content { return Int(text) }
    return nil
  }

  package var double: Double? {
    if case .number(let text) = content { return Double(text) }
    return nil
  }

  package var bool: Bool? {
    if case .bool(let value) = content { return value }
    return nil
  }

  package var array: [JSONValue]? {
    if case .array(let elements) = content { return elements }
    return nil
  }

  package var object: [Member]? {
    if case .object(let members) = content { return members }
    return nil
  }

  /// The value of `key`, or nil if this is no object or has no such key.
  ///
  /// Linear in keys.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  /// What kind of value this is, for people: `a string`, `an object`.
  package var kindDescription: String {
    switch content {
    case .null: "null"
    case .bool: "a truth value"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self.init(.string(value)) }
  package init(booleanLiteral value: Bool) { self.init(.bool(value)) }
  package init(integerLiteral value: Int) { self.init(.number(String(value))) }
  package init(nilLiteral: ()) { self.init(.null) }
  package init(arrayLiteral elements: JSONValue...) { self.init(.array(elements)) }

  /// Keys in the order given.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(.object(elements.map { Member(key: $0.0, value: $0.1) }))
  }
}
