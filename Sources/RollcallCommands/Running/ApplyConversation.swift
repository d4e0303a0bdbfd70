internal import DirectoryModel
internal import Presentation
internal import RunState
internal import SyncEngine
internal import SyncPlanner

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// From a plan that was made to a run that is over: shows, asks, applies, reports.
struct ApplyConversation {
  let session: Session
  let run: SyncRun
  let prepared: PreparedRun
  /// The whole plan, or what was chosen of it.
  let shown: Plan
  let isPartial: Bool
  /// `--accept`.
  let accept: DigestPrefix?
  /// `--reason`.
  let reason: String?
  /// `--yes`.
  let isConfirmed: Bool
  /// A saved plan, which was reviewed: one question for all of it.
  var asksForAll = false
  /// The run that is taken back: no hold keeps from that, and it leaves one.
  var undoneRun: String?

  private var console: Console { session.console }

  /// - Returns: The run, whatever its exit code.
  /// - Throws: A ``DiagnosableError`` that ended it before anything was done.
  func proceed() async throws -> ConcludedRun {
    session.tellKilledRuns(prepared)
    show()
    if let held = try held() { return try await finish(held) }
    let decided = try decide()
    // Somebody may have set one while the question stood.
    if decided.approved?.numbers.isEmpty == false, let held = try held() {
      return try await finish(held)
    }
    return try await finish(decided)
  }

  /// What a hold that is on makes of the run; nil without one, and for an undo.
  private func held() throws -> RunDecision? {
    let host = Session.clock()
    // A clock that is ahead must not end it.
    let now = min(host, host + prepared.clockCorrection)
    guard undoneRun == nil, !shown.changes.isEmpty, let hold = try prepared.state.hold(now: now)
    else { return nil }
    console.say(
      RunText.onHold(
        reason: hold.reason,
        who: hold.who,
        since: hold.since,
        until: hold.until,
        style: console.errorStyle,
        options: session.commandOptions
      )
    )
    return decision(nil, .held("on hold, nothing was changed"))
  }

  private func decide() throws -> RunDecision {
    if let accept {
      return try accepted(accept)
    } else if !shown.stops.isEmpty {
      console.say(
        RunText.stopped(
          shown,
          memory: prepared.memory.memory,
          now: prepared.now,
          style: console.errorStyle,
          review: review,
          options: session.commandOptions,
          acceptUnit: undoneRun == nil ? session.environment[SystemdUnits.acceptVariable] : nil
        )
      )
      let names = Set(shown.stops.map(\.name.rawValue)).sorted().joined(separator: ", ")
      return decision(nil, .stopped("stopped by \(names), nothing was changed"))
    } else if isConfirmed {
      return decision(try shown.approved(.ordinary), nil)
    }
    return try asked()
  }

  /// The command that shows the plan again.
  private var review: String {
    let options = session.commandOptions
    return undoneRun.map { options.command("undo", $0, "--dry-run") } ?? options.planning("plan")
  }

  private func show() {
    if PlanText.isInSync(shown), console.isQuiet { return }
    // Whoever lets a digest pass, or is offered one, is shown all that is held in it.
    let hidesWaiting = console.isQuiet && isConfirmed && accept == nil && shown.stops.isEmpty
    let past = LastRun.past(of: shown, prepared, hidesWaiting: hidesWaiting)
    if past.hidesWaiting, !console.showsAll, PlanText.isOldNews(shown, past) { return }
    console.answer(
      PlanText.text(
        shown,
        style: console.outputStyle,
        past: past,
        next: .none,
        options: session.commandOptions
      )
    )
  }

  private func decision(
    _ approved: ApprovedPlan?,
    _ refusal: RunDecision.Refusal?,
    approval: RunReport.Approval? = nil
  ) -> RunDecision {
    RunDecision(
      approved: approved,
      shown: shown,
      isPartial: isPartial,
      approval: approval,
      refusal: refusal
    )
  }

  /// `--accept DIGEST`: a person's yes to exactly this plan.
  private func accepted(_ digest: DigestPrefix) throws(RefusedApproval) -> RunDecision {
    do throws(ApprovalError) {
      return decision(try shown.approved(.whole(digest: digest)), nil, approval: approval())
    } catch {
      throw RefusedApproval(error: error, review: review)
    }
  }

  private func approval() -> RunReport.Approval {
    RunReport.Approval(
      digest: shown.digest,
      who: Person.name(environment: session.environment),
      reason: reason
    )
  }

  /// The questions at the terminal: the ordinary changes, then what is held, one question for each action.
  private func asked() throws -> RunDecision {
    if shown.changes.isEmpty { return decision(try shown.approved(.ordinary), nil) }
    if asksForAll {
      let count = shown.changes.count
      let isYes = try confirm(
        count == 1 ? "Apply this 1 change?" : "Apply these \(count) changes, held ones included?"
      )
      return isYes ? try accepted(DigestPrefix(of: shown)) : decision(nil, .declined)
    }
    let ordinary = shown.ordinary.count
    let appliesOrdinary =
      try ordinary > 0
      && confirm(ordinary == 1 ? "Apply this 1 change?" : "Apply these \(ordinary) changes?")
    if ordinary > 0, !appliesOrdinary { return decision(nil, .declined) }
    var held: Set<Int> = []
    for question in HeldQuestions.of(shown, besides: ordinary > 0) where try confirm(question.text)
    {
      held.formUnion(question.numbers)
    }
    if ordinary == 0, held.isEmpty { return decision(try shown.approved(.ordinary), nil) }
    return decision(
      try shown.approved(held.isEmpty ? .ordinary : .answered(held: held)),
      nil,
      // A reason is kept also where nothing was held; what is done then counts as in any other run.
      approval: held.isEmpty && reason == nil ? nil : approval()
    )
  }

  /// - Throws: ``RunEnded`` if the run is asked to end while somebody thinks, or the terminal closes: nothing was
  ///   changed, whatever was answered before.
  private func confirm(_ question: String) throws -> Bool {
    let control = session.control
    let isYes = console.confirm(question) { control.reason != nil }
    if let reason = control.reason { throw RunEnded(reason: reason) }
    guard let isYes else { throw RunEnded(reason: .interrupted(signal: SIGTERM)) }
    return isYes
  }

  /// Keeps the next run from doing again what is taken back; a hold without an end stays as it is.
  private func holdAfterUndo(_ run: String) throws {
    let present = try prepared.state.hold(now: prepared.now)
    if present == nil || present?.until != nil {
      try prepared.state.setHold(
        RunHold(
          reason: "run \(run) was taken back",
          since: prepared.now,
          until: nil,
          who: "rollcall undo"
        )
      )
    }
    let release = session.commandOptions.command("release")
    console.say("on hold: '\(VisibleText.escape(release))' lets runs change things again\n")
  }

  private func finish(_ decision: RunDecision) async throws -> ConcludedRun {
    let total = decision.approved?.numbers.count ?? 0
    if let undoneRun, total > 0 { try holdAfterUndo(undoneRun) }
    if total > 0 { session.tellStatus("applying \(total) changes") }
    let progress = ProgressLine(console)
    let counts = OutcomeCounter()
    let finished = try await run.finish(prepared, decision) { outcomes in
      let (done, failed) = counts.add(outcomes)
      progress.applied(done: done, failed: failed, of: total)
    }
    progress.clear()
    report(finished, total: total)
    let sentence =
      finished.report.exitCode == 10
      ? RunText.decisionsWait(
        shown,
        settled: Set(decision.approved?.numbers ?? []),
        options: session.commandOptions
      ) : finished.report.conclusion
    return ConcludedRun(finished: finished, sentence: sentence)
  }

  private func report(_ finished: FinishedRun, total: Int) {
    if let error = finished.error { console.say(RunText.error(error, style: console.errorStyle)) }
    for note in finished.notes { console.note(note) }
    guard total > 0 else { return }
    for outcome in finished.report.outcomes where outcome.result != .done {
      console.say(RunText.failure(outcome, in: finished.report, style: console.errorStyle))
    }
    console.answer(RunText.done(finished.report, style: console.outputStyle))
  }
}
