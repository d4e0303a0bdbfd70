/// Text from outside in Markdown: no link, image, mention, tag or table border comes of it.
///
/// Whatever is not a plain word becomes a code span, since renderers look for mentions, addresses, issue numbers and
/// bare domains in the finished text, where no backslash protects it.
package enum MarkdownText {
  /// A name, address or id: always a code span, with a fence longer than any run of backticks inside.
  ///
  /// Pipes are escaped, as tables of GitHub Flavored Markdown want it inside code as well (GFM 4.10).
  package static func code(_ text: String) -> String {
    let visible = VisibleText.escape(text)
    guard !visible.isEmpty else { return "" }
    var longest = 0
    var run = 0
    var body = ""
    for character in visible {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
      // Renderers do not agree on what two backslashes do to a pipe.
      let pipe = body.last == "\\" ? "\\u{7c}" : "\\|"
      body += character == "|" ? pipe : String(character)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let needsSpace = visible.first == "`" || visible.last == "`" || visible.first == " "
    return needsSpace ? "\(fence) \(body) \(fence)" : "\(fence)\(body)\(fence)"
  }

  /// A sentence that may contain text from outside: plain words stay, everything else becomes code.
  package static func prose(_ text: String) -> String {
    VisibleText.escape(text)
      .split(separator: " ", omittingEmptySubsequences: true)
      .map { token($0) }
      .joined(separator: " ")
  }

  private static func token(_ token: Substring) -> String {
    let head = token.prefix { $0 == "(" }
    let rest = token[head.endIndex...]
    // A bracket that was opened inside stays inside.
    let ends = rest.contains("(") ? ",.;:?" : ",.;:?)"
    let end = rest.lastIndex { !ends.contains($0) }.map(rest.index(after:)) ?? rest.startIndex
    let core = rest[..<end]
    if core.isEmpty || isPlain(core) { return String(token) }
    return "\(head)\(code(String(core)))\(rest[end...])"
  }

  /// Letters, digits, and hyphens or apostrophes between them.
  private static func isPlain(_ core: Substring) -> Bool {
    guard let first = core.first, let last = core.last, isWordCharacter(first),
      isWordCharacter(last) || last == "%"
    else { return ["·", "→", "%", "…", "+", "-"].contains(core) }
    return core.dropFirst().dropLast().allSatisfy {
      isWordCharacter($0) || $0 == "-" || $0 == "'"
    }
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }
}
