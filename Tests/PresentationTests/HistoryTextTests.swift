import DirectoryModel
import Presentation
import Testing

struct HistoryTextTests {
  private func entry(
    _ day: Int64,
    exit: Int?,
    taken: Int = 0,
    given: Int = 0,
    failed: Int = 0,
    held: Int = 0,
    stops: [LimitVerdict] = [],
    seconds: Int64? = 1,
    _ conclusion: String = ""
  ) -> HistoryEntry {
    let start = SamplePlans.now + (-86_400 * day)
    return HistoryEntry(
      run: "\(start.compactDescription)-4fa1c2",
      startedAt: start,
      endedAt: seconds.map { start + $0 },
      command: "sync",
      exitCode: exit,
      conclusion: conclusion,
      taken: taken,
      given: given,
      failed: failed,
      held: held,
      stops: stops
    )
  }

  private var runs: [HistoryEntry] {
    [
      entry(0, exit: 0, given: 1204, seconds: 200, "done"),
      entry(1, exit: 0, "in sync"),
      entry(2, exit: 3, stops: [stop], "stopped by memberRemovals, nothing was changed"),
      entry(3, exit: 4, taken: 1, given: 2, failed: 1, "applied in part"),
      entry(4, exit: 10, taken: 2, given: 3, held: 1, "decisions wait for a person"),
      entry(5, exit: nil, seconds: nil, "was killed, or is still going on"),
      entry(6, exit: 130, seconds: -5, "interrupted\u{1b}[2J"),
      entry(7, exit: 77, "credentials refused"),
      entry(8, exit: 3, "on hold, nothing was changed"),
      entry(9, exit: 10, "decisions wait for a person"),
      entry(10, exit: 0, taken: 9, stops: [stop], "done"),
      // A change that waits for a second read; one that is refused as in the run before; a part with nothing in it.
      entry(11, exit: 0, "done"),
      entry(12, exit: 0, failed: 1, "done"),
      entry(13, exit: 0, "nothing to do"),
    ]
  }

  private var stop: LimitVerdict {
    LimitVerdict(
      name: .memberRemovals,
      subject: nil,
      value: 9,
      base: 44,
      allowed: 4,
      exceeded: true
    )
  }

  @Test func `runs are aligned, and their names whole on a terminal`() throws {
    let style = TextStyle(isTerminal: true, width: 110, zone: .fixed(3600))
    let text = HistoryText.text(runs, style: style)
    try expectGolden(text, "history.txt")
    for line in text.split(separator: "\n") { #expect(line.count <= 110) }
    for run in runs { #expect(text.contains(run.run)) }
  }

  @Test func `a narrow terminal gets two lines for each run`() throws {
    let style = TextStyle(isTerminal: true, width: 60, zone: .fixed(3600))
    let text = HistoryText.text(runs, style: style)
    try expectGolden(text, "history-narrow.txt")
    for line in text.split(separator: "\n") { #expect(line.count <= 60) }
    for run in runs { #expect(text.contains(run.run)) }
  }

  @Test func `in a file nothing is cut`() throws {
    try expectGolden(HistoryText.text(runs, style: TextStyle(zone: .fixed(0))), "history-file.txt")
  }

  @Test func `no runs are one line`() {
    #expect(HistoryText.text([], style: TextStyle()) == "no runs yet\n")
  }

  @Test func `as JSON in UTC`() throws {
    let text = String(decoding: HistoryText.json(runs), as: UTF8.self)
    try expectGolden(text, "history.json")
    #expect(try JSONValue(Array(text.utf8))["runs"]?.count == 14)
  }
}
