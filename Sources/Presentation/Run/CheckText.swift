package import DirectoryModel

/// What `check` found, for a terminal or a file: a line each, and the cure below it.
package enum CheckText {
  /// Subjects wider than this do not widen their column.
  private static let widestSubject = 24

  package static func text(_ lines: [CheckLine], style: TextStyle) -> String {
    let width = min(
      widestSubject,
      max(14, lines.map { DisplayWidth.of(VisibleText.escape($0.subject)) }.max() ?? 0)
    )
    return lines.map { text($0, subjectWidth: width, style: style) }.joined()
  }

  /// One line as soon as it is known.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - subjectWidth: Columns of the second column.
  ///   - style: For whom it is written.
  /// - Returns: The line, and the hint on one of its own.
  package static func text(
    _ line: CheckLine,
    subjectWidth: Int = 16,
    style: TextStyle
  ) -> String {
    let subject = DisplayWidth.padded(VisibleText.escape(line.subject), to: subjectWidth)
    let word = DisplayWidth.padded(line.status.rawValue, to: 4)
    let message = VisibleText.escape(line.message)
    let lines = WrappedText.hanging("\(word)  \(subject)  ", message, style: style)
    var text = style.painted(line.status.rawValue, color(line.status))
    text += lines.dropFirst(line.status.rawValue.utf8.count)
    if let hint = line.hint {
      text += WrappedText.hanging("      Hint: ", VisibleText.escape(hint), style: style)
    }
    return text
  }

  private static func color(_ status: CheckLine.Status) -> TextStyle.Color {
    switch status {
    case .ok: .green
    case .warn: .yellow
    case .fail: .red
    }
  }
}
