package import DirectoryModel

/// A plan as one HTML page that loads nothing: for a change request, a mail attachment, a printer.
package enum PlanHTML {
  /// The page; everything is listed.
  ///
  /// - Parameters:
  ///   - plan: The whole plan; what is held in it is marked there.
  ///   - past: What earlier runs tell about it.
  ///   - next: Which command to name at the end.
  ///   - options: What that command repeats.
  ///   - zone: Where the time of planning is told.
  /// - Returns: A complete document.
  package static func page(
    _ plan: Plan,
    past: PlanPast = PlanPast(),
    next: PlanText.Next = .review,
    options: RepeatedOptions = RepeatedOptions(),
    zone: TextStyle.Zone = .local
  ) -> String {
    let style = TextStyle(showsAll: true, zone: zone)
    let title = "Plan \(plan.shortDigest)"
    let lines =
      PlanHeading.lines(plan, style) + [.init(label: "Made", parts: [style.moment(plan.createdAt)])]
    var body = "<h1>\(HTMLText.escape(title))</h1>\n\(heading(lines, digest: plan.digest))"
    body += content(plan, style, past)
    let parts = NextCommand.parts(plan, next, options: options)
    let command = NextCommand.line(parts, words: HTMLText.escape) {
      "<code>\(HTMLText.escape($0))</code>"
    }
    if let command { body += "<p>Next: \(command)</p>\n" }
    return PlanPage.document(title: title, body: body)
  }

  /// Totals, tables, notes and limits.
  static func content(_ plan: Plan, _ style: TextStyle, _ past: PlanPast) -> String {
    let outline = PlanOutline(plan, style, past)
    return "<p class=\"totals\">\(HTMLText.escape(PlanTotals.text(plan, past, style)))</p>\n"
      + PlanSummaryTable.section(plan, past)
      + section("takes", "Takes away", PlanHTMLRows.blocks(outline.taken))
      + section("gives", "Gives", PlanHTMLRows.blocks(outline.given))
      + section("held", "Held for a person", PlanHTMLRows.held(outline.held))
      + notes(outline) + LimitBars.section(plan.limits)
  }

  static func heading(_ lines: [PlanHeading.Line], digest: String) -> String {
    var rows = lines.map { line in
      "<dt>\(line.label)</dt><dd>\(line.parts.map(HTMLText.isolated).joined(separator: " · "))</dd>\n"
    }
    rows.append("<dt>Digest</dt><dd><code>\(HTMLText.escape(digest))</code></dd>\n")
    return "<dl>\n\(rows.joined())</dl>\n"
  }

  private static func section(_ kind: String, _ title: String, _ rows: String) -> String {
    if rows.isEmpty { return "" }
    return """
      <section class="\(kind)">
      <h2>\(title)</h2>
      <table>
      <thead><tr><th class="sign"></th><th class="action">Action</th><th class="who">Who</th><th>Why</th></tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>
      </section>

      """
  }

  private static func notes(_ outline: PlanOutline) -> String {
    if outline.notes.isEmpty { return "" }
    let items = outline.notes.map { note in
      "<li\(note.needsDecision ? " class=\"decision\"" : "")>\(HTMLText.isolated(note.text))</li>\n"
    }
    return "<section class=\"notes\">\n<h2>Worth knowing</h2>\n<ul>\n\(items.joined())</ul>\n"
      + "</section>\n"
  }
}
