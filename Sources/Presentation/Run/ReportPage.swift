package import DirectoryModel

/// A run that is over, with what became of each change: for a terminal, and as an HTML page that loads nothing.
package enum ReportPage {
  /// - Parameters:
  ///   - report: The report, with the plan that was kept beside it.
  ///   - run: The run as `history` names it.
  ///   - style: For whom it is written.
  ///   - options: What the command at its end repeats.
  /// - Returns: Lines, each with its line break.
  package static func text(
    _ report: RunReport,
    run: String,
    style: TextStyle,
    options: RepeatedOptions = RepeatedOptions()
  ) -> String {
    var text = PlanText.heading(heading(report, run, style), style)
    if let plan = report.plan {
      text += "\n" + PlanText.body(plan, style, past(report, plan))
    }
    if !report.outcomes.isEmpty { text += RunText.done(report, style: style) }
    if report.doneCount > 0 {
      let undo = VisibleText.escape(options.command("undo", run, "--dry-run"))
      text += "To take it back: \(undo)\n"
    }
    return text
  }

  package static func html(
    _ report: RunReport,
    run: String,
    zone: TextStyle.Zone = .local
  ) -> String {
    let style = TextStyle(showsAll: true, zone: zone)
    let title = "Run \(run)"
    let lines = heading(report, run, style)
    var body = "<h1>\(HTMLText.escape(title))</h1>\n"
    body += PlanHTML.heading(lines, digest: report.plan?.digest ?? "none")
    if !report.outcomes.isEmpty {
      let done = RunText.done(report, style: style).split(separator: "\n").joined()
      body += "<p class=\"totals\">\(HTMLText.escape(done))</p>\n"
    }
    if let plan = report.plan { body += PlanHTML.content(plan, style, past(report, plan)) }
    return PlanPage.document(title: title, body: body)
  }

  private static func past(_ report: RunReport, _ plan: Plan) -> PlanPast {
    // What was new in this run does not wait since then for its reader.
    var past = PlanPast(waitingSince: report.decisionsSince.filter { $0.value < plan.createdAt })
    past.outcomes = Dictionary(
      report.outcomes.map { ($0.number, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    return past
  }

  private static func heading(
    _ report: RunReport,
    _ run: String,
    _ style: TextStyle
  ) -> [PlanHeading.Line] {
    let took = HistoryText.took(from: report.startedAt, to: report.endedAt)
    var lines = [
      PlanHeading.Line(label: "Run", parts: [run, report.command]),
      PlanHeading.Line(label: "Began", parts: [style.moment(report.startedAt), "took \(took)"]),
      PlanHeading.Line(label: "Ended", parts: ["exit \(report.exitCode)", report.conclusion]),
    ]
    if let approval = report.approval {
      let parts = ["by \(approval.who)", approval.reason].compactMap(\.self)
      lines.append(PlanHeading.Line(label: "Approved", parts: parts))
    }
    return lines + (report.plan.map { PlanHeading.past($0, style) } ?? [])
  }
}
