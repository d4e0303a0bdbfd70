internal import ArgumentParser
internal import DirectoryModel
internal import Presentation
internal import RunState
internal import SafeFiles
internal import SyncConfiguration

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Try everything that a run needs; change nothing.",
    discussion: """
      Example: rollcall check

      Configuration, each source, the organization, the state folder and the clocks: a line each, with the cure. \
      Answers with the exit code that a run would have.
      """
  )

  @OptionGroup var common: CommonOptions

  @Option(name: .long, help: "text or json.")
  var format: ShowCommand.ShowFormat = .text

  func run() async throws {
    let session = try Session(common)
    let checks = Checks(session: session)
    try await session.run(onlyReads: true) {
      var failures: [FailureCategory] = []
      var lines: [CheckLine] = []
      for await finding in checks.lines() {
        if let failure = finding.category { failures.append(failure) }
        switch format {
        case .text:
          let style = session.console.outputStyle
          session.console.answer(CheckText.text(finding.line, style: style))
        case .json: lines.append(finding.line)
        }
      }
      if format == .json { session.console.answerJSON(CheckText.json(lines)) }
      let first = failures.min { $0.precedence < $1.precedence }
      if let first { throw ExitStatus(code: first.exitCode, sentence: first.name) }
    }
  }
}
