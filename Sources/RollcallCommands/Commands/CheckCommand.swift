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

  func run() async throws {
    let session = try Session(common)
    let checks = Checks(session: session)
    try await session.run {
      var worst: FailureCategory?
      for await line in checks.lines() {
        session.console.answer(CheckText.text(line.line, style: session.console.outputStyle))
        if worst == nil { worst = line.category }
      }
      if let worst { throw ExitStatus(code: worst.exitCode, sentence: worst.name) }
    }
  }
}
