/// Text from outside as a terminal, a log or a mail may show it: on one line, nothing hidden, nothing that acts.
package enum VisibleText {
  /// Marks above and below one letter; the busiest scripts need three.
  private static let maximumMarks = 4

  /// Makes control, bidirectional, zero-width and other invisible characters visible: `\u{202e}`, `\n`.
  ///
  /// Linear; text of printable ASCII comes back as it is.
  package static func escape(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return text }
    var result = ""
    // A mark without a letter would sit on whatever stands before it.
    var marks = maximumMarks
    for scalar in text.unicodeScalars {
      let isMark = isCombining(scalar)
      if isHidden(scalar) || (isMark && marks >= maximumMarks) {
        result += escaped(scalar)
      } else {
        result.unicodeScalars.append(scalar)
        marks = isMark ? marks + 1 : 0
      }
    }
    return result
  }

  /// Whether a reader could not see the character, or not tell it from another: spaces that are not U+0020 too.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7f { return scalar.value < 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse,
      .surrogate, .unassigned:
      return true
    default:
      let blankBraille: UInt32 = 0x2800
      return scalar.properties.isDefaultIgnorableCodePoint || scalar.value == blankBraille
    }
  }

  static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x300 else { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return true
    default: return false
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{\(String(scalar.value, radix: 16))}"
    }
  }
}
