package import DirectoryModel

/// A plan for a terminal, a mail or a log.
package enum PlanText {
  /// What the reader is to type next.
  package enum Next: Equatable, Sendable {
    /// The question follows, or nothing is to be done.
    case none
    /// `plan` and `--dry-run`.
    case review
    /// `plan --out FILE`.
    case saved(path: String)
    /// `undo RUN --dry-run`.
    case undo(run: String)
  }

  /// The whole screen: headings, what is taken, given, held, worth knowing, totals, the next command.
  ///
  /// One line if there is nothing to do, nothing to decide, and not everything is asked for.
  ///
  /// - Parameters:
  ///   - plan: The whole plan; what is held in it is marked there.
  ///   - style: For whom it is written.
  ///   - past: What earlier runs tell about it.
  ///   - next: Which command to name at the end.
  ///   - options: What that command repeats.
  /// - Returns: Lines, each with its line break.
  package static func text(
    _ plan: Plan,
    style: TextStyle,
    past: PlanPast = PlanPast(),
    next: Next = .review,
    options: RepeatedOptions = RepeatedOptions()
  ) -> String {
    if isInSync(plan), !style.showsAll { return inSync(plan, style: style, only: options.only) }
    var text = heading(PlanHeading.lines(plan, style), style) + "\n" + body(plan, style, past)
    let parts = NextCommand.parts(plan, next, options: options)
    if let command = NextCommand.line(parts, words: { $0 }, command: VisibleText.escape) {
      text += WrappedText.hanging("Next: ", command, style: style)
    }
    return text
  }

  /// Nothing to do, nothing stopped, nobody waits for a decision, nobody keeps access that cannot be taken, and
  /// nothing of an earlier run is left that an undo did not find or cannot take back.
  package static func isInSync(_ plan: Plan) -> Bool {
    plan.changes.isEmpty && plan.stops.isEmpty && !plan.needsDecision
      && !plan.advisories.contains { isUnfinished.contains($0.kind) }
  }

  private static let isUnfinished: Set<Advisory.Kind> = [
    "cannotRevoke", "notTakenBack", "alreadyTakenBack",
  ]

  /// `in sync: 1204 users, 1201 members, 88 groups; nothing to do`, and what every run has to say.
  ///
  /// - Parameters:
  ///   - plan: A plan that ``isInSync(_:)``.
  ///   - style: For whom it is written.
  ///   - only: `--only`: whom it was made for, of whom alone something is known then; empty for all.
  /// - Returns: Lines, each with its line break.
  package static func inSync(_ plan: Plan, style: TextStyle, only: [String] = []) -> String {
    let line =
      only.isEmpty ? whole(plan, style) : "nothing to do for \(only.joined(separator: ", "))"
    let text = WrappedText.hanging("", VisibleText.escape(line), style: style)
    return plan.advisories.filter(\.kind.isToldAlways).reduce(text) { text, advisory in
      let words = VisibleText.escape("\(advisory.subject): \(advisory.message)")
      return text + WrappedText.hanging("\(Sign.worthKnowing.rawValue) ", words, style: style)
    }
  }

  private static func whole(_ plan: Plan, _ style: TextStyle) -> String {
    let users = plan.sources.reduce(0) { $0.addingReportingOverflow($1.users).partialValue }
    return
      "in sync: \(style.count(users, "user")), \(style.count(plan.memberCount, "member")), "
      + "\(style.count(plan.groupCount, "group")); nothing to do"
  }

  /// Nothing but what was told before as waiting for a person, or for a second read: no news for whoever reads each run's
  /// report.
  package static func isOldNews(_ plan: Plan, _ past: PlanPast) -> Bool {
    plan.stops.isEmpty && plan.ordinary.isEmpty
      && plan.held.allSatisfy { $0.hold?.why == .dependsOn || past.isTold($0) }
      && plan.advisories.allSatisfy { !$0.needsDecision || past.since($0) != nil }
      && !plan.advisories.contains { isUnfinished.contains($0.kind) }
  }

  private static func waiting(_ outline: PlanOutline, _ style: TextStyle) -> String {
    var text = ""
    if let hidden = outline.hiddenWaiting {
      let count = style.count(hidden.count, "decision waits", "decisions wait")
      text += "  … \(count) as before, the oldest since \(style.day(hidden.since)) (--all)\n"
    }
    if outline.hiddenReads > 0 {
      let count = style.count(outline.hiddenReads, "change waits", "changes wait")
      text += "  … \(count) for a second read as before (--all)\n"
    }
    return text
  }

  /// Everything between the headings and the next command.
  static func body(_ plan: Plan, _ style: TextStyle, _ past: PlanPast) -> String {
    let outline = PlanOutline(plan, style, past)
    let lines = PlanLineText(outline, style)
    var text = section("Takes away", lines.blocks(outline.taken))
    text += section("Gives", lines.blocks(outline.given))
    text += section("Held for a person", lines.held(outline.held))
    text += section("Worth knowing", lines.notes(outline.notes, hidden: outline.hiddenNotes))
    text += waiting(outline, style)
    if !text.isEmpty { text += "\n" }
    let totals = PlanTotals.text(plan, past, style)
    return text + WrappedText.hanging("", "Plan \(plan.shortDigest): \(totals)", style: style)
  }

  static func heading(_ lines: [PlanHeading.Line], _ style: TextStyle) -> String {
    lines.map { line in
      let text = line.parts.map { VisibleText.escape($0) }.joined(separator: " · ")
      return WrappedText.hanging(DisplayWidth.padded(line.label, to: 14), text, style: style)
    }.joined()
  }

  private static func section(_ title: String, _ body: String) -> String {
    body.isEmpty ? "" : "\(title)\n\(body)"
  }
}
