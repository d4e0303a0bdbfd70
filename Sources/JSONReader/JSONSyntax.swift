/// What may be written, and how much of it.
package struct JSONSyntax: Equatable, Sendable {
  /// `//` and `/* */`, and a comma behind the last element.
  package var allowsComments: Bool
  /// Bytes of one string, as written.
  package var stringLimit: Int
  /// Arrays and objects in one another, at most 64.
  package var nestingLimit: Int

  package init(
    allowsComments: Bool = false,
    stringLimit: Int = 1 << 20,
    nestingLimit: Int = Self.deepest
  ) {
    self.allowsComments = allowsComments
    self.stringLimit = stringLimit
    self.nestingLimit = min(max(nestingLimit, 1), Self.deepest)
  }

  /// What one word of bits holds as a stack.
  package static let deepest = 64

  /// RFC 8259, nothing else.
  package static let strict = JSONSyntax()

  /// For files that people write by hand.
  package static let configuration = JSONSyntax(allowsComments: true)
}
