/// How people's names are compared.
package enum DisplayName {
  /// Whether two names are one: blanks around them, and how accents are put together, make no other name
  /// (`contracts/scim.md` section 5.2).
  package static func areEqual(_ one: String, _ other: String) -> Bool {
    // Strings are equal if they are canonically equivalent.
    trimmed(one) == trimmed(other)
  }

  private static func trimmed(_ name: String) -> Substring {
    guard let first = name.firstIndex(where: { !$0.isWhitespace }),
      let last = name.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return name[first...last]
  }
}
