internal import ArgumentParser
internal import DirectoryModel
internal import Presentation
internal import RunState
internal import SyncEngine
internal import SyncPlanner

struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take a run back, as far as it can be taken back.",
    discussion: """
      Example: rollcall undo 20261125T010000Z-4fa1c2

      Shows what takes that run back (restores, revocations of those who got access, memberships, names, links) under \
      the same limits, names what cannot be taken back, asks, and applies it by itself. No source is read. Before \
      anything is changed it sets a hold, so that the next run does not do it all again: 'rollcall release' ends it. A \
      hold does not keep undo from its work.
      """
  )

  @OptionGroup var common: CommonOptions

  @Argument(help: "A run, as 'rollcall history' lists it.")
  var run: String

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
    guard dryRun || yes || accept != nil || session.console.canAsk else {
      throw UsageError(
        summary: "there is no terminal to ask at",
        hint: "Say --dry-run to look, then --yes for what is not held, or --accept DIGEST."
      )
    }
    try await session.run {
      let engine = try await session.makeRun(
        command: "undo",
        target: try await session.assembly.makeTarget(),
        readsSources: false
      )
      let undone = try await pastRun(session)
      let progress = ProgressLine(session.console)
      let prepared = try await engine.prepare(isApplying: !dryRun, purpose: .undo(undone)) {
        progress.read($0)
      }
      progress.clear()
      if dryRun {
        show(prepared.plan, session)
        return
      }
      try await ApplyConversation(
        session: session,
        run: engine,
        prepared: prepared,
        shown: prepared.plan,
        isPartial: true,
        accept: accept,
        reason: reason,
        isConfirmed: yes,
        undoneRun: undone.name
      ).proceed().checkExitCode()
    }
  }

  private func pastRun(_ session: Session) async throws -> UndoneRun {
    let folders = try await session.stateFolder().runs()
    guard let folder = folders.first(where: { $0.name == run }) else {
      throw UsageError(summary: "there is no run '\(run)'", hint: "See 'rollcall history'.")
    }
    let undone = try UndoneRun(folder)
    guard !undone.changes.isEmpty else {
      throw UsageError(
        summary: "run '\(run)' has changed nothing",
        hint: "'rollcall history' shows how many changes each run has done."
      )
    }
    return undone
  }

  private func show(_ plan: Plan, _ session: Session) {
    session.console.answer(
      PlanText.text(
        plan,
        style: session.console.outputStyle,
        next: .undo(run: run),
        options: session.commandOptions
      )
    )
  }
}
