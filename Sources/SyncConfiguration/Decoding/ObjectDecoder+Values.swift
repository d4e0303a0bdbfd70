internal import JSONReader

extension ObjectDecoder {
  /// Notes a key and gives its value, or the default; nil if that is null.
  func value(
    _ key: String,
    _ type: ConfigurationKey.ValueType,
    standard: JSONValue?,
    acceptsNull: Bool,
    decides: Bool
  ) throws(ConfigurationError) -> JSONValue? {
    guard var effective = given(key) ?? standard else { throw missing(key) }
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

  /// An object whose keys are not ours to know; nil if it is left out or null.
  func freeObject(_ key: String) throws(ConfigurationError) -> JSONValue? {
    let value = try value(
      key,
      .object,
      standard: .init(.null),
      acceptsNull: true,
      decides: false
    )
    guard let value else { return nil }
    guard value.object != nil else {
      throw error(key, "expected an object, found \(value.kindDescription)")
    }
    return value
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

  func text(_ key: String, _ value: JSONValue) throws(ConfigurationError) -> String {
    guard let text = value.string else {
      throw error(key, "expected a text in quotes, found \(value.kindDescription)")
    }
    return text
  }

  static func kind(_ value: JSONValue?) -> String { value?.kindDescription ?? "null" }
}
