import DirectoryModel
import Presentation
import Testing

struct PlanTextTests {
  private let terminal = TextStyle(isTerminal: true, zone: .fixed(3600))
  private let file = TextStyle(zone: .fixed(0))

  @Test func `the first preview folds what is given`() throws {
    let text = PlanText.text(SamplePlans.firstRun, style: terminal)
    try expectGolden(text, "plan-first-run.txt")
  }

  @Test func `everything is listed when everything is asked for`() throws {
    var style = terminal
    style.showsAll = true
    let text = PlanText.text(SamplePlans.firstRun, style: style, next: .saved(path: "my plan.json"))
    try expectGolden(text, "plan-first-run-all.txt")
  }

  @Test func `an ordinary day shows what is taken first`() throws {
    let text = PlanText.text(
      SamplePlans.ordinaryDay,
      style: terminal,
      past: PlanPast(newKeys: Set(SamplePlans.ordinaryDay.changes.prefix(5).map(\.key))),
      next: .none
    )
    try expectGolden(text, "plan-ordinary-day.txt")
  }

  @Test func `a file gets whole lines and plain numbers`() throws {
    let text = PlanText.text(
      SamplePlans.ordinaryDay,
      style: file,
      options: RepeatedOptions(common: ["--config", "a b.json"])
    )
    try expectGolden(text, "plan-ordinary-day-file.txt")
  }

  @Test func `colour only repeats the sign`() throws {
    var style = terminal
    style.usesColor = true
    let text = PlanText.text(SamplePlans.ordinaryDay, style: style, next: .none)
    try expectGolden(text, "plan-ordinary-day-color.txt")
    var plain = text
    for code in [31, 32, 33, 35, 36, 0] { plain = plain.removing("\u{1b}[\(code)m") }
    style.usesColor = false
    #expect(plain == PlanText.text(SamplePlans.ordinaryDay, style: style, next: .none))
  }

  @Test func `a stopped plan names the stop and how to let exactly it pass`() throws {
    let text = PlanText.text(SamplePlans.stopped, style: terminal)
    try expectGolden(text, "plan-stopped.txt")
  }

  @Test func `hostile names cannot act, hide or forge a line`() throws {
    let text = PlanText.text(SamplePlans.hostile, style: terminal)
    try expectGolden(text, "plan-hostile.txt")
    for scalar in text.unicodeScalars where scalar != "\n" {
      #expect(scalar.value >= 0x20 && scalar.properties.generalCategory != .control)
      #expect(scalar.properties.generalCategory != .format)
    }
    #expect(!text.contains("\n- revoke"))
  }

  @Test(
    "lines fit the terminal",
    arguments: [40, 60, 100, 160]
  )
  func widths(width: Int) throws {
    let style = TextStyle(isTerminal: true, width: width)
    for plan in [SamplePlans.firstRun, SamplePlans.ordinaryDay, SamplePlans.stopped] {
      for line in PlanText.text(plan, style: style).split(separator: "\n") {
        #expect(line.count <= width, "\(line)")
      }
    }
  }

  @Test func `a narrow terminal wraps below its column`() throws {
    let style = TextStyle(isTerminal: true, width: 60, zone: .fixed(0))
    try expectGolden(PlanText.text(SamplePlans.ordinaryDay, style: style), "plan-narrow.txt")
  }

  @Test func `people are told a moment in their own zone`() {
    let removal = Change(
      .remove,
      reason: ChangeReason(.removeAfter, "2026-11-02T23:00:00Z"),
      member: SamplePlans.person("bo@example.com", 1)
    )
    let text = PlanText.text(
      SamplePlans.plan(changes: [removal]),
      style: TextStyle(zone: .fixed(7200))
    )
    #expect(
      text.contains(
        "departures.removeAfter has passed: revoked by this tool on 2026-11-03 01:00 +02:00"
      )
    )
  }

  @Test func `nothing to do is one line`() {
    let plan = SamplePlans.plan(advisories: [
      Advisory("unmanagedMembers", subject: "15", message: "15 members match nobody")
    ])
    #expect(
      PlanText.text(plan, style: file)
        == "in sync: 1204 users, 1201 members, 88 groups; nothing to do\n"
    )
    #expect(
      PlanText.text(plan, style: terminal)
        == "in sync: 1,204 users, 1,201 members, 88 groups; nothing to do\n"
    )
  }

  @Test(
    "a read that was not protected, and what keeps a run from conclusions, is told in every run",
    arguments: [
      "unprotected", "certificateUnchecked", "memoryLost", "clockSkew",
    ]
  )
  func unprotected(kind: String) {
    let warning = Advisory(
      Advisory.Kind(rawValue: kind),
      subject: "hq",
      message: "ldap://dc1 is read without TLS"
    )
    let others = (0..<20).map {
      Advisory(Advisory.Kind(rawValue: "note\($0)"), subject: "\($0)", message: "note \($0)")
    }
    #expect(
      PlanText.text(SamplePlans.plan(advisories: others + [warning]), style: file)
        == "in sync: 1204 users, 1201 members, 88 groups; nothing to do\n"
        + "! hq: ldap://dc1 is read without TLS\n"
    )
    // Nor does it fold among others.
    let plan = SamplePlans.plan(
      changes: SamplePlans.ordinaryDay.changes,
      advisories: others + [warning]
    )
    #expect(PlanText.text(plan, style: terminal).contains("ldap://dc1 is read without TLS"))
  }

  @Test func `a decision that waits is shown even if nothing is to do`() throws {
    let plan = SamplePlans.plan(advisories: [
      Advisory(
        "addressReused",
        subject: "kim@example.com",
        message: "the address belongs to a leaver; let 'kim' go first",
        needsDecision: true
      )
    ])
    try expectGolden(PlanText.text(plan, style: terminal), "plan-decision-only.txt")
  }

  /// Two days before the plan is made.
  private static let waiting: [String: Timestamp] = {
    let plan = SamplePlans.ordinaryDay
    let since = SamplePlans.now + -2 * 86_400
    return Dictionary(uniqueKeysWithValues: plan.decisionKeys.map { ($0, since) })
  }()

  @Test func `what waits for a person says since when`() throws {
    let past = PlanPast(waitingSince: Self.waiting)
    let text = PlanText.text(SamplePlans.ordinaryDay, style: terminal, past: past, next: .none)
    try expectGolden(text, "plan-waiting.txt")
    let page = PlanHTML.page(SamplePlans.ordinaryDay, past: past, zone: .fixed(3600))
    #expect(page.contains("waits since 2026-11-23 (2 days)"))
    let markdown = PlanMarkdown.text(SamplePlans.ordinaryDay, past: past, zone: .fixed(3600))
    #expect(markdown.contains("waits since 2026-11-23 (2 days)"))
  }

  @Test func `where only news is told, what was told as waiting is a count`() throws {
    var past = PlanPast(waitingSince: Self.waiting, hidesWaiting: true)
    let plan = SamplePlans.ordinaryDay
    let text = PlanText.text(plan, style: terminal, past: past, next: .none)
    try expectGolden(text, "plan-waiting-folded.txt")
    #expect(!PlanText.isOldNews(plan, past))
    var style = terminal
    style.showsAll = true
    #expect(PlanText.text(plan, style: style, past: past).contains("restore tom@example.com"))
    past.waitingSince = past.waitingSince.filter { $0.key.hasPrefix("restore") }
    let half = PlanText.text(plan, style: terminal, past: past, next: .none)
    #expect(half.contains("… 1 decision waits as before"))
    #expect(half.contains("! olga@example.com"))
  }

  @Test func `only what waits, and waited before, is no news`() {
    let plan = SamplePlans.ordinaryDay
    let old = SamplePlans.plan(
      changes: plan.changes.filter { $0.hold?.needsDecision ?? false },
      advisories: plan.advisories
    )
    #expect(PlanText.isOldNews(old, PlanPast(waitingSince: Self.waiting)))
    #expect(!PlanText.isOldNews(old, PlanPast()))
    #expect(!PlanText.isOldNews(plan, PlanPast(waitingSince: Self.waiting)))
  }

  @Test func `a second read that was awaited before is no news`() {
    let change = Change(
      .revoke,
      reason: ChangeReason(.absent),
      hold: Hold(.absentUnproven, cure: "export with proof", detail: "absent, 1 of 2"),
      member: SamplePlans.person("a@example.com", 1)
    )
    let plan = SamplePlans.plan(changes: [change])
    #expect(PlanText.isOldNews(plan, PlanPast(newKeys: [])))
    #expect(!PlanText.isOldNews(plan, PlanPast(newKeys: [change.key])))
    // No earlier plan is known.
    #expect(!PlanText.isOldNews(plan, PlanPast()))
    let past = PlanPast(newKeys: [], hidesWaiting: true)
    let text = PlanText.text(plan, style: file, past: past, next: .none)
    #expect(text.contains("  … 1 change waits for a second read as before (--all)\n"), "\(text)")
    #expect(!text.contains("a@example.com"), "\(text)")
  }

  @Test func `people of one group stand below it, with what differs`() throws {
    let finance = SamplePlans.group("Finance", 1)
    let leavers = ["ann", "bob", "eva"].enumerated().map { row, name in
      Change(
        .removeFromGroup,
        reason: ChangeReason(.notMemberInDirectory, "cn=finance,dc=example,dc=com"),
        member: SamplePlans.person("\(name)@example.com", row),
        group: finance
      )
    }
    let link = Change(
      .linkGroup,
      reason: ChangeReason(.sameName),
      hold: Hold(.groupLink, cure: "name the group's external id in the organization"),
      group: SamplePlans.group("Sales", 2)
    )
    let dependents = ["max", "mia"].enumerated().map { row, name in
      Change(
        row == 0 ? .removeFromGroup : .addToGroup,
        reason: ChangeReason(row == 0 ? .notMemberInDirectory : .memberInDirectory, "hq"),
        hold: Hold(.dependsOn, cure: "", root: 3),
        member: SamplePlans.person("\(name)@example.com", 10 + row),
        group: SamplePlans.group("Sales", 2),
        requires: [3]
      )
    }
    let gains = ["ann", "bob", "cy", "di", "ed"].enumerated().map { row, name in
      Change(
        .addToGroup,
        reason: ChangeReason(.memberInDirectory, row == 0 ? "hq" : "elsewhere"),
        member: SamplePlans.person("\(name)@example.com", row),
        group: SamplePlans.group("All", 3)
      )
    }
    let over = ["pat", "quy"].enumerated().map { row, name in
      Change(
        .invite,
        reason: ChangeReason(.inDirectory, "hq"),
        hold: Hold(.limit, cure: "raise 'limits.invitations'", limit: .invitations),
        member: SamplePlans.person("\(name)@example.com")
      )
    }
    let plan = SamplePlans.plan(
      changes: leavers + [link] + dependents + gains + over,
      limits: [
        LimitVerdict(name: .invitations, value: 2, base: 4, allowed: 1, exceeded: true)
      ]
    )
    try expectGolden(PlanText.text(plan, style: terminal), "plan-groups.txt")
  }

  @Test func `a held invitation names all its groups, and a new group counts only who is given`()
    throws
  {
    let teams = (1...5).map { SamplePlans.group("Team \($0)") }
    let kim = SamplePlans.person("kim@example.com")
    let creations = teams.map {
      Change(.createGroup, reason: ChangeReason(.inDirectory, "hq"), group: $0)
    }
    let invitation = Change(
      .invite,
      reason: ChangeReason(.inDirectory, "hq"),
      hold: Hold(.limit, cure: "raise 'limits.invitations'", limit: .invitations),
      member: kim
    )
    let held = teams.enumerated().map { row, team in
      Change(
        .addToGroup,
        reason: ChangeReason(.memberInDirectory, "hq"),
        hold: Hold(.dependsOn, cure: "", root: teams.count),
        member: kim,
        group: team,
        requires: [row, teams.count]
      )
    }
    let given = Change(
      .addToGroup,
      reason: ChangeReason(.memberInDirectory, "hq"),
      member: SamplePlans.person("bo@example.com", 1),
      group: teams[0],
      requires: [0]
    )
    let plan = SamplePlans.plan(changes: creations + [invitation] + held + [given])
    let text = PlanText.text(plan, style: file)
    #expect(text.contains("Team 1 (1 member), Team 2 (0), Team 3 (0), Team 4 (0), Team 5 (0)\n"))
    let groups = "? invite  kim@example.com  → Team 1, Team 2, Team 3, Team 4, Team 5  over limits"
    #expect(text.contains(groups), "\(text)")
    let markdown = PlanMarkdown.text(plan)
    #expect(markdown.contains("→ `Team 1`, `Team 2`, `Team 3`, `Team 4`, `Team 5`"), "\(markdown)")
  }

  @Test func `several sources have a line each`() throws {
    let plan = SamplePlans.plan(
      sources: [SamplePlans.hq, SamplePlans.okta],
      changes: SamplePlans.stopped.changes
    )
    let text = PlanText.text(plan, style: file)
    #expect(
      text.hasPrefix(
        "Source        hq · LDAP ldaps://dc1.example.com · 1204 users, 88 groups · complete\nSource        okta · export Tests/Fixtures/example/okta · 61 users, 8 groups · not proven complete\nOrganization  Example Ltd"
      )
    )
  }

  @Test func `a chain of roots that bites its tail ends`() {
    let changes = [1, 0].map { root in
      Change(
        .revoke,
        reason: ChangeReason(.absent),
        hold: Hold(.dependsOn, cure: "", root: root),
        member: SamplePlans.person("a@example.com", 1)
      )
    }
    #expect(PlanText.text(SamplePlans.plan(changes: changes), style: file).contains("2 held"))
  }

  @Test func `a hundred thousand changes are rendered in seconds`() {
    let group = SamplePlans.group("Everyone", 1)
    let changes = (0..<100_000).map { row in
      Change(
        row % 2 == 0 ? .removeFromGroup : .revoke,
        reason: ChangeReason(.notMemberInDirectory, "cn=everyone"),
        member: SamplePlans.person("user\(row)@example.com", row),
        group: row % 2 == 0 ? group : nil
      )
    }
    let text = PlanText.text(SamplePlans.plan(changes: changes), style: terminal)
    #expect(text.utf8.count > 4_000_000)
  }
}

extension String {
  fileprivate func removing(_ part: String) -> String {
    var rest = self[...]
    var result = ""
    while let range = rest.firstRange(of: part) {
      result += rest[..<range.lowerBound]
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
