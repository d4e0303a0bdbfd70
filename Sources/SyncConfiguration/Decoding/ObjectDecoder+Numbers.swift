internal import JSONReader

extension ObjectDecoder {
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

  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
  }
}
