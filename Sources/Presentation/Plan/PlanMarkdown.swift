package import DirectoryModel

/// A plan in GitHub Flavored Markdown, for a change request.
package enum PlanMarkdown {
  /// - Parameters:
  ///   - plan: The whole plan; what is held in it is marked there.
  ///   - showsAll: `--all`: what is given and what is worth knowing does not fold.
  ///   - past: What earlier runs tell about it.
  ///   - next: Which command to name at the end.
  ///   - options: What that command repeats.
  ///   - zone: Where moments are told.
  /// - Returns: Lines, each with its line break. Whatever comes from outside is a plain word or code.
  package static func text(
    _ plan: Plan,
    showsAll: Bool = false,
    past: PlanPast = PlanPast(),
    next: PlanText.Next = .review,
    options: RepeatedOptions = RepeatedOptions(),
    zone: TextStyle.Zone = .local
  ) -> String {
    let style = TextStyle(showsAll: showsAll, zone: zone)
    let outline = PlanOutline(plan, style, past)
    let rows = PlanMarkdownRows()
    var text = "## Plan `\(plan.shortDigest)`\n\n"
    text += heading(plan, style)
    text += section("Takes away", rows.blocks(outline.taken))
    text += section("Gives", rows.blocks(outline.given))
    text += section("Held for a person", rows.held(outline.held))
    text += notes(outline)
    text += limits(plan)
    text += "\(MarkdownText.prose(PlanTotals.text(plan, past, style)))\n"
    let parts = NextCommand.parts(plan, next, options: options)
    let command = NextCommand.line(parts, words: MarkdownText.prose, command: MarkdownText.code)
    if let command { text += "\nNext: \(command)\n" }
    return text
  }

  private static func heading(_ plan: Plan, _ style: TextStyle) -> String {
    let rows = PlanHeading.lines(plan, style).map { line in
      "| \(line.label) | \(line.parts.map { MarkdownText.prose($0) }.joined(separator: " · ")) |\n"
    }
    return "| Side | What was read |\n| --- | --- |\n\(rows.joined())\n"
  }

  private static func section(_ title: String, _ rows: String) -> String {
    if rows.isEmpty { return "" }
    return "### \(title)\n\n| | Action | Who | Why |\n| --- | --- | --- | --- |\n\(rows)\n"
  }

  private static func notes(_ outline: PlanOutline) -> String {
    if outline.notes.isEmpty { return "" }
    var rows = outline.notes.map { "| `!` | \(MarkdownText.prose($0.text)) |\n" }
    if outline.hiddenNotes > 0 { rows.append("| | … \(outline.hiddenNotes) more (`--all`) |\n") }
    return "### Worth knowing\n\n| | What |\n| --- | --- |\n\(rows.joined())\n"
  }

  private static func limits(_ plan: Plan) -> String {
    let exceeded = plan.limits.filter(\.exceeded)
    if exceeded.isEmpty { return "" }
    let rows = exceeded.map { limit in
      let subject = limit.subject.map { " \(MarkdownText.code($0))" } ?? ""
      let allowed = limit.allowed.map(String.init) ?? "any"
      return "| \(limit.name.rawValue)\(subject) | \(limit.value) | \(allowed) | \(limit.base) | "
        + "\(limit.consequence.rawValue) |\n"
    }
    return "### Limits exceeded\n\n| Limit | Value | Allowed | Of | Over it |\n"
      + "| --- | --: | --: | --: | --- |\n\(rows.joined())\n"
  }
}

/// Rows of a table in Markdown.
private struct PlanMarkdownRows {
  func blocks(_ blocks: [PlanBlock]) -> String {
    blocks.map { block in
      switch block {
      case .lines(let lines, let hidden):
        lines.map { line($0) }.joined() + more(hidden)
      case .newGroups(let groups, let hidden):
        groups.map { group in
          let size = "new, \(group.members) \(group.members == 1 ? "member" : "members")"
          return row("+", "group", MarkdownText.code(group.name), size)
        }.joined() + more(hidden)
      }
    }.joined()
  }

  func held(_ blocks: [HeldBlock]) -> String {
    blocks.map { block in
      let cure = "for good: \(MarkdownText.prose(block.cure))"
      return block.lines.map { line($0) }.joined()
        + (block.cure.isEmpty ? "" : row("", "", "", cure))
    }.joined()
  }

  private func line(_ line: PlanLine) -> String {
    var text = row(line.sign.rawValue, line.action, MarkdownText.code(line.who), remarks(line))
    for child in line.children {
      let sign = child.action.isEmpty ? child.sign.rawValue : "? \(child.sign.rawValue)"
      text += row(sign, child.action, MarkdownText.code(child.who), remarks(child))
    }
    return text
  }

  private func remarks(_ line: PlanLine) -> String {
    var parts: [String] = []
    if let name = line.name, !name.isEmpty { parts.append(MarkdownText.code(name)) }
    if !line.groups.isEmpty {
      let groups = line.groups.map { MarkdownText.code($0) }
      let more = line.moreGroups > 0 ? ["+\(line.moreGroups)"] : []
      parts.append("→ \((groups + more).joined(separator: ", "))")
    }
    if !line.why.isEmpty { parts.append(MarkdownText.prose(line.why)) }
    return parts.joined(separator: " ")
  }

  private func row(_ sign: String, _ action: String, _ who: String, _ why: String) -> String {
    "| \(sign.isEmpty ? "" : "`\(sign)`") | \(action) | \(who) | \(why) |\n"
  }

  private func more(_ hidden: Int) -> String {
    hidden > 0 ? row("", "", "", "… \(hidden) more (`--all`)") : ""
  }
}
