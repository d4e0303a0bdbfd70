internal import ArgumentParser
internal import DirectoryModel
internal import Presentation
internal import SyncEngine

struct SyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Make the organization match the directory.",
    discussion: """
      Example: rollcall sync --yes

      Reads both sides, shows the difference, checks it against the limits, and applies it. At a terminal it asks; \
      elsewhere it wants --yes (what is not held) or --accept DIGEST (exactly the plan that a person has seen).
      """
  )

  @OptionGroup var common: CommonOptions
  @OptionGroup var selection: SelectionOptions

  @Flag(name: .long, help: "Stop before asking; nothing is changed.")
  var dryRun = false

  @Flag(name: .shortAndLong, help: "Apply what is not held, without asking.")
  var yes = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Let exactly the plan with this digest pass, held changes and stops included (12 to 64 digits).",
      valueName: "digest"
    )
  )
  var accept: String?

  @Option(name: .long, help: ArgumentHelp("Why, for the record of --accept.", valueName: "text"))
  var reason: String?

  func run() async throws {
    let session = try Session(common)
    if dryRun {
      try await PlanConversation(
        session: session,
        command: "sync",
        selection: selection,
        format: .text
      ).run()
      return
    }
    guard yes || accept != nil || session.console.canAsk else {
      throw UsageError(
        summary: "there is no terminal to ask at",
        hint: "Say --yes for what is not held, or --accept DIGEST for a plan that you have seen."
      )
    }
    try await session.runWatched("sync") {
      let run = try await session.makeRun(
        command: "sync",
        target: try await session.assembly.makeTarget()
      )
      let progress = ProgressLine(session.console)
      let prepared = try await run.prepare(
        isApplying: true,
        relinks: selection.relink
      ) {
        progress.read($0)
      }
      progress.clear()
      let plan = session.choose(selection.only, of: prepared.plan)
      return try await ApplyConversation(
        session: session,
        run: run,
        prepared: prepared,
        shown: plan,
        isPartial: !selection.only.isEmpty,
        accept: accept,
        reason: reason,
        isConfirmed: yes
      ).proceed()
    }
  }
}
