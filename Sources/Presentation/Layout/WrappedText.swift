/// Breaks sentences at spaces.
package enum WrappedText {
  /// - Parameters:
  ///   - text: Escaped: it has no line breaks of its own.
  ///   - width: Columns of each line; nil: everything on one.
  /// - Returns: At least one line. A word that is longer than a line is broken rather than cut: it may be the
  ///   evidence.
  static func lines(_ text: String, width: Int?) -> [String] {
    guard let width, width > 0, DisplayWidth.of(text) > width else { return [text] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      var word = word
      var columns = DisplayWidth.of(word)
      if used > 0, used + 1 + columns > width {
        lines.append(line)
        line = ""
        used = 0
      }
      while columns > width {
        let (head, rest) = DisplayWidth.split(word, at: width)
        if head.isEmpty { break }
        lines.append(String(head))
        word = rest
        columns -= DisplayWidth.of(head)
      }
      line += used > 0 ? " \(word)" : word
      used += (used > 0 ? 1 : 0) + columns
    }
    if used > 0 || lines.isEmpty { lines.append(line) }
    return lines
  }

  /// `head`, then `text` beside it; further lines of it stand below its beginning.
  package static func hanging(_ head: String, _ text: String, style: TextStyle) -> String {
    let indent = DisplayWidth.of(head)
    let room = style.columns.map { max(20, $0 - indent) }
    return lines(text, width: room).enumerated()
      .map { $0 == 0 ? "\(head)\($1)\n" : "\(String(repeating: " ", count: indent))\($1)\n" }
      .joined()
  }
}
