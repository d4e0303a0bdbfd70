/// Why a text is not a filter, and where.
package struct FilterError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was expected or is wrong: `expected an operator (eq, ne, …) after 'title'`.
  package let message: String
  /// The place in the text, counted in characters from 1.
  package let position: Int

  package init(message: String, position: Int) {
    self.message = message
    self.position = position
  }

  package var description: String { "\(message), at character \(position)" }
}
