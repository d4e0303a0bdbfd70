internal import JSONReader

/// One key of the configuration, as decoding met it.
struct ConfigurationKey {
  let name: String
  let type: ValueType
  /// Given, or the default.
  let effective: JSONValue
  let isGiven: Bool
  /// Whether it decides who is read or who takes part: what the fingerprint is made of.
  let decides: Bool

  enum ValueType: Equatable {
    case string
    case bool
    case integer
    case number
    case duration
    case word([String])
    case strings
    case object
    case objects
  }
}
