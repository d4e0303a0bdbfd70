internal import DirectoryModel
internal import Presentation
internal import RunState
internal import SafeFiles
internal import SyncEngine
internal import SyncPlanner

/// Makes a plan and shows it; changes nothing.
struct PlanConversation {
  let session: Session
  let command: String
  let selection: SelectionOptions
  let format: PlanFormat
  var output: String?
  var usesExitCode = false

  private var console: Console { session.console }

  func run() async throws {
    let plan = try await session.run {
      let run = try await session.makeRun(
        command: command,
        target: try await session.assembly.makeTarget()
      )
      let progress = ProgressLine(console)
      let prepared = try await run.prepare(
        isApplying: false,
        relinks: selection.relink
      ) {
        progress.read($0)
      }
      progress.clear()
      session.tellKilledRuns(prepared)
      let plan = try session.choose(selection.only, of: prepared)
      try show(plan, prepared)
      return plan
    }
    try end(plan)
  }

  private func show(_ plan: Plan, _ prepared: PreparedRun) throws {
    if let output {
      do throws(FileError) {
        try AtomicFile.write(Encoders.plan(plan), to: SafePath.absolute(output))
      } catch {
        throw UsageError(summary: error.summary, hint: error.hint)
      }
    }
    let past = LastRun.past(of: plan, prepared)
    switch format {
    case .text: showText(plan, prepared, past)
    case .json: console.answerJSON(Array(Encoders.plan(plan).utf8))
    case .markdown:
      console.answer(
        PlanMarkdown.text(
          plan,
          showsAll: console.showsAll,
          past: past,
          next: next,
          options: session.commandOptions
        )
      )
    case .html:
      console.answer(
        PlanHTML.page(plan, past: past, next: next, options: session.commandOptions)
      )
    }
  }

  private var next: PlanText.Next { output.map { .saved(path: $0) } ?? .review }

  private func showText(_ plan: Plan, _ prepared: PreparedRun, _ past: PlanPast) {
    if PlanText.isInSync(plan), console.isQuiet { return }
    console.answer(
      PlanText.text(
        plan,
        style: console.outputStyle,
        past: past,
        next: next,
        options: session.commandOptions
      )
    )
    if !plan.stops.isEmpty {
      console.say(
        RunText.stopped(
          plan,
          memory: prepared.memory.memory,
          now: prepared.now,
          style: console.errorStyle,
          options: session.commandOptions,
          isRun: false
        )
      )
    }
  }

  /// `plan` and `--dry-run` answer 2, 3 and 10 only with `--exit-code`.
  private func end(_ plan: Plan) throws {
    guard usesExitCode else { return }
    if !plan.stops.isEmpty {
      let names = Set(plan.stops.map(\.name.rawValue)).sorted().joined(separator: ", ")
      throw ExitStatus(code: 3, sentence: "would be stopped by \(names)")
    }
    if plan.needsDecision {
      throw ExitStatus(
        code: 10,
        sentence: RunText.decisionsWait(plan, options: session.commandOptions)
      )
    }
    if !plan.ordinary.isEmpty { throw ExitStatus(code: 2, sentence: "changes pending") }
  }
}
