package import DirectoryModel

/// What is known and decided about one person or group, for a terminal or a file.
package enum ExplanationText {
  /// Where the texts of sections begin.
  private static let indent = 16

  /// - Parameters:
  ///   - explanations: One for each person or group that fits what was asked.
  ///   - style: For whom it is written.
  /// - Returns: A heading and its sections for each, with an empty line between them.
  package static func text(_ explanations: [Explanation], style: TextStyle) -> String {
    explanations.map { text($0, style: style) }.joined(separator: "\n")
  }

  package static func text(_ explanation: Explanation, style: TextStyle) -> String {
    VisibleText.escape(explanation.subject) + "\n"
      + section("directory", explanation.directory, style)
      + section("scope", explanation.scope, style)
      + section("organization", explanation.organization, style)
      + section("match", explanation.match, style)
      + changes(explanation, style)
      + section("limits", explanation.limits, style)
  }

  private static func section(_ label: String, _ lines: [String], _ style: TextStyle) -> String {
    lines.enumerated().map { number, line in
      let head = DisplayWidth.padded(number == 0 ? "  \(label)" : "", to: indent)
      return WrappedText.hanging(head, VisibleText.escape(line), style: style)
    }.joined()
  }

  private static func changes(_ explanation: Explanation, _ style: TextStyle) -> String {
    if explanation.changes.isEmpty { return section("changes", ["none"], style) }
    let words = ReasonWords()
    return explanation.changes.enumerated().map { number, change in
      let label = DisplayWidth.padded(number == 0 ? "  changes" : "", to: indent)
      let sign = change.hold == nil ? Sign(change.action) : .held
      let text = VisibleText.escape(sentence(change, explanation.subject, words))
      let lines = WrappedText.hanging("\(label)\(sign.rawValue) ", text, style: style)
      return lines.prefix(indent) + sign.text(style) + lines.dropFirst(indent + 1)
        + cure(change, style)
    }.joined()
  }

  /// "group Finance: no longer in cn=finance"; the subject itself is not repeated.
  private static func sentence(
    _ change: Change,
    _ subject: String,
    _ words: ReasonWords
  ) -> String {
    let action =
      change.hold == nil ? ChangeWords.action(change) : ChangeWords.heldAction(change)
    let isAboutMember = change.member.map { ChangeWords.person($0) } == subject
    var what = action
    if let group = change.group {
      let isAboutGroup = group.name == subject
      if isAboutGroup, let member = change.member { what += " \(ChangeWords.person(member))" }
      if !isAboutGroup { what += " \(group.name)" }
    } else if !isAboutMember {
      what += " \(ChangeWords.person(change.member))"
    }
    var why = words.reason(change)
    if let hold = change.hold { why += "; held: \(words.hold(hold))" }
    return "\(what): \(why)"
  }

  private static func cure(_ change: Change, _ style: TextStyle) -> String {
    guard let hold = change.hold, !hold.cure.isEmpty else { return "" }
    let head = String(repeating: " ", count: indent + 2)
    return WrappedText.hanging(head, "for good: \(VisibleText.escape(hold.cure))", style: style)
  }
}
