internal import JSONReader

extension ObjectDecoder {
  /// Notes a key and gives its value, or the default; nil if that is null.
  private func value(
    _ key: String,
    _ type: ConfigurationKey.ValueType,
    standard: JSONValue?,
    acceptsNull: Bool,
    decides: Bool
  ) throws(ConfigurationError) -> JSONValue? {
    guard var effective = given(key) ?? standard else { throw error(key, "is required") }
    // A single text is the list of it.
    if type == .oneOrMoreStrings, effective.string != nil { effective = .init(.array([effective])) }
    note(
      ConfigurationKey(
        name: key,
        type: type,
        effective: effective,
        standard: standard,
        acceptsNull: acceptsNull,
        decides: decides
      )
    )
    // Not `? nil :`, which would be JSON's null.
    guard effective.isNull else { return effective }
    if !acceptsNull { throw error(key, "must not be null") }
    return nil
  }

  /// A text; nil if it is left out or null.
  func string(_ key: String, decides: Bool = false) throws(ConfigurationError) -> String? {
    let value = try value(
      key,
      .string,
      standard: .init(.null),
      acceptsNull: true,
      decides: decides
    )
    guard let value else { return nil }
    return try text(key, value)
  }

  /// A text that has to be there, and not to be empty.
  func requiredString(_ key: String, decides: Bool = false) throws(ConfigurationError) -> String {
    let value = try value(key, .string, standard: nil, acceptsNull: false, decides: decides)
    let result = try text(key, value ?? .init(.null))
    guard !result.isEmpty else { throw error(key, "is required") }
    return result
  }

  /// The text of a reference to a secret; nil if it is left out or null.
  func secret(_ key: String, isRequired: Bool) throws(ConfigurationError) -> JSONValue? {
    try value(
      key,
      .secret,
      standard: isRequired ? nil : .init(.null),
      acceptsNull: !isRequired,
      decides: false
    )
  }

  func bool(_ key: String, default: Bool, decides: Bool = false) throws(ConfigurationError) -> Bool
  {
    let value = try value(
      key,
      .bool,
      standard: .init(.bool(`default`)),
      acceptsNull: false,
      decides: decides
    )
    guard let flag = value?.bool else {
      throw error(key, "expected true or false, found \(Self.kind(value))")
    }
    return flag
  }

  /// A whole number.
  func integer(
    _ key: String,
    default: Int,
    in range: ClosedRange<Int>
  ) throws(ConfigurationError) -> Int {
    let value = try value(
      key,
      .integer(range),
      standard: .init(.number("\(`default`)")),
      acceptsNull: false,
      decides: false
    )
    return try integer(key, value ?? .init(.null), range)
  }

  /// A whole number; nil if it is null: without limit.
  func limit(
    _ key: String,
    default: Int?,
    in range: ClosedRange<Int>
  ) throws(ConfigurationError) -> Int? {
    let value = try value(
      key,
      .integer(range),
      standard: `default`.map { JSONValue(.number("\($0)")) } ?? .init(.null),
      acceptsNull: true,
      decides: false
    )
    guard let value else { return nil }
    return try integer(key, value, range)
  }

  /// A number; nil if it is null: without limit.
  func limit(
    _ key: String,
    default: Double?,
    in range: ClosedRange<Double>
  ) throws(ConfigurationError) -> Double? {
    let value = try value(
      key,
      .number(range),
      standard: `default`.map { JSONValue(.number(Self.text($0))) } ?? .init(.null),
      acceptsNull: true,
      decides: false
    )
    guard let value else { return nil }
    guard let number = value.double, range.contains(number) else {
      let bounds = "from \(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))"
      throw error(key, "expected a number \(bounds)")
    }
    return number
  }

  /// Seconds of `"90s"`, `"30m"`, `"72h"`, `"7d"`.
  func duration(_ key: String, default: String) throws(ConfigurationError) -> Int64 {
    let value = try value(
      key,
      .duration,
      standard: .init(.string(`default`)),
      acceptsNull: false,
      decides: false
    )
    return try seconds(key, value ?? .init(.null))
  }

  /// The same; nil if it is null: without end.
  func optionalDuration(_ key: String, default: String?) throws(ConfigurationError) -> Int64? {
    let value = try value(
      key,
      .duration,
      standard: `default`.map { JSONValue(.string($0)) } ?? .init(.null),
      acceptsNull: true,
      decides: false
    )
    guard let value else { return nil }
    return try seconds(key, value)
  }

  /// One of a list of words.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - words: All that are understood.
  ///   - default: The word where the key is left out; nil: it is required.
  ///   - decides: See ``ConfigurationKey/decides``.
  /// - Returns: One of `words`.
  /// - Throws: ``ConfigurationError`` listing them.
  func word(
    _ key: String,
    among words: [String],
    default: String?,
    decides: Bool = false
  ) throws(ConfigurationError) -> String {
    let value = try value(
      key,
      .word(words),
      standard: `default`.map { JSONValue(.string($0)) },
      acceptsNull: false,
      decides: decides
    )
    return try word(key, value ?? .init(.null), words)
  }

  /// The same; nil if it is left out or null.
  func optionalWord(_ key: String, among words: [String]) throws(ConfigurationError) -> String? {
    let value = try value(
      key,
      .word(words),
      standard: .init(.null),
      acceptsNull: true,
      decides: false
    )
    guard let value else { return nil }
    return try word(key, value, words)
  }

  /// One of the words of an enumeration.
  func word<Value: RawRepresentable & CaseIterable>(
    _ key: String,
    default: Value?,
    decides: Bool = false
  ) throws(ConfigurationError) -> Value where Value.RawValue == String {
    let words = Value.allCases.map(\.rawValue)
    let text = try word(key, among: words, default: `default`?.rawValue, decides: decides)
    guard let value = Value(rawValue: text) else { throw error(key, "is required") }
    return value
  }

  /// A list of texts, empty if it is left out.
  func strings(_ key: String, decides: Bool = false) throws(ConfigurationError) -> [String] {
    let value = try value(
      key,
      .strings,
      standard: .init(.array([])),
      acceptsNull: false,
      decides: decides
    )
    return try texts(key, value ?? .init(.null))
  }

  /// A list of texts that has to be there.
  func requiredStrings(_ key: String) throws(ConfigurationError) -> [String] {
    let value = try value(key, .strings, standard: nil, acceptsNull: false, decides: false)
    return try texts(key, value ?? .init(.null))
  }

  /// A list of texts; nil if it is left out or null.
  func optionalStrings(
    _ key: String,
    decides: Bool = false
  ) throws(ConfigurationError) -> [String]? {
    let value = try value(
      key,
      .strings,
      standard: .init(.null),
      acceptsNull: true,
      decides: decides
    )
    guard let value else { return nil }
    return try texts(key, value)
  }

  /// A list of some of the words.
  func words(
    _ key: String,
    among words: [String],
    default: [String],
    decides: Bool = false
  ) throws(ConfigurationError) -> [String] {
    let value = try value(
      key,
      .words(words),
      standard: .init(.array(`default`.map { JSONValue(.string($0)) })),
      acceptsNull: false,
      decides: decides
    )
    guard let elements = value?.array else {
      throw error(key, "expected a list of words, found \(Self.kind(value))")
    }
    var found: [String] = []
    for element in elements { found.append(try word(key, element, words)) }
    return found
  }

  /// One text or a list of them; empty if it is left out or null.
  func oneOrMoreStrings(_ key: String, decides: Bool = false) throws(ConfigurationError) -> [String]
  {
    let value = try value(
      key,
      .oneOrMoreStrings,
      standard: .init(.null),
      acceptsNull: true,
      decides: decides
    )
    guard let value else { return [] }
    return try texts(key, value)
  }
}

extension ObjectDecoder {
  private func text(_ key: String, _ value: JSONValue) throws(ConfigurationError) -> String {
    guard let text = value.string else {
      throw error(key, "expected a text in quotes, found \(value.kindDescription)")
    }
    return text
  }

  private func texts(_ key: String, _ value: JSONValue) throws(ConfigurationError) -> [String] {
    guard let elements = value.array else {
      throw error(key, "expected a list of texts, found \(value.kindDescription)")
    }
    var texts: [String] = []
    for element in elements {
      guard let text = element.string, !text.isEmpty else {
        let found = element.string == nil ? element.kindDescription : "an empty one"
        throw error(key, "expected a list of texts, found \(found) in it")
      }
      texts.append(text)
    }
    return texts
  }

  private func integer(
    _ key: String,
    _ value: JSONValue,
    _ range: ClosedRange<Int>
  ) throws(ConfigurationError) -> Int {
    guard let number = value.int else {
      throw error(key, "expected a whole number, found \(value.kindDescription)")
    }
    guard range.contains(number) else {
      throw error(key, "must be from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private func seconds(_ key: String, _ value: JSONValue) throws(ConfigurationError) -> Int64 {
    guard let text = value.string, let seconds = DurationWord.seconds(text) else {
      throw error(key, "expected a duration such as \"90s\", \"30m\", \"72h\" or \"7d\"")
    }
    return seconds
  }

  private func word(
    _ key: String,
    _ value: JSONValue,
    _ words: [String]
  ) throws(ConfigurationError) -> String {
    guard let text = value.string, words.contains(text) else {
      throw error(
        key,
        "expected \(words.count > 1 ? "one of " : "")\(words.map { "\"\($0)\"" }.joined(separator: ", "))",
        hint: value.string.flatMap { NearestWord.of($0, among: words) }
          .map { "Did you mean \"\($0)\"?" }
      )
    }
    return text
  }

  private static func kind(_ value: JSONValue?) -> String { value?.kindDescription ?? "null" }

  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
  }
}
