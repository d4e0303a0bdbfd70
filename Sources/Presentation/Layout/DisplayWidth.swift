/// How many columns of a terminal text takes, and cutting it to fit.
enum DisplayWidth {
  /// Columns of escaped text.
  static func of(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + of($1) }
  }

  /// 0 for combining marks, 2 for East Asian wide characters and emoji (UAX 11), else 1.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    if VisibleText.isCombining(scalar) { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  /// The text, or as much of it as fits in front of `…`.
  static func cut(_ text: String, to width: Int) -> String {
    if of(text) <= width { return text }
    return split(text[...], at: max(0, width - 1)).head + "…"
  }

  /// What fits into `width` columns, and the rest.
  static func split(_ text: Substring, at width: Int) -> (head: Substring, rest: Substring) {
    var used = 0
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let columns = of(scalars[index])
      if used + columns > width { break }
      used += columns
      index = scalars.index(after: index)
    }
    return (text[..<index], text[index...])
  }

  /// The text with spaces after it up to `width`; one that is wider stays as it is.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - of(text)))
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x4dbf, 0x4e00...0xa4cf, 0xa960...0xa97f,
      0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6,
      0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f900...0x1f9ff, 0x1fa70...0x1faff,
      0x20000...0x3fffd:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }
}
