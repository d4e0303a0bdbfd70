package import DirectoryModel

/// What `check` found: a line each, and the cure below it.
package enum CheckText {
  /// Columns of what was looked at; a longer name runs over.
  private static let subjectWidth = 16

  /// One line, as soon as it is known, and its hint on one of its own.
  package static func text(_ line: CheckLine, style: TextStyle) -> String {
    let subject = DisplayWidth.padded(VisibleText.escape(line.subject), to: subjectWidth)
    let word = DisplayWidth.padded(line.status.rawValue, to: 4)
    let message = VisibleText.escape(style.local(line.message))
    let lines = WrappedText.hanging("\(word)  \(subject)  ", message, style: style)
    var text = style.painted(line.status.rawValue, color(line.status))
    text += lines.dropFirst(line.status.rawValue.utf8.count)
    if let hint = line.hint {
      text += WrappedText.hanging("      Hint: ", VisibleText.escape(hint), style: style)
    }
    return text
  }

  package static func json(_ lines: [CheckLine]) -> [UInt8] {
    AnswerJSON.document("checks") { json in
      for line in lines {
        json.row { json in
          json.field("hint", ifPresent: line.hint)
          json.field("message", line.message)
          json.field("status", line.status.rawValue)
          json.field("subject", line.subject)
        }
      }
    }
  }

  private static func color(_ status: CheckLine.Status) -> TextStyle.Color {
    switch status {
    case .ok: .green
    case .warn: .yellow
    case .fail: .red
    }
  }
}
