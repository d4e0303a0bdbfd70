internal import ArgumentParser

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what a sync would do; change nothing.",
    discussion: """
      Example: rollcall plan --out plan.json

      Reads both sides and shows the difference. A plan kept with --out can be reviewed and applied with \
      'rollcall apply' within 24 hours.
      """
  )

  @OptionGroup var common: CommonOptions
  @OptionGroup var selection: SelectionOptions

  @Option(
    name: .long,
    help: ArgumentHelp("Keep the plan in this file (mode 0600).", valueName: "file"),
    completion: .file(extensions: ["json"])
  )
  var out: String?

  @Flag(
    name: .long,
    help:
      "Answer 2 if changes are pending, 3 if a limit stops them, 10 if decisions wait for a person."
  )
  var exitCode = false

  @Option(name: .long, help: "text, json, markdown or html.")
  var format: PlanFormat = .text

  func run() async throws {
    try await PlanConversation(
      session: try Session(common, relinks: selection.relink, only: selection.only),
      command: "plan",
      selection: selection,
      format: format,
      output: out,
      usesExitCode: exitCode
    ).run()
  }
}

/// `plan --format`.
enum PlanFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
  case markdown
  case html
}
