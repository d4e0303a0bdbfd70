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
      var worst: FailureCategory?
      var lines: [CheckLine] = []
      for await finding in checks.lines() {
        if worst == nil { worst = finding.category }
        switch format {
        case .text:
          let style = session.console.outputStyle
          session.console.answer(CheckText.text(finding.line, style: style))
        case .json: lines.append(finding.line)
        }
      }
      if format == .json { session.console.answer(CheckText.json(lines)) }
      if let worst { throw ExitStatus(code: worst.exitCode, sentence: worst.name) }
    }
  }
}
