internal import JSONReader

extension ObjectDecoder {
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
}
