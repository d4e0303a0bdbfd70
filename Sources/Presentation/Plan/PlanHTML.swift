package import DirectoryModel

/// A plan as one HTML page that loads nothing: for a change request, a mail attachment, a printer.
package enum PlanHTML {
  /// The page; everything is listed.
  ///
  /// - Parameters:
  ///   - plan: The whole plan; what is held in it is marked there.
  ///   - next: Which command to name at the end.
  ///   - options: Words of the command line to repeat in it, as typed.
  ///   - zone: Where the time of planning is told.
  /// - Returns: A complete document.
  package static func page(
    _ plan: Plan,
    next: PlanText.Next = .review,
    options: [String] = [],
    zone: TextStyle.Zone = .local
  ) -> String {
    let style = TextStyle(showsAll: true, zone: zone)
    let outline = PlanOutline(plan, style)
    let title = "Plan \(plan.shortDigest)"
    var body = "<h1>\(HTMLText.escape(title))</h1>\n\(heading(plan, style))"
    body += "<p class=\"totals\">"
    body += "\(HTMLText.escape(PlanTotals.text(plan, newSinceLastRun: nil, style)))</p>\n"
    body += section("takes", "Takes away", PlanHTMLRows.blocks(outline.taken))
    body += section("gives", "Gives", PlanHTMLRows.blocks(outline.given))
    body += section("held", "Held for a person", PlanHTMLRows.held(outline.held))
    body += notes(outline)
    body += LimitBars.section(plan.limits)
    let parts = NextCommand.parts(plan, next, options: options)
    let command = NextCommand.line(parts, words: HTMLText.escape) {
      "<code>\(HTMLText.escape($0))</code>"
    }
    if let command { body += "<p>Next: \(command)</p>\n" }
    return PlanPage.document(title: title, body: body)
  }

  private static func heading(_ plan: Plan, _ style: TextStyle) -> String {
    var rows = PlanHeading.lines(plan, style).map { line in
      "<dt>\(line.label)</dt><dd>\(line.parts.map(HTMLText.isolated).joined(separator: " · "))</dd>\n"
    }
    rows.append("<dt>Made</dt><dd>\(HTMLText.escape(style.moment(plan.createdAt)))</dd>\n")
    rows.append("<dt>Digest</dt><dd><code>\(HTMLText.escape(plan.digest))</code></dd>\n")
    return "<dl>\n\(rows.joined())</dl>\n"
  }

  private static func section(_ kind: String, _ title: String, _ rows: String) -> String {
    if rows.isEmpty { return "" }
    return """
      <section class="\(kind)">
      <h2>\(title)</h2>
      <table>
      <thead><tr><th></th><th>Action</th><th>Who</th><th>Why</th></tr></thead>
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
