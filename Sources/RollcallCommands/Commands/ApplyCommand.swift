internal import ArgumentParser
internal import DirectoryModel
internal import Presentation
internal import SyncEngine
internal import SyncPlanner

struct ApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Apply a plan that was saved and reviewed.",
    discussion: """
      Example: rollcall apply plan.json

      Reads both sides and plans again; a plan that is older than 24 hours, was edited, is for another organization, \
      or has a change that the plan made now has not, is refused (9). Held changes in it are applied.
      """
  )

  @OptionGroup var common: CommonOptions

  @Argument(help: "What 'rollcall plan --out' wrote.", completion: .file(extensions: ["json"]))
  var file: String

  @Flag(name: .shortAndLong, help: "Apply without asking.")
  var yes = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The file's digest: needed for a stop, and for held changes without a terminal (12 to 64 digits).",
      valueName: "digest"
    )
  )
  var accept: DigestPrefix?

  @Option(name: .long, help: ArgumentHelp("Why, for the record.", valueName: "text"))
  var reason: String?

  func run() async throws {
    let (session, saved) = try load()
    if let accept, !accept.fits(saved.digest) {
      throw SavedPlanError.otherDigest(file, file: saved.digest, given: accept)
    }
    let mayAsk = session.console.canAsk
    guard yes || accept != nil || mayAsk else {
      throw UsageError(
        summary: "there is no terminal to ask at",
        hint: "Say --yes, or --accept with the file's digest."
      )
    }
    try await session.runWatched("apply") {
      let run = try await session.makeRun(
        command: "apply",
        target: try await session.assembly.makeTarget()
      )
      let progress = ProgressLine(session.console)
      let prepared = try await run.prepare(
        isApplying: true,
        relinks: saved.relinks
      ) {
        progress.read($0)
      }
      progress.clear()
      let selection = try selection(of: saved, prepared, session)
      let newStops = selection.stops.filter { !saved.stops.contains($0.name) }
      if !newStops.isEmpty {
        let review = session.commandOptions.planning("plan")
        throw RefusedApproval(error: .stopped(newStops), review: review)
      }
      let needsDigest = !selection.stops.isEmpty || (!selection.held.isEmpty && !mayAsk)
      if needsDigest, accept == nil {
        throw UsageError(
          summary: "the plan has held changes or stops",
          // The selection may be less than what the file has, and its digest another.
          hint: "Say --accept \(saved.digest.prefix(12)) to let them pass. Nothing was changed."
        )
      }
      return try await ApplyConversation(
        session: session,
        run: run,
        prepared: prepared,
        shown: selection,
        isPartial: selection.changes.count < prepared.plan.changes.count,
        // A saved plan is one that a person has looked at, whoever starts it.
        accept: accept != nil || (yes && selection.held.isEmpty)
          ? DigestPrefix(of: selection) : nil,
        reason: reason,
        isConfirmed: yes && selection.held.isEmpty,
        asksForAll: true
      ).proceed()
    }
  }

  private func load() throws -> (Session, SavedPlan) {
    var session = try Session(common)
    do {
      let saved = try SavedPlan(path: file)
      session.commandOptions.relinks = saved.relinks
      return (session, saved)
    } catch let error as SavedPlanError {
      throw RefusedSavedPlan(error: error, planning: session.commandOptions.planning("plan"))
    }
  }

  private func selection(
    of saved: SavedPlan,
    _ prepared: PreparedRun,
    _ session: Session
  ) throws(RefusedSavedPlan) -> Plan {
    do throws(SavedPlanError) {
      return try saved.selection(from: prepared.plan, path: file, now: prepared.now)
    } catch {
      throw RefusedSavedPlan(error: error, planning: session.commandOptions.planning("plan"))
    }
  }
}

extension SavedPlan {
  /// The plan was made with `--relink`.
  var relinks: Bool {
    changes.contains {
      $0.action == ChangeAction.relink.rawValue || $0.action == ChangeAction.relinkGroup.rawValue
    }
  }
}
