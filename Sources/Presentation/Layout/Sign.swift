internal import DirectoryModel

/// The first character of a line says what the line means; colour only repeats it.
enum Sign: String {
  case takes = "-"
  case gives = "+"
  case alters = "~"
  case held = "?"
  case worthKnowing = "!"

  init(_ action: ChangeAction) {
    switch action {
    case .revoke, .remove, .removeFromGroup, .deleteGroup: self = .takes
    case .invite, .restore, .createGroup, .addToGroup: self = .gives
    case .link, .relink, .linkGroup, .relinkGroup, .updateEmail, .updateName, .renameGroup:
      self = .alters
    }
  }

  func text(_ style: TextStyle) -> String {
    style.painted(rawValue, color)
  }

  private var color: TextStyle.Color {
    switch self {
    case .takes: .red
    case .gives: .green
    case .alters: .yellow
    case .held: .magenta
    case .worthKnowing: .cyan
    }
  }
}

extension TextStyle {
  /// Codes of ECMA-48, 8.3.117 (SGR).
  enum Color: Int {
    case red = 31
    case green = 32
    case yellow = 33
    case magenta = 35
    case cyan = 36
  }

  func painted(_ text: String, _ color: Color) -> String {
    usesColor ? "\u{1b}[\(color.rawValue)m\(text)\u{1b}[0m" : text
  }
}
