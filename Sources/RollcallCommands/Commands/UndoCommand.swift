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
  @OptionGroup var applying: ApplyOptions

  func run() async throws {
    let session = try Session(common)
    guard applying.dryRun || applying.isDecided(at: session.console) else {
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
      let prepared = try await engine.prepare(isApplying: !applying.dryRun, purpose: .undo(undone))
      {
        progress.read($0)
      }
      progress.clear()
      if applying.dryRun {
        show(prepared.plan, session)
        return
      }
      try await ApplyConversation(
        session: session,
        run: engine,
        prepared: prepared,
        shown: prepared.plan,
        isPartial: true,
        accept: applying.accept,
        reason: applying.reason,
        isConfirmed: applying.yes,
        undoneRun: undone.name
      ).proceed().checkExitCode()
    }
  }

  private func pastRun(_ session: Session) async throws -> UndoneRun {
    let folders = try await session.stateFolder().runs()
    let history = session.commandOptions.command("history")
    guard let folder = folders.first(where: { $0.name == run }) else {
      throw UsageError(summary: "there is no run '\(run)'", hint: "See '\(history)'.")
    }
    let undone = try UndoneRun(folder)
    guard !undone.changes.isEmpty else {
      throw UsageError(
        summary: "run '\(run)' has changed nothing",
        hint: "'\(history)' shows how many changes each run has done."
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
