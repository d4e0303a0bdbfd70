import JSONReader

/// What an answer must hold: objects may have more fields than the pattern, everything else is exact.
///
/// Words: `$any`, `$text`, `$guid`, `$absent`, `$empty` (no body at all); `{"$contains": […]}`, `{"$lacks": […]}`
/// and `{"$set": […]}` (any order) for lists.
enum AnswerPattern {
  /// - Returns: Where and why the value does not fit; nil if it does.
  static func mismatch(_ pattern: JSONValue, _ value: JSONValue?, at path: String) -> String? {
    switch pattern.content {
    case .string(let word) where word.hasPrefix("$"): return mismatch(word: word, value, path)
    case .object(let members):
      if let operation = members.first, operation.key.hasPrefix("$"), operation.key.count > 3,
        members.count == 1, ["$contains", "$lacks", "$set"].contains(operation.key)
      {
        return mismatch(operation.key, operation.value.array ?? [], value?.array, path)
      }
      guard value?.object != nil else { return "\(path) is no object" }
      return members.lazy.compactMap {
        mismatch($0.value, value?[$0.key], at: "\(path).\($0.key)")
      }.first
    case .array(let patterns):
      guard let elements = value?.array, elements.count == patterns.count else {
        return "\(path) is no list of \(patterns.count)"
      }
      return patterns.indices.lazy.compactMap {
        mismatch(patterns[$0], elements[$0], at: "\(path)[\($0)]")
      }.first
    case .null, .bool, .number, .string:
      return pattern == value ? nil : "\(path) is \(text(value)), not \(text(pattern))"
    }
  }

  private static func mismatch(word: String, _ value: JSONValue?, _ path: String) -> String? {
    let fits =
      switch word {
      case "$any": value != nil
      case "$absent": value == nil
      case "$text": !(value?.string ?? "").isEmpty
      case "$guid":
        (value?.string ?? "").split(separator: "-").map(\.count) == [8, 4, 4, 4, 12]
          && value?.string == value?.string?.lowercased()
      default: false
      }
    return fits ? nil : "\(path) is \(text(value)), not \(word)"
  }

  private static func mismatch(
    _ operation: String,
    _ patterns: [JSONValue],
    _ elements: [JSONValue]?,
    _ path: String
  ) -> String? {
    guard let elements else { return "\(path) is no list" }
    if operation == "$set", elements.count != patterns.count {
      return "\(path) has \(elements.count) elements, not \(patterns.count)"
    }
    for pattern in patterns {
      let isThere = elements.contains { mismatch(pattern, $0, at: path) == nil }
      if isThere == (operation == "$lacks") {
        return "\(path) \(isThere ? "holds" : "lacks") \(text(pattern))"
      }
    }
    return nil
  }

  private static func text(_ value: JSONValue?) -> String {
    guard let value else { return "absent" }
    var writer = JSONWriter()
    writer.value(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
