internal import ArgumentParser
internal import DirectoryModel
internal import Presentation
internal import SyncEngine
internal import SyncPlanner

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why one person or group is planned so.",
    discussion: """
      Example: rollcall explain eva.roth@example.com

      By address, external id, id of the organization, or name. Reads both sides, changes nothing.
      """
  )

  @OptionGroup var common: CommonOptions

  @Argument(help: "An address, an id, or a name.")
  var who: String

  @Flag(name: .long, help: "Explain the plan that --relink makes.")
  var relink = false

  @Option(name: .long, help: "text or json.")
  var format: ShowCommand.ShowFormat = .text

  func run() async throws {
    let session = try Session(common, relinks: relink)
    try await session.run(onlyReads: true) {
      let run = try await session.makeRun(
        command: "explain",
        target: try await session.assembly.makeTarget()
      )
      let prepared = try await run.prepare(isApplying: false, relinks: relink) { _ in }
      guard case .bothSides(let input, _) = prepared.basis else { return }
      let explanations = Explainer(input, plan: prepared.plan).explain(who)
      switch format {
      case .json: session.console.answerJSON(ExplanationText.json(explanations))
      case .text:
        for explanation in explanations {
          session.console.answer(
            ExplanationText.text(explanation, style: session.console.outputStyle)
          )
        }
      }
      if explanations.isEmpty {
        throw UsageError(
          summary: "nobody and nothing on either side is called '\(who)'",
          hint: "Give an address, an external id, an id of the organization, or a name."
        )
      }
    }
  }
}
