/// A filter of the Directory Connector for directories other than LDAP: `keyword:a,b,c | native query`.
package struct ConnectorFilter: Equatable, Sendable {
  package enum Keyword: String, CaseIterable, Sendable {
    case include
    case exclude
    case includeGroup
    case excludeGroup
    case includeAdministrativeUnit
    case excludeAdministrativeUnit
  }

  package let keyword: Keyword?
  package let values: [String]
  /// What stands behind the bar, in the provider's own language.
  package let native: String?

  /// - Parameters:
  ///   - text: The filter.
  ///   - key: Where it stands: `sync.userFilter`.
  ///   - keywords: Those that are known there.
  /// - Throws: ``InitError`` for one that the connector took for no filter at all, and for one that includes nothing:
  ///   an empty list means everybody here.
  package init(
    parsing text: String,
    key: String,
    keywords: [Keyword]
  ) throws(InitError) {
    let halves = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    native = halves.count > 1 ? Self.nonEmpty(halves[1]) : nil
    guard let rule = Self.nonEmpty(halves[0]) else {
      keyword = nil
      values = []
      return
    }
    let parts = rule.split(separator: ":", omittingEmptySubsequences: false)
    let word = InitAnswers.trimmed(parts[0]).lowercased()
    guard parts.count == 2,
      let keyword = keywords.first(where: { $0.rawValue.lowercased() == word })
    else {
      throw InitError(
        "\(key) is '\(text)', which the Directory Connector took for no filter at all: it synchronized everybody",
        hint:
          "Nothing was written. Correct the filter in a copy of the file (keyword:a,b,c), or empty it if everybody is meant."
      )
    }
    self.keyword = keyword
    values = InitField.parts(String(parts[1]))
    if values.isEmpty, keyword == .include || keyword == .includeGroup {
      throw InitError(
        "\(key) is '\(text)', which includes nobody; taken over, it would include everybody",
        hint:
          "Nothing was written. Say in a copy of the file who is meant (keyword:a,b,c), or empty the filter if everybody is."
      )
    }
  }

  private static func nonEmpty(_ text: Substring) -> String? {
    let text = InitAnswers.trimmed(text)
    return text.isEmpty ? nil : text
  }
}
