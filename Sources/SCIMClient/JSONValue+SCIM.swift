package import JSONReader

extension JSONValue {
  /// The attribute called `name`, in any case (RFC 7643 section 2.1), or nil if it is missing or null.
  ///
  /// Linear in attributes.
  package func attribute(_ name: StaticString) -> JSONValue? {
    guard let members = object else { return nil }
    return members.first { $0.key.isAttributeName(name) && !$0.value.isNull }?.value
  }

  /// The text of an attribute; nil also for one that is empty or no text.
  package func text(_ name: StaticString) -> String? {
    guard let text = attribute(name)?.string, !text.isEmpty else { return nil }
    return text
  }

  /// A text, or a number as it is written: services give ids and statuses either way.
  package var identifier: String? {
    switch content {
    case .string(let text): text.isEmpty ? nil : text
    case .number(let text): text
    case .null, .bool, .array, .object: nil
    }
  }

  /// A truth value, also as `"true"`, `"False "`, 1 or `"0"`.
  package var truth: Bool? {
    if let bool { return bool }
    let word = identifier?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return switch word?.lowercased() {
    case "true", "1": true
    case "false", "0": false
    default: nil
    }
  }

  /// A count that is not negative, also as text.
  package var count: Int? {
    guard let number = int ?? string.flatMap({ Int($0) }), number >= 0 else { return nil }
    return number
  }

  /// This object with an attribute set, in the place and spelling that it has, else behind the others.
  package func setting(_ name: StaticString, to value: JSONValue) -> JSONValue {
    var members = object ?? []
    if let index = members.firstIndex(where: { $0.key.isAttributeName(name) }) {
      members[index] = Member(key: members[index].key, value: value)
      let key = members[index].key
      // A service that writes a name in two spellings gets it back in one.
      members = members.enumerated()
        .filter {
          $0.offset == index || $0.element.key == key || !$0.element.key.isAttributeName(name)
        }
        .map(\.element)
    } else {
      members.append(Member(key: "\(name)", value: value))
    }
    return JSONValue(.object(members))
  }

  /// This object without some attributes.
  package func removing(_ names: [StaticString]) -> JSONValue {
    JSONValue(
      .object(
        (object ?? []).filter { member in
          !names.contains { member.key.isAttributeName($0) }
        }
      )
    )
  }

  /// The document as bytes, without white space.
  package var encoded: [UInt8] {
    var writer = JSONWriter()
    writer.value(self)
    return writer.bytes
  }
}

extension String {
  /// Whether two attribute names are the same; only ASCII letters fold.
  fileprivate func isAttributeName(_ name: StaticString) -> Bool {
    guard utf8.count == name.utf8CodeUnitCount else { return false }
    let other = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    return utf8.elementsEqual(other) { left, right in
      left == right
        || ((left | 0x20) == (right | 0x20) && (0x61...0x7a).contains(left | 0x20))
    }
  }
}
