internal import Testing

/// A test's argument that may be megabytes long, of which the log shows the beginning.
package struct LongText: Sendable, CustomTestStringConvertible {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  package var testDescription: String {
    let beginning = String(text.prefix(40))
    return beginning == text
      ? String(reflecting: text)
      : "\(String(reflecting: beginning)) and so on, \(text.utf8.count) bytes"
  }
}
