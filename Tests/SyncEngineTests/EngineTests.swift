import DirectoryModel
import RunState
import SyncEngine
import SyncPlanner
import Synchronization
import TestSupport
import Testing

/// A run from reading to remembering, against an organization in memory and real state folders.
@Suite struct EngineTests {
  /// What a test run needs to be told.
  private struct Stage {
    var source: PlainDirectory
    let target: InMemoryTarget
    let folder: String
    var now = Timestamp(seconds: 1_790_000_000)
    var control = RunControl()
    /// What happens whenever the run asks for the time.
    var onTime: @Sendable () -> Void = {}

    func run() -> SyncRun {
      let now = now
      let onTime = onTime
      return SyncRun(
        command: "sync",
        sources: [PlainSource(source)],
        target: target,
        policy: SyncPolicy(),
        stateRoot: folder,
        keepsRunsFor: 86_400,
        control: control,
        clock: {
          onTime()
          return now
        },
        encodePlan: { _ in "{}" },
        encodeReport: { _ in "{}" }
      )
    }

    /// One run with `--yes`, or with `--accept` of the plan that it makes.
    func sync(
      accepts: Bool = false,
      only: [String] = [],
      whileReadingAgain: (@Sendable () throws(TargetError) -> Void)? = nil,
      onOutcomes: @escaping @Sendable ([ChangeOutcome]) -> Void = { _ in }
    ) async throws -> FinishedRun {
      let run = run()
      let prepared = try await run.prepare(isApplying: true, relinks: false) { _ in
      }
      var plan = prepared.plan
      if !only.isEmpty, case .bothSides(let input, _) = prepared.basis {
        plan = plan.only(only, in: input).plan
      }
      let decision: RunDecision
      do {
        let approved = try plan.approved(
          accepts ? .whole(digest: DigestPrefix(of: plan)) : .ordinary
        )
        decision = RunDecision(approved: approved, shown: plan, isPartial: !only.isEmpty)
      } catch {
        decision = RunDecision(approved: nil, shown: plan, refusal: .stopped("stopped"))
      }
      if let whileReadingAgain { await target.onRead(whileReadingAgain) }
      return try await run.finish(prepared, decision, onOutcomes: onOutcomes)
    }
  }

  private static func stage(_ count: Int, _ folder: String) -> Stage {
    let world = PlainWorld.matching(count)
    return Stage(
      source: world.source,
      target: InMemoryTarget(world.organization, concurrency: 3),
      folder: folder
    )
  }

  @Test func `a leaver is revoked, remembered, and restored when back`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      #expect(try await stage.sync().report.exitCode == 0)
      stage.source.users[0].state = .disabled
      let left = try await stage.sync()
      #expect(left.report.exitCode == 0)
      #expect(left.report.doneCount == 1)
      #expect(left.memory.revocations["m1"]?.priorStatus == .confirmed)
      stage.source.users[0].state = .active
      let back = try await stage.sync()
      #expect(back.report.plan?.changes.map(\.line) == ["restore p1@example.com"])
      #expect(await stage.target.organization.members[0].status == .confirmed)
      #expect(back.memory.revocations.isEmpty)
      #expect(try await stage.sync().report.plan?.changes.isEmpty == true)
    }
  }

  @Test func `who was revoked by an administrator meanwhile is not ours any more`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      _ = try await stage.sync()
      stage.source.users[0].state = .disabled
      _ = try await stage.sync()
      await stage.target.change { $0.members[0].status = .confirmed }
      stage.source.users[0].state = .active
      _ = try await stage.sync()
      await stage.target.change { $0.members[0].status = .revoked }
      let run = try await stage.sync()
      #expect(run.report.plan?.changes == [])
      #expect(run.report.plan?.advisories.map(\.kind) == ["revokedByOthers"])
    }
  }

  @Test func `ids that a good run has seen are managed, others foreign`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      stage.source.users.removeFirst()
      let first = try await stage.sync()
      #expect(first.report.plan?.changes.map(\.line) == ["? revoke p1@example.com"])
      #expect(first.report.exitCode == 10)
      stage.source = PlainWorld.matching(20).source
      _ = try await stage.sync()
      stage.source.users.removeFirst()
      #expect(try await stage.sync().report.plan?.changes.map(\.line) == ["revoke p1@example.com"])
    }
  }

  @Test func `a stopped run changes nothing and is counted`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(40, folder)
      _ = try await stage.sync()
      stage.source.users.removeFirst(20)
      #expect(try await stage.sync().report.exitCode == 3)
      let second = try await stage.sync()
      #expect(second.memory.stopped?.runs == 2)
      #expect(await stage.target.calls == [])
      let accepted = try await stage.sync(accepts: true)
      #expect(accepted.report.doneCount == 20)
      #expect(accepted.memory.stopped == nil)
      #expect(accepted.memory.recent == [])
    }
  }

  @Test func `four runs that each lose a third of the limit are stopped at the fourth`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(300, folder)
      _ = try await stage.sync()
      for _ in 1...3 {
        stage.source.users.removeFirst(8)
        stage.now = stage.now + 3600
        #expect(try await stage.sync().report.exitCode == 0)
      }
      stage.source.users.removeFirst(8)
      #expect(try await stage.sync().report.exitCode == 3)
      stage.now = stage.now + 20 * 3600
      #expect(try await stage.sync().report.exitCode == 0)
    }
  }

  @Test func `members of a new group are no additions to groups that existed`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      _ = try await stage.sync()
      stage.source.groups = [.init("g1", "Lab", members: ["u1", "u2", "u3"])]
      let created = try await stage.sync()
      #expect(created.report.doneCount == 4)
      #expect(created.memory.recent.map(\.limit) == [.groupCreations])
      stage.source.groups?[0].members.append("u4")
      let added = try await stage.sync()
      #expect(
        added.memory.recent.map(\.limit) == [.groupCreations, .groupGrowth, .membershipAdditions]
      )
      // A file shows who is in a group.
      #expect(added.memory.writtenMemberships.isEmpty)
    }
  }

  @Test func `one failure does not stop the others, and repeats quietly`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      _ = try await stage.sync()
      stage.source.users.append(.init("n1", "new1@example.com"))
      stage.source.users.append(.init("n2", "new2@example.com"))
      stage.source.groups = [.init("g1", "Lab", members: ["n1", "n2"])]
      await stage.target.refuse { $0.action == .invite && $0.member?.email == "new1@example.com" }
      let first = try await stage.sync()
      #expect(first.report.exitCode == 4)
      #expect(first.report.conclusion == "applied in part: 1 failed, 1 not attempted")
      #expect(
        first.report.outcomes.map(\.result.rawValue)
          == ["done", "failed", "done", "notAttempted", "done"]
      )
      let second = try await stage.sync()
      #expect(second.report.exitCode == 0)
      #expect(second.notes.count == 1)
      await stage.target.refuse { _ in false }
      #expect(try await stage.sync().report.exitCode == 0)
      #expect(await stage.target.organization.groups[0].members.count == 2)
    }
  }

  @Test func `ten failures in a row that say nothing about the object end the run`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(10, folder)
      _ = try await stage.sync()
      for number in 1...40 {
        stage.source.users.append(.init("n\(number)", "n\(number)@example.com"))
      }
      await stage.target.refuse(isSystemic: true, message: "503") { _ in true }
      let run = try await stage.sync(accepts: true)
      // Nothing was done: that is no part.
      #expect(run.report.exitCode == 6)
      #expect(
        run.report.conclusion.hasPrefix("nothing was applied: \(run.report.failedCount) failed")
      )
      #expect(run.report.failedCount >= 10)
      #expect(run.report.failedCount <= 13)
      await stage.target.refuse(isSystemic: true, message: "503") {
        $0.member?.email != "n1@example.com"
      }
      let partly = try await stage.sync(accepts: true)
      #expect(partly.report.doneCount == 1)
      #expect(partly.report.exitCode == 4)
    }
  }

  @Test func `what was reported done and is not counts as failed`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      _ = try await stage.sync()
      stage.source.users[0].state = .disabled
      await stage.target.forgetEverything()
      let run = try await stage.sync()
      #expect(run.report.exitCode == 4)
      #expect(run.report.outcomes.map(\.result) == [.failed])
      // Nor is it a refusal that a second night would only tell.
      #expect(run.memory.refusals == [:])
      #expect(try await stage.sync().report.exitCode == 4)
    }
  }

  @Test func `a restore that did not happen counts as failed`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      _ = try await stage.sync()
      stage.source.users[0].state = .disabled
      _ = try await stage.sync()
      stage.source.users[0].state = .active
      await stage.target.forgetEverything()
      let run = try await stage.sync()
      #expect(run.report.outcomes.map(\.result) == [.failed])
      #expect(run.report.exitCode == 4)
      #expect(run.memory.revocations["m1"] != nil)
    }
  }

  @Test(
    "whoever was perhaps restored, without an answer, and is revoked waits for a person",
    arguments: [true, false]
  )
  func unanswered(happened: Bool) async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      _ = try await stage.sync()
      stage.source.users[0].state = .disabled
      _ = try await stage.sync()
      stage.source.users[0].state = .active
      await stage.target.loseAnswers(doing: happened) { $0.action == .restore }
      let run = try await stage.sync()
      Self.expectEnd(run, perhaps: happened)
      #expect(run.memory.revocations["m1"]?.isInDoubt == happened)
      await stage.target.change { $0.members[0].status = .revoked }
      let next = try await stage.run().prepare(isApplying: false, relinks: false) { _ in }
      let line = happened ? "? restore p1@example.com" : "restore p1@example.com"
      #expect(next.plan.changes.map(\.line) == [line])
      #expect(next.plan.changes.map { $0.hold?.why } == [happened ? .restoreInDoubt : nil])
    }
  }

  /// One change failed without an answer; reading again has shown whether it was made.
  private static func expectEnd(_ run: FinishedRun, perhaps: Bool) {
    #expect(run.report.exitCode == (perhaps ? 4 : 6))
    let beginning = perhaps ? "perhaps applied in part" : "nothing was applied"
    #expect(run.report.conclusion == "\(beginning): 1 failed, 0 not attempted")
  }

  @Test(
    "whoever was perhaps revoked, without an answer, is ours in doubt, and whoever was not is not",
    arguments: [true, false]
  )
  func unansweredRevocation(happened: Bool) async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      _ = try await stage.sync()
      stage.source.users[0].state = .disabled
      await stage.target.loseAnswers(doing: happened) { $0.action == .revoke }
      let run = try await stage.sync()
      Self.expectEnd(run, perhaps: happened)
      #expect(run.memory.revocations["m1"]?.isInDoubt == (happened ? true : nil))
      stage.source.users[0].state = .active
      let next = try await stage.run().prepare(isApplying: false, relinks: false) { _ in }
      #expect(next.plan.changes.map(\.line) == (happened ? ["? restore p1@example.com"] : []))
    }
  }

  @Test func `an invitation whose answer was lost does not leave nothing applied`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(5, folder)
      _ = try await stage.sync()
      stage.source.users.append(.init("new", "new@example.com"))
      await stage.target.loseAnswers { $0.action == .invite }
      Self.expectEnd(try await stage.sync(), perhaps: true)
    }
  }

  @Test(
    "a clock that is wrong for one run, the host's or the organization's, destroys no memory",
    arguments: [
      (host: -400, skew: 400), (host: 400, skew: -400), (host: 0, skew: 400),
      (host: 0, skew: -400),
    ] as [(host: Int64, skew: Int64)]
  )
  func wrongClock(host: Int64, skew: Int64) async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      _ = try await stage.sync()
      stage.source.users[0].state = .disabled
      let before = try await stage.sync().memory
      let noon = stage.now
      stage.now = noon + host * 86_400
      await stage.target.change { $0.clockSkew = skew * 86_400 }
      let wrong = try await stage.sync()
      #expect(wrong.memory.revocations == before.revocations)
      if host != 0 { #expect(wrong.report.startedAt == noon) }
      stage.now = noon + 3600
      await stage.target.change { $0.clockSkew = nil }
      let next = try await stage.run().prepare(isApplying: true, relinks: false) { _ in }
      #expect(next.memory.memory.loss == nil)
      #expect(next.memory.memory.revocations == before.revocations)
      #expect(try next.state.runs().count == 3)
      guard host != 0 else { return }
      #expect(next.memory.memory.recent == before.recent)
      #expect(next.memory.memory.goodRuns.prefix(2) == before.goodRuns[...])
    }
  }

  @Test func `a restore that never left is in no doubt, though nothing could be read again`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      _ = try await stage.sync()
      stage.source.users[0].state = .disabled
      _ = try await stage.sync()
      stage.source.users[0].state = .active
      await stage.target.refuse(isSystemic: true) { $0.action == .restore }
      let run = try await stage.sync(whileReadingAgain: { () throws(TargetError) in
        throw TargetError(summary: "down")
      })
      #expect(run.report.exitCode == 6)
      #expect(run.memory.revocations["m1"]?.isInDoubt == false)
    }
  }

  @Test func `an addition whose answer was lost is in doubt where no members are shown`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(5, folder)
      stage.source.groups = [.init("g1", "Staff", members: ["u1", "u2"])]
      await stage.target.change { organization in
        organization.kind = .scim
        organization.capabilities.showsMemberships = false
        organization.groups = [.init("o1", "g1", "Staff")]
      }
      await stage.target.loseAnswers { $0.action == .addToGroup && $0.member?.externalID == "u1" }
      let memory = try await stage.sync(accepts: true).memory
      #expect(memory.writtenMemberships == ["g1": ["u1", "u2"]])
      #expect(memory.doubtfulMemberships == ["g1": ["u1"]])
    }
  }

  @Test func `what hangs on a link is verified by the id that the link has written`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(5, folder)
      stage.source.users.append(.init("new", "linked@example.com"))
      stage.source.groups = [.init("g1", "Staff", members: ["new"])]
      await stage.target.change { organization in
        organization.members.append(.init("m9", nil, "linked@example.com"))
        organization.groups = [.init("o1", "g1", "Staff")]
      }
      await stage.target.forget { $0.action == .addToGroup }
      let run = try await stage.sync()
      #expect(
        run.report.plan?.changes.map(\.line) == [
          "link linked@example.com", "addToGroup linked@example.com Staff",
        ]
      )
      #expect(run.report.outcomes.map(\.result) == [.done, .failed])
      #expect(run.report.exitCode == 4)
    }
  }

  @Test func `the refusals of others stay known over a part of the plan`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      _ = try await stage.sync()
      stage.source.users[0].state = .disabled
      stage.source.users.append(.init("new", "new@example.com"))
      await stage.target.refuse { $0.action == .revoke || $0.action == .invite }
      let first = try await stage.sync()
      #expect(first.report.exitCode == 4)
      #expect(first.memory.refusals.count == 2)
      await stage.target.refuse { $0.action == .revoke }
      let part = try await stage.sync(only: ["new@example.com"])
      #expect(part.report.outcomes.map(\.result) == [.done])
      #expect(part.memory.refusals == first.memory.refusals.filter { $0.key.hasPrefix("revoke") })
      #expect(try await stage.sync().report.exitCode == 0)
    }
  }

  @Test func `what hangs on a repeated refusal two steps up is no failure of its own`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      stage.source.groups = [.init("g1", "Old", members: ["u1"]), .init("g2", "New", members: [])]
      _ = try await stage.sync()
      stage.source.users[0].state = .disabled
      _ = try await stage.sync()
      stage.source.users[0].state = .active
      stage.source.groups?[0].members = []
      stage.source.groups?[1].members = ["u1"]
      await stage.target.refuse { $0.action == .removeFromGroup }
      let first = try await stage.sync()
      #expect(
        first.report.plan?.changes.map(\.line) == [
          "removeFromGroup p1@example.com Old", "restore p1@example.com",
          "addToGroup p1@example.com New",
        ]
      )
      #expect(first.report.exitCode == 4)
      #expect(try await stage.sync().report.exitCode == 0)
    }
  }

  @Test func `a refusal is forgotten when a good run has nothing to apply`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      _ = try await stage.sync()
      stage.source.users.append(.init("new", "new@example.com"))
      await stage.target.refuse { $0.action == .invite }
      #expect(try await stage.sync().report.exitCode == 4)
      #expect(try await stage.sync().report.exitCode == 0)
      let joiner = stage.source.users.removeLast()
      #expect(try await stage.sync().memory.refusals == [:])
      stage.source.users.append(joiner)
      #expect(try await stage.sync().report.exitCode == 4)
    }
  }

  @Test func `refusals that a run did not come to stay known`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(40, folder)
      _ = try await stage.sync()
      for row in 0..<8 { stage.source.users[row].state = .disabled }
      await stage.target.refuse { $0.action == .revoke }
      let first = try await stage.sync()
      #expect(first.memory.refusals.count == 8)
      let control = stage.control
      let cut = try await stage.sync(onOutcomes: { _ in control.stop(.deadline) })
      #expect(cut.report.outcomes.contains { $0.result == .notAttempted })
      #expect(cut.memory.refusals == first.memory.refusals)
      // Nor do those that a stopped run did not try at all.
      stage.control = RunControl()
      stage.source.users.removeLast(20)
      let stopped = try await stage.sync()
      #expect(stopped.report.exitCode == 3)
      #expect(stopped.memory.refusals == first.memory.refusals)
    }
  }

  @Test func `a first run that was cut short is finished by the next, under a first run's limits`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let stage = Self.firstRun(folder)
      await stage.target.refuse(isSystemic: true) { change in
        guard change.action != .createGroup else { return false }
        return (Int(change.member?.externalID?.dropFirst() ?? "") ?? 0) > 20
      }
      let cut = try await stage.sync()
      #expect(cut.report.exitCode == 4)
      #expect(!cut.memory.hadGoodRun)
      #expect(
        cut.memory.beginnings.invited.count
          == cut.report.plan?.changes.indices.count {
            cut.report.plan?.changes[$0].action == .invite
              && cut.report.outcomes[$0].result == .done
          }
      )
      #expect(cut.memory.beginnings.groups == ["g1"])
      await stage.target.refuse { _ in false }
      let rest = try await stage.sync()
      #expect(rest.report.plan?.held == [])
      #expect(rest.report.exitCode == 0)
      #expect(rest.memory.hadGoodRun)
      #expect(rest.memory.beginnings.isEmpty)
      #expect(try await stage.sync().report.plan?.changes == [])
    }
  }

  /// Sixty people and a group of them all, and an organization of nobody.
  private static func firstRun(_ folder: String) -> Stage {
    var source = PlainDirectory()
    source.users = (1...60).map { .init("u\($0)", "p\($0)@example.com") }
    source.groups = [.init("g1", "Staff", members: source.users.map(\.id))]
    return Stage(
      source: source,
      target: InMemoryTarget(PlainOrganization(), concurrency: 3),
      folder: folder
    )
  }

  @Test func `the first signal lets calls in flight finish and starts nothing new`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(40, folder)
      _ = try await stage.sync()
      for row in 0..<8 { stage.source.users[row].state = .disabled }
      let run = stage.run()
      let prepared = try await run.prepare(isApplying: true, relinks: false) { _ in
      }
      let decision = RunDecision(
        approved: try prepared.plan.approved(.ordinary),
        shown: prepared.plan
      )
      let control = stage.control
      let finished = try await run.finish(prepared, decision) { _ in
        control.stop(.interrupted(signal: 2))
      }
      #expect(finished.report.exitCode == 130)
      #expect(finished.report.doneCount >= 1)
      #expect(finished.report.doneCount <= 4)
      #expect(finished.memory.revocations.count == finished.report.doneCount)
    }
  }

  @Test(
    "a run that is ended while it reads again ends as such, and has done everything",
    arguments: [(.deadline, 8), (.interrupted(signal: 2), 130), (.interrupted(signal: 15), 143)]
      as [(RunControl.Reason, Int32)]
  )
  func endedWhileVerifying(reason: RunControl.Reason, code: Int32) async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      _ = try await stage.sync()
      stage.source.users[0].state = .disabled
      stage.now = stage.now + 3600
      let control = stage.control
      let run = try await stage.sync(whileReadingAgain: { () throws(TargetError) in
        control.stop(reason)
        throw TargetError(summary: "cancelled")
      })
      #expect(run.report.exitCode == code)
      #expect(run.report.conclusion.hasSuffix("after 1 change"))
      #expect(run.notes == ["the run was ended while it read again to verify what was done"])
      #expect(run.memory.goodRuns.last?.at == stage.now)
      await stage.target.onRead {}
      stage.control = RunControl()
      #expect(try await stage.sync().report.plan?.changes == [])
    }
  }

  @Test func `a run that cannot read again says that all was applied`() async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      _ = try await stage.sync()
      stage.source.users[0].state = .disabled
      let run = try await stage.sync(whileReadingAgain: { () throws(TargetError) in
        throw TargetError(summary: "down")
      })
      #expect(run.report.exitCode == 4)
      #expect(run.report.conclusion == "applied, but could not be verified")
      #expect(run.notes == ["what was done could not be verified: down"])
    }
  }

  @Test func `a signal that comes after reading ends the run before anything was changed`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(3, folder)
      let control = stage.control
      let asked = Mutex(0)
      // Once as it begins, once when both sides were read.
      stage.onTime = {
        if asked.withLock({ count in
          count += 1
          return count == 2
        }) {
          control.stop(.interrupted(signal: 15))
        }
      }
      let run = stage.run()
      await #expect(throws: RunEnded(reason: .interrupted(signal: 15))) {
        _ = try await run.prepare(isApplying: true, relinks: false) { _ in }
      }
    }
  }

  @Test(
    "a no at the question is 2, but 10 where decisions wait",
    arguments: [(role: .user, code: 2), (role: .owner, code: 10)]
      as [(role: MemberRole, code: Int32)]
  )
  func declined(role: MemberRole, code: Int32) async throws {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(20, folder)
      _ = try await stage.sync()
      await stage.target.change { $0.members[1].role = role }
      stage.source.users[0].state = .disabled
      stage.source.users[1].state = .disabled
      let run = stage.run()
      let prepared = try await run.prepare(isApplying: true, relinks: false) { _ in }
      let decision = RunDecision(approved: nil, shown: prepared.plan, refusal: .declined)
      let finished = try await run.finish(prepared, decision) { _ in }
      #expect(finished.report.exitCode == code)
      #expect(await stage.target.calls == [])
    }
  }

  @Test func `a second run is told who holds the lock`() async throws {
    try await inTemporaryFolder { folder in
      let stage = Self.stage(3, folder)
      let first = try await stage.run().prepare(isApplying: true, relinks: false) {
        _ in
      }
      await #expect(throws: StateError.self) {
        _ = try await stage.run().prepare(isApplying: true, relinks: false) { _ in
        }
      }
      withExtendedLifetime(first) {}
    }
  }

  @Test func `an unreadable source ends the run before anything was changed`() async throws {
    try await inTemporaryFolder { folder in
      let stage = Self.stage(3, folder)
      let failure = SourceError(source: "hq", code: "incomplete", reason: "x", summary: "cut off")
      let run = SyncRun(
        command: "sync",
        sources: [PlainSource(stage.source, failure: failure)],
        target: stage.target,
        policy: SyncPolicy(),
        stateRoot: folder,
        keepsRunsFor: 0,
        control: stage.control,
        clock: { stage.now },
        encodePlan: { _ in "" },
        encodeReport: { _ in "" }
      )
      await #expect(throws: failure) {
        _ = try await run.prepare(isApplying: true, relinks: false) { _ in }
      }
    }
  }

  @Test func `what a run did counts later under the limits that the planner judges it by`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = Self.stage(12, folder)
      stage.source.groups = [.init("old", "Old", members: ["u1", "u2", "u3", "u4", "u5"])]
      _ = try await stage.sync()
      stage.source.groups = [.init("new", "New", members: ["u1", "u2", "u3"])]
      let memory = try await stage.sync().memory
      let counted = memory.recent.map { "\($0.limit.rawValue) \($0.subject ?? "-") \($0.count)" }
      #expect(counted == ["groupCreations - 1", "groupDepartures - 1", "membershipRemovals - 5"])
    }
  }
}
