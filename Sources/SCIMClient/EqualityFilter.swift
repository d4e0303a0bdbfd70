internal import SCIMFilter

/// `attribute eq "value"`: the one filter that nearly every service knows.
package struct EqualityFilter: Equatable, Sendable {
  package let attribute: String
  package let value: String

  package init(_ attribute: String, _ value: String) {
    self.attribute = attribute
    self.value = value
  }

  package var text: String { "\(attribute) eq \(Filter.quoted(value))" }

  /// Whether an empty answer may prove anything: at least four code bases mishandle other values.
  package static func isTrustworthy(_ value: String) -> Bool {
    !value.isEmpty
      && value.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }
  }
}
