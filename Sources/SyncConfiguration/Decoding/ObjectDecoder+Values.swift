internal import JSONReader

extension ObjectDecoder {
  /// A text; nil if it is left out or null.
  func string(_ key: String, decides: Bool = false) throws(ConfigurationError) -> String? {
    guard let value = given(key), !value.isNull else {
      note(key, .string, JSONValue(.null), decides: decides)
      return nil
    }
    guard let text = value.string else {
      throw error(key, "expected a text in quotes, found \(value.kindDescription)")
    }
    note(key, .string, value, decides: decides)
    return text
  }

  func string(
    _ key: String,
    default: String,
    decides: Bool = false
  ) throws(ConfigurationError) -> String {
    guard let value = given(key) else {
      note(key, .string, JSONValue(.string(`default`)), decides: decides)
      return `default`
    }
    guard let text = value.string else {
      throw error(key, "expected a text in quotes, found \(value.kindDescription)")
    }
    note(key, .string, value, decides: decides)
    return text
  }

  func requiredString(_ key: String, decides: Bool = false) throws(ConfigurationError) -> String {
    guard let text = try string(key, decides: decides), !text.isEmpty else {
      throw error(key, "is required")
    }
    return text
  }

  func bool(_ key: String, default: Bool, decides: Bool = false) throws(ConfigurationError) -> Bool
  {
    guard let value = given(key), !value.isNull else {
      note(key, .bool, JSONValue(.bool(`default`)), decides: decides)
      return `default`
    }
    guard let flag = value.bool else {
      throw error(key, "expected true or false, found \(value.kindDescription)")
    }
    note(key, .bool, value, decides: decides)
    return flag
  }

  /// A whole number; nil if it is null, the default if it is left out.
  func integer(
    _ key: String,
    default: Int?,
    in range: ClosedRange<Int>
  ) throws(ConfigurationError) -> Int? {
    guard let value = given(key) else {
      note(key, .integer, `default`.map { JSONValue(.number("\($0)")) } ?? JSONValue(.null))
      return `default`
    }
    note(key, .integer, value)
    if value.isNull { return nil }
    guard let number = value.int else {
      throw error(key, "expected a whole number, found \(value.kindDescription)")
    }
    guard range.contains(number) else {
      throw error(key, "must be from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func number(
    _ key: String,
    default: Double?,
    in range: ClosedRange<Double>
  ) throws(ConfigurationError) -> Double? {
    guard let value = given(key) else {
      note(key, .number, `default`.map { JSONValue(.number(Self.text($0))) } ?? JSONValue(.null))
      return `default`
    }
    note(key, .number, value)
    if value.isNull { return nil }
    guard let number = value.double, range.contains(number) else {
      throw error(
        key,
        "expected a number from \(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))"
      )
    }
    return number
  }

  /// Seconds of `"90s"`, `"30m"`, `"72h"`, `"7d"`; nil if it is null.
  func duration(_ key: String, default: String?) throws(ConfigurationError) -> Int64? {
    guard let value = given(key) else {
      note(key, .duration, `default`.map { JSONValue(.string($0)) } ?? JSONValue(.null))
      return `default`.flatMap(DurationWord.seconds)
    }
    note(key, .duration, value)
    if value.isNull { return nil }
    guard let text = value.string, let seconds = DurationWord.seconds(text) else {
      throw error(key, "expected a duration such as \"90s\", \"30m\", \"72h\" or \"7d\"")
    }
    return seconds
  }

  /// One of a list of words.
  func word<Value: RawRepresentable & CaseIterable>(
    _ key: String,
    default: Value,
    decides: Bool = false
  ) throws(ConfigurationError) -> Value where Value.RawValue == String {
    let words = Value.allCases.map(\.rawValue)
    guard let value = given(key) else {
      note(key, .word(words), JSONValue(.string(`default`.rawValue)), decides: decides)
      return `default`
    }
    note(key, .word(words), value, decides: decides)
    guard let text = value.string, let result = Value(rawValue: text) else {
      throw error(
        key,
        "expected one of \(words.map { "\"\($0)\"" }.joined(separator: ", "))",
        hint: value.string.flatMap { NearestWord.of($0, among: words) }
          .map { "Did you mean \"\($0)\"?" }
      )
    }
    return result
  }

  /// A list of texts; empty if it is left out or null.
  func strings(_ key: String, decides: Bool = false) throws(ConfigurationError) -> [String] {
    guard let value = given(key), !value.isNull else {
      note(key, .strings, JSONValue(.array([])), decides: decides)
      return []
    }
    let texts = try texts(key, value)
    note(key, .strings, JSONValue(.array(texts.map { JSONValue(.string($0)) })), decides: decides)
    return texts
  }

  /// The same, but nil where it is left out or null.
  func optionalStrings(
    _ key: String,
    decides: Bool = false
  ) throws(ConfigurationError) -> [String]? {
    guard let value = given(key), !value.isNull else {
      note(key, .strings, JSONValue(.null), decides: decides)
      return nil
    }
    return try strings(key, decides: decides)
  }

  /// One text or a list of them.
  func oneOrMoreStrings(_ key: String, decides: Bool = false) throws(ConfigurationError) -> [String]
  {
    guard let value = given(key), let text = value.string else {
      return try strings(key, decides: decides)
    }
    note(key, .strings, JSONValue(.array([JSONValue(.string(text))])), decides: decides)
    return [text]
  }

  private func texts(_ key: String, _ value: JSONValue) throws(ConfigurationError) -> [String] {
    guard let elements = value.array else {
      throw error(key, "expected a list of texts, found \(value.kindDescription)")
    }
    var texts: [String] = []
    for element in elements {
      guard let text = element.string else {
        throw error(key, "expected a list of texts, found \(element.kindDescription) in it")
      }
      texts.append(text)
    }
    return texts
  }

  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
  }
}
