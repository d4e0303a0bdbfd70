/// Options of this command line that the commands named next repeat, so that each works as typed.
package struct RepeatedOptions: Equatable, Sendable {
  /// What every command takes: `["--config", "a.json"]`.
  package let common: [String]
  /// `--relink`.
  package var relinks: Bool
  /// `--only`: addresses, ids or names of groups; empty for the whole plan.
  package let only: [String]

  package init(common: [String] = [], relinks: Bool = false, only: [String] = []) {
    self.common = common
    self.relinks = relinks
    self.only = only
  }

  /// An option with its value, in one word where the value would be taken for an option itself.
  package static func option(_ name: String, _ value: String) -> [String] {
    value.hasPrefix("-") ? ["\(name)=\(value)"] : [name, value]
  }

  /// `rollcall release --config a.json`; each word is quoted for a shell where it has to be.
  package func command(_ words: String...) -> String { line(words + common) }

  /// A command that plans again, and so wants the same selection: `rollcall sync --only ada@example.com --config a.json`.
  package func planning(_ command: String) -> String {
    line([command] + relinkOption + only.flatMap { Self.option("--only", $0) } + common)
  }

  /// `rollcall explain ada@example.com --relink`: it explains the whole plan, and takes no `--only`.
  package func explaining(_ who: String) -> String { line("explain", who, relinkOption + common) }

  /// `rollcall apply plan.json --config a.json`.
  ///
  /// - Parameters:
  ///   - path: The saved plan.
  ///   - accept: `--accept` with its digest; empty without it.
  /// - Returns: The command.
  package func applying(_ path: String, accept: [String] = []) -> String {
    line("apply", path, common + accept)
  }

  /// `rollcall show source --source hr --format json --config a.json`.
  package func showing(source: String) -> String {
    line(
      ["show", "source"] + Self.option("--source", source) + ["--format", "json"] + common
    )
  }

  private var relinkOption: [String] { relinks ? ["--relink"] : [] }

  /// A command about one thing, which comes last behind `--` where it would be taken for an option.
  private func line(_ command: String, _ operand: String, _ options: [String]) -> String {
    operand.hasPrefix("-")
      ? line([command] + options + ["--", operand]) : line([command, operand] + options)
  }

  private func line(_ words: [String]) -> String {
    (["rollcall"] + words).map(NextCommand.shellWord).joined(separator: " ")
  }
}
