import DirectoryModel
import Presentation
import Testing

struct ReportPageTests {
  private static let run = "20261125T010000Z-4fa1c2"

  @Test func `a past run as text`() throws {
    let style = TextStyle(isTerminal: true, zone: .fixed(3600))
    let text = ReportPage.text(SampleRuns.partly, run: Self.run, style: style)
    try expectGolden(text, "report.txt")
    #expect(text.contains("no external id yet; failed: 409:\n"))
  }

  @Test func `a past run as a page, what became of each change in it`() throws {
    let page = ReportPage.html(SampleRuns.partly, run: Self.run, zone: .fixed(3600))
    try expectGolden(page, "report.html")
    #expect(page.contains("<bdi>disabled in hq; done</bdi>"))
    #expect(page.contains("<dt>Approved</dt><dd><bdi>by ada</bdi> · <bdi>change 4711</bdi></dd>"))
    #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test func `a run that ended before its plan has a heading and nothing else`() {
    let report = RunReport(
      command: "sync",
      startedAt: SamplePlans.now,
      endedAt: SamplePlans.now + 1,
      exitCode: 5,
      conclusion: "source unreadable",
      plan: nil,
      outcomes: [],
      approval: nil
    )
    let text = ReportPage.text(report, run: Self.run, style: TextStyle(zone: .fixed(0)))
    #expect(
      text == """
        Run           20261125T010000Z-4fa1c2 · sync
        Began         2026-11-25 01:00 +00:00 · took 1 s
        Ended         exit 5 · source unreadable

        """
    )
  }

  @Test func `people of a group stand together, and what is new is marked`() throws {
    let finance = SamplePlans.group("Finance", 1)
    let changes = (0..<3).map { (row: Int) in
      Change(
        .removeFromGroup,
        reason: ChangeReason(.notMemberInDirectory, "hq"),
        member: SamplePlans.person("p\(row)@example.com", row),
        group: finance
      )
    }
    let plan = SamplePlans.plan(changes: changes)
    let page = PlanHTML.page(plan, past: PlanPast(newKeys: [changes[1].key]), zone: .fixed(0))
    #expect(
      page.contains(
        "<bdi>p0@example.com</bdi>, <bdi>p1@example.com</bdi> <small>new</small>, <bdi>p2@example.com</bdi></td></tr>"
      )
    )
    #expect(
      page.contains(
        "<tr><td>Memberships taken</td><td class=\"number\">3</td><td class=\"number\">0</td><td class=\"number\">1</td></tr>"
      )
    )
    #expect(page.contains("3 taken away, 0 given, 0 held; 1 new since the last run."))
  }
}
