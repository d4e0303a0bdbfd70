internal import JSONReader

/// One key of the configuration, as decoding met it.
struct ConfigurationKey {
  let name: String
  let type: ValueType
  /// Given, or the default.
  let effective: JSONValue
  /// The value where the key is left out; nil: the key is required.
  let standard: JSONValue?
  /// Null means something: none, or without limit.
  let acceptsNull: Bool
  /// Whether it decides who is read or who takes part: what the fingerprint is made of.
  let decides: Bool

  enum ValueType: Equatable {
    case string
    /// Where a secret comes from.
    case secret
    /// An address whose path or query may be a secret.
    case privateURL
    case bool
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case duration
    case word([String])
    case strings
    /// A list of such words.
    case words([String])
    /// One text or a list of them.
    case oneOrMoreStrings
    case object
    case objects
  }
}
