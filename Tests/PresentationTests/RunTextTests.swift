import DirectoryModel
import Presentation
import Testing

struct RunTextTests {
  private let terminal = TextStyle(isTerminal: true, width: 400, zone: .fixed(7200))
  private let file = TextStyle(zone: .fixed(0))

  @Test func `an error is two lines, and nothing in it acts`() {
    let error = TargetError(summary: "cannot read \u{1b}[2J: 500\nx", hint: "Try \u{202e}again.")
    #expect(
      RunText.error(error)
        == "Error: cannot read \\u{1b}[2J: 500\\nx\nHint: Try \\u{202e}again.\n"
    )
    #expect(RunText.error(TargetError(summary: "gone")) == "Error: gone\n")
  }

  @Test func `an error tells its moments in the reader's zone`() {
    let error = TargetError(
      summary: "held since 2026-11-25T22:00:07Z",
      hint: "Wait until 2026-11-26T00:00:00Z."
    )
    #expect(
      RunText.error(error, style: terminal)
        == "Error: held since 2026-11-26 00:00:07 +02:00\nHint: Wait until 2026-11-26 02:00:00 +02:00.\n"
    )
  }

  @Test func `the last line names code and reason`() {
    #expect(
      RunText.exit(code: 3, sentence: "stopped by memberRemovals, nothing was changed")
        == "rollcall: exit 3: stopped by memberRemovals, nothing was changed\n"
    )
  }

  @Test(
    "progress is one line",
    arguments: [
      (0, 0, 2000, "Applying  ──────────────────────────  0/2,000  0 failed  1.2 s"),
      (999, 1, 2000, "Applying  ━━━━━━━━━━━━━─────────────  1,000/2,000  1 failed  1.2 s"),
      (5, 0, 5, "Applying  ━━━━━━━━━━━━━━━━━━━━━━━━━━  5/5  0 failed  1.2 s"),
      (0, 0, 0, "Applying  ━━━━━━━━━━━━━━━━━━━━━━━━━━  0/0  0 failed  1.2 s"),
    ]
  )
  func progress(done: Int, failed: Int, total: Int, expected: String) {
    #expect(
      RunText.progress(
        done: done,
        failed: failed,
        total: total,
        milliseconds: 1234,
        style: terminal
      )
        == expected
    )
  }

  @Test(
    "progress stays on its line, and its figures are the last to go",
    arguments: [
      (50, "Applying  ━━━━━━━━─────────  1/2  0 failed  0.1 s"),
      (35, "Applying  ━─  1/2  0 failed  0.1 s"),
      (34, "Applying  ─  1/2  0 failed  0.1 s"), (31, "Applying  1/2  0 failed  0.1 s"),
      (20, "Applying  1/2  0 f…"), (1, "…"),
    ]
  )
  func narrowProgress(width: Int, expected: String) {
    let style = TextStyle(isTerminal: true, width: width)
    let line = RunText.progress(done: 1, failed: 0, total: 2, milliseconds: 100, style: style)
    #expect(line == expected)
    #expect(line.count < max(2, width))
  }

  @Test func `a done run says what waits`() {
    #expect(
      RunText.done(SampleRuns.done, style: terminal)
        == "Done: 5 applied, 0 failed; read again and verified. 1 change and 1 decision about a person wait for a person.\n"
    )
  }

  @Test func `a run that was done in part lists what was not`() {
    let report = SampleRuns.partly
    let lines = report.outcomes.filter { $0.result != .done }.map {
      RunText.failure($0, in: report, style: file)
    }
    #expect(
      lines == [
        "  failed   link kim@example.com: 409: \\u{1b}[31mthe id is taken\n",
        "  not done group Finance: max.m@example.com\n",
      ]
    )
    #expect(
      RunText.done(report, style: terminal)
        == "Done: 3 applied, 1 failed, 1 not attempted. 1 change and 1 decision about a person wait for a person.\n"
    )
  }

  @Test func `a run that did nothing does not say that it was verified`() {
    #expect(
      RunText.done(SampleRuns.refused, style: terminal)
        == "Done: 0 applied, 1 failed. 1 change and 1 decision about a person wait for a person.\n"
    )
  }

  @Test func `colour does not change where a failure's lines break`() {
    var style = TextStyle(isTerminal: true, width: 40)
    let failed = SampleRuns.partly.outcomes[2]
    let plain = RunText.failure(failed, in: SampleRuns.partly, style: style)
    style.usesColor = true
    let painted = RunText.failure(failed, in: SampleRuns.partly, style: style)
    #expect(painted.hasPrefix("  \u{1b}[31mfailed\u{1b}[0m   link"))
    #expect(painted.utf8.count == plain.utf8.count + 9)
  }

  @Test func `a stop says who, how many, and what it costs`() throws {
    var memory = SyncMemory()
    memory.disabledSince["u-lea"] = Timestamp(iso8601: "2026-05-01T12:00:00Z")
    memory.stopped = Timestamp(iso8601: "2026-05-03T00:00:00Z").map {
      SyncMemory.Stopped(since: $0, runs: 3)
    }
    #expect(
      RunText.stopped(SamplePlans.stopped, memory: memory, now: SamplePlans.now, style: terminal)
        == """
        stopped: 9 of 44 members would lose access (20.5 %, limit 4): ann@…, bob@…, +7. Review with 'rollcall plan'; let exactly this pass with --accept 7f3c91a0b2d4
        not done: 1 disabled person still has access (longest since 2026-05-01: lea@…), 2 joiners wait; stopped since 2026-05-03 02:00 +02:00 (4 runs)

        """
    )
  }

  @Test func `a plan is not counted with the runs that were stopped`() {
    var memory = SyncMemory()
    memory.stopped = SyncMemory.Stopped(since: SamplePlans.now, runs: 3)
    let text = RunText.stopped(
      SamplePlans.stopped,
      memory: memory,
      now: SamplePlans.now,
      style: terminal,
      isRun: false
    )
    #expect(text.hasSuffix("; stopped since 2026-11-25 03:00 +02:00 (3 runs)\n"), "\(text)")
  }

  @Test func `a stop repeats the options of its run`() {
    let text = RunText.stopped(
      SamplePlans.stopped,
      memory: SyncMemory(),
      now: SamplePlans.now,
      style: terminal,
      options: RepeatedOptions(common: ["--config", "b.json"])
    )
    #expect(text.contains("Review with 'rollcall plan --config b.json'; let"))
  }

  @Test func `whoever was chosen, relinking is reviewed as a whole`() {
    let verdict = LimitVerdict(
      name: .identityChange,
      value: 20,
      base: 20,
      allowed: 5,
      exceeded: true
    )
    let text = RunText.stopped(
      SamplePlans.plan(limits: [verdict]),
      memory: SyncMemory(),
      now: SamplePlans.now,
      style: terminal,
      options: RepeatedOptions(common: ["--config", "b.json"], only: ["kim@example.com"])
    )
    #expect(text.contains("was changed: rollcall plan --relink --config b.json. Review with"))
    #expect(text.contains("'rollcall plan --only kim@example.com --config b.json'; let"))
  }

  @Test func `every stop has its sentence`() throws {
    let stops = LimitName.allCases.filter { $0.consequence == .stop }
    let plan = SamplePlans.plan(
      limits: stops.map {
        LimitVerdict(
          name: $0,
          subject: $0 == .sourceShrink ? "hq" : $0 == .lostAttribute ? "hq: mail" : nil,
          value: 1240,
          base: 2000,
          allowed: 200,
          exceeded: true,
          examples: $0 == .mustExist ? ["ceo@example.com"] : ["a@x.org", "b\u{1b}@x.org"]
        )
      }
    )
    let text = RunText.stopped(plan, memory: SyncMemory(), now: SamplePlans.now, style: terminal)
    try expectGolden(text, "stops.txt")
  }

  @Test func `a hold says who, why and until when`() {
    #expect(
      RunText.onHold(
        reason: "migration\u{7}",
        who: "ada",
        since: SamplePlans.now,
        until: SamplePlans.now + 86_400,
        style: terminal
      )
        == "on hold since 2026-11-25 03:00 +02:00 by ada, until 2026-11-26 03:00 +02:00: migration\\u{7}. 'rollcall release' ends it\n"
    )
  }

  @Test func `a terminal gets lines that break between words`() {
    let style = TextStyle(isTerminal: true, width: 50, zone: .fixed(0))
    let error = TargetError(
      summary: "cannot read the members of example.com",
      hint: "Wait a minute."
    )
    #expect(
      RunText.error(error, style: style)
        == "Error: cannot read the members of example.com\nHint: Wait a minute.\n"
    )
    let exit =
      "rollcall: exit 3: stopped by disabledRemovals,\n                  nothing was changed\n"
    #expect(
      RunText.exit(
        code: 3,
        sentence: "stopped by disabledRemovals, nothing was changed",
        style: style
      ) == exit
    )
    let stopped = RunText.stopped(
      SamplePlans.stopped,
      memory: SyncMemory(),
      now: SamplePlans.now,
      style: style
    )
    let lines = stopped.split(separator: "\n")
    #expect(lines.count > 4)
    #expect(lines.allSatisfy { $0.count <= 50 })
    #expect(stopped.contains("7f3c91a0b2d4"))
    #expect(RunText.note("made by others", style: style) == "! made by others\n")
  }
}
