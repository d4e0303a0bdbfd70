package import DirectoryModel

/// What is known and decided about one person or group.
package enum ExplanationText {
  /// Where the texts of sections begin.
  private static let indent = 16

  /// For a terminal or a file: a heading, and its sections in two columns.
  package static func text(_ explanation: Explanation, style: TextStyle) -> String {
    VisibleText.escape(explanation.subject) + "\n"
      + explanation.sections.map { section in
        lines(section, style) + changes(section, explanation.subject, style)
      }.joined()
  }

  package static func json(_ explanations: [Explanation]) -> [UInt8] {
    AnswerJSON.document("explanations") { json in
      for explanation in explanations { json.row { write(explanation, &$0) } }
    }
  }

  private static func lines(_ section: Explanation.Section, _ style: TextStyle) -> String {
    section.lines.enumerated().map { number, line in
      let head = number == 0 ? head(section.label) : head("")
      return WrappedText.hanging(head, VisibleText.escape(line), style: style)
    }.joined()
  }

  private static func head(_ label: String) -> String {
    DisplayWidth.padded("  \(VisibleText.escape(label))", to: indent)
  }

  private static func changes(
    _ section: Explanation.Section,
    _ subject: String,
    _ style: TextStyle
  ) -> String {
    let words = ReasonWords(style)
    return section.changes.enumerated().map { number, change in
      let label = number == 0 && section.lines.isEmpty ? head(section.label) : head("")
      let sign = change.hold == nil ? Sign(change.action) : .held
      let text = VisibleText.escape(sentence(change, subject, words))
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
    var what = change.hold == nil ? ChangeWords.action(change) : ChangeWords.heldAction(change)
    if let group = change.group, group.name != subject { what += " \(group.name)" }
    let person = ChangeWords.person(change.member)
    if !person.isEmpty, person != subject { what += " \(person)" }
    let held = change.hold.map { "held: \(words.hold($0))" }
    let why = [words.reason(change), held].compactMap(\.self).filter { !$0.isEmpty }
      .joined(separator: "; ")
    return "\(what): \(why)"
  }

  private static func cure(_ change: Change, _ style: TextStyle) -> String {
    guard let hold = change.hold, !hold.cure.isEmpty else { return "" }
    let cure = "for good: \(VisibleText.escape(hold.cure))"
    return WrappedText.hanging(String(repeating: " ", count: indent + 2), cure, style: style)
  }

  private static func write(_ explanation: Explanation, _ json: inout JSONWriter) {
    json.array("sections") { json in
      for section in explanation.sections {
        json.object { json in
          if !section.changes.isEmpty {
            json.array("changes") { json in
              for change in section.changes { json.object { PlanJSON.write(change, &$0) } }
            }
          }
          json.field("label", section.label)
          json.array("lines") { json in
            for line in section.lines { json.element(line) }
          }
        }
      }
    }
    json.field("subject", explanation.subject)
  }
}
