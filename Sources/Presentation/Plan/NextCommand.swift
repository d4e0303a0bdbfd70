internal import DirectoryModel

/// The command that a reader types next.
enum NextCommand {
  /// Words for people, and commands between them.
  enum Part: Equatable {
    case words(String)
    case command(String)
  }

  /// The parts in one line; words that begin with a comma follow it without a space.
  ///
  /// - Parameters:
  ///   - parts: What ``parts(_:_:options:)`` gave.
  ///   - words: How a medium writes words.
  ///   - command: How it writes a command.
  /// - Returns: nil if there is nothing to type.
  static func line(
    _ parts: [Part],
    words: (String) -> String,
    command: (String) -> String
  ) -> String? {
    if parts.isEmpty { return nil }
    var line = ""
    for part in parts {
      switch part {
      case .words(let text): line += (line.isEmpty || text.hasPrefix(",") ? "" : " ") + words(text)
      case .command(let text): line += (line.isEmpty ? "" : " ") + command(text)
      }
    }
    return line
  }

  /// - Returns: Nothing if there is nothing to type.
  static func parts(_ plan: Plan, _ next: PlanText.Next, options: RepeatedOptions) -> [Part] {
    let acceptWords = ["--accept", plan.shortDigest]
    let accept = " " + acceptWords.joined(separator: " ")
    switch next {
    case .none: return []
    case .saved(let path):
      let needsAccept = !plan.stops.isEmpty
      return [.command(options.applying(path, accept: needsAccept ? acceptWords : []))]
    case .undo(let run):
      if plan.changes.isEmpty { return [] }
      let isHeld = !plan.stops.isEmpty || plan.ordinary.isEmpty
      return [.command(options.command("undo", run) + (isHeld ? accept : ""))]
    case .review:
      if !plan.stops.isEmpty {
        return [
          .words("look at what is listed; let exactly this pass with:"),
          .command(options.planning("sync") + accept),
        ]
      }
      if !plan.ordinary.isEmpty {
        return [
          .command(options.planning("sync")), .words(", or keep it with:"),
          .command(options.planning("plan") + " --out plan.json"),
        ]
      }
      guard let held = plan.held.first else { return [] }
      return [
        .command(options.explaining(subject(held))),
        .words(", or let what is held pass with:"), .command(options.planning("sync") + accept),
      ]
    }
  }

  /// One word for a POSIX shell, quoted if it has to be.
  static func shellWord(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        // % + , - . / : = @ _
        case 0x25, 0x2b...0x2f, 0x3a, 0x3d, 0x40, 0x5f: true
        default: false
        }
      }
    if isPlain { return text }
    return
      "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
  }

  static func subject(_ change: Change) -> String {
    change.member.map { ChangeWords.person($0) } ?? change.group?.name ?? ""
  }
}
