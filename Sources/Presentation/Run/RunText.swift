package import DirectoryModel

/// What a run says beside its plan: stops, outcomes, errors, the last line.
package enum RunText {
  /// `Error:` and `Hint:`.
  package static func error(
    _ error: any DiagnosableError,
    style: TextStyle = TextStyle()
  ) -> String {
    var text = WrappedText.hanging(
      "Error: ",
      VisibleText.escape(style.local(error.summary)),
      style: style
    )
    if let hint = error.hint {
      text += WrappedText.hanging("Hint: ", VisibleText.escape(style.local(hint)), style: style)
    }
    return text
  }

  /// Something worth telling beside the answer.
  package static func note(_ note: String, style: TextStyle) -> String {
    WrappedText.hanging("! ", VisibleText.escape(note), style: style)
  }

  /// The last line on stderr: which code, and why.
  package static func exit(
    code: Int32,
    sentence: String,
    style: TextStyle = TextStyle()
  ) -> String {
    WrappedText.hanging("rollcall: exit \(code): ", VisibleText.escape(sentence), style: style)
  }

  /// `Applying  ━━━━━━━━━━  5/5  0 failed  1.2 s`, without a line break; the bar gives way on a narrow terminal.
  package static func progress(
    done: Int,
    failed: Int,
    total: Int,
    milliseconds: Int64,
    style: TextStyle
  ) -> String {
    let figures =
      "\(style.number(done + failed))/\(style.number(total))  \(style.number(failed)) failed"
      + "  \(DurationText.text(milliseconds: milliseconds))"
    let head = "Applying  "
    let room = style.width - 1 - head.utf8.count - figures.utf8.count - 2
    let width = min(26, max(0, room))
    let share = total > 0 ? min(width, max(0, done + failed) * width / total) : width
    let bar =
      String(repeating: "━", count: share) + String(repeating: "─", count: width - share)
    return progress("\(head)\(bar)\(width > 0 ? "  " : "")\(figures)", style: style)
  }

  /// How far something has come, cut so that the cursor stays on its line.
  package static func progress(_ line: String, style: TextStyle) -> String {
    DisplayWidth.cut(line, to: style.width - 1)
  }

  /// One line that begins with `Done: 5 applied, 0 failed; read again and verified`; a run that did nothing has not
  /// read again.
  package static func done(_ report: RunReport, style: TextStyle) -> String {
    let skipped = report.outcomes.count { $0.result == .notAttempted }
    var text =
      "\(style.number(report.doneCount)) applied, \(style.number(report.failedCount)) failed"
    if skipped > 0 { text += ", \(style.number(skipped)) not attempted" }
    let isVerified = report.doneCount > 0 && [0, 10].contains(report.exitCode)
    text += isVerified ? "; read again and verified." : "."
    if let waiting = waiting(report, style) { text += " \(waiting)" }
    return WrappedText.hanging("Done: ", text, style: style)
  }

  /// What became of a change that was not done: `  failed   invite ada@example.com: the server said no`.
  package static func failure(
    _ outcome: ChangeOutcome,
    in report: RunReport,
    style: TextStyle
  ) -> String {
    guard let plan = report.plan, plan.changes.indices.contains(outcome.number) else { return "" }
    let change = plan.changes[outcome.number]
    let word = outcome.result == .failed ? "failed" : "not done"
    let why = outcome.message.map { ": \($0)" } ?? ""
    let text = VisibleText.escape("\(ChangeWords.action(change)) \(ChangeWords.who(change))\(why)")
    let head = "  \(DisplayWidth.padded(word, to: 8)) "
    let lines = WrappedText.hanging(head, text, style: style)
    return "  " + style.painted(word, .red) + lines.dropFirst(2 + word.utf8.count)
  }

  /// Why a hold turns this run into a plan; `options`: what the command that ends it repeats.
  package static func onHold(
    reason: String,
    who: String,
    since: Timestamp,
    until: Timestamp?,
    style: TextStyle,
    options: RepeatedOptions = RepeatedOptions()
  ) -> String {
    let end = until.map { ", until \(style.moment($0))" } ?? ""
    let text =
      "since \(style.moment(since)) by \(VisibleText.escape(who))\(end): "
      + "\(VisibleText.escape(reason)). '\(VisibleText.escape(options.command("release")))' ends it"
    return WrappedText.hanging("on hold ", text, style: style)
  }

  private static func waiting(_ report: RunReport, _ style: TextStyle) -> String? {
    guard let plan = report.plan else { return nil }
    let attempted = Set(report.outcomes.map(\.number))
    let held = plan.changes.indices.count {
      guard let hold = plan.changes[$0].hold else { return false }
      return hold.needsDecision && hold.why != .dependsOn && !attempted.contains($0)
    }
    let people = plan.advisories.count(where: \.needsDecision)
    var parts: [String] = []
    if held > 0 { parts.append(style.count(held, "change")) }
    if people > 0 {
      parts.append(style.count(people, "decision about a person", "decisions about people"))
    }
    guard !parts.isEmpty else { return nil }
    return
      "\(parts.joined(separator: " and ")) \(held + people == 1 ? "waits" : "wait") for a person."
  }
}
