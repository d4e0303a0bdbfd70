internal import DirectoryModel

/// The command that a reader types next.
enum NextCommand {
  static func text(_ plan: Plan, _ next: PlanText.Next, options: [String]) -> String? {
    let more = options.map { " \(shellWord($0))" }.joined()
    switch next {
    case .none: return nil
    case .saved(let path):
      let accept =
        plan.stops.isEmpty && plan.held.isEmpty ? "" : " --accept \(plan.shortDigest)"
      return "rollcall apply \(shellWord(path))\(more)\(accept)"
    case .review:
      if !plan.stops.isEmpty {
        return "look at what is listed; let exactly this pass with: "
          + "rollcall sync\(more) --accept \(plan.shortDigest)"
      }
      if !plan.ordinary.isEmpty {
        return "rollcall sync\(more), or keep it with: rollcall plan\(more) --out plan.json"
      }
      if let held = plan.held.first {
        return
          "rollcall explain \(shellWord(subject(held)))\(more), or let what is held pass with: "
          + "rollcall sync\(more) --accept \(plan.shortDigest)"
      }
      return nil
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

  private static func subject(_ change: Change) -> String {
    change.member.map { ChangeWords.person($0) } ?? change.group?.name ?? ""
  }
}
