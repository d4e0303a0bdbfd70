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
  @OptionGroup var applying: ApplyOptions

  func run() async throws {
    let session = try Session(common, relinks: selection.relink, only: selection.only)
    if applying.dryRun {
      try await PlanConversation(
        session: session,
        command: "sync",
        selection: selection,
        format: .text
      ).run()
      return
    }
    guard applying.isDecided(at: session.console) else {
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
      let plan = try session.choose(selection.only, of: prepared)
      return try await ApplyConversation(
        session: session,
        run: run,
        prepared: prepared,
        shown: plan,
        isPartial: !selection.only.isEmpty,
        accept: applying.accept,
        reason: applying.reason,
        isConfirmed: applying.yes
      ).proceed()
    }
  }
}
