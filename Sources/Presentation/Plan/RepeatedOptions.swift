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

  /// `rollcall release --config a.json`; each word is quoted for a shell where it has to be.
  package func command(_ words: String...) -> String { line(words, []) }

  /// A command that plans again, and so wants the same selection: `rollcall sync --only ada@example.com --config a.json`.
  package func planning(_ command: String) -> String {
    line([command], relinkOption + only.flatMap { ["--only", $0] })
  }

  /// `rollcall explain ada@example.com --relink`: it explains the whole plan, and takes no `--only`.
  package func explaining(_ who: String) -> String { line(["explain", who], relinkOption) }

  private var relinkOption: [String] { relinks ? ["--relink"] : [] }

  private func line(_ words: [String], _ selection: [String]) -> String {
    (["rollcall"] + words + selection + common).map(NextCommand.shellWord).joined(separator: " ")
  }
}
