/// Words as systemd's unit files quote them (systemd.syntax(7), systemd.service(5)).
enum UnitText {
  /// A word of a command line: no specifier, no variable, no quotation gets a meaning in it.
  static func argument(_ word: String) -> String {
    word.allSatisfy(isPlain) && !word.isEmpty ? word : "\"\(escaped(word, dollar: "$$"))\""
  }

  /// A path in a list of paths.
  static func path(_ path: String) -> String {
    path.allSatisfy(isPlain) ? path : "\"\(escaped(path, dollar: "$"))\""
  }

  /// What stands alone up to the end of its line.
  static func rest(_ text: String) -> String {
    text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
  }

  /// Seconds, in systemd's units.
  static func time(_ seconds: Int64) -> String {
    seconds % 3600 == 0
      ? "\(seconds / 3600)h" : seconds % 60 == 0 ? "\(seconds / 60)min" : "\(seconds)s"
  }

  private static func escaped(_ text: String, dollar: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "%": escaped += "%%"
      case "$": escaped += dollar
      default: escaped.append(character)
      }
    }
    return escaped
  }

  private static func isPlain(_ character: Character) -> Bool {
    guard let byte = character.asciiValue else { return false }
    switch byte {
    case 0x61...0x7a, 0x41...0x5a, 0x30...0x39, 0x2f, 0x2e, 0x2d, 0x5f, 0x40, 0x2b, 0x2c, 0x3d:
      return true
    default: return false
    }
  }
}
