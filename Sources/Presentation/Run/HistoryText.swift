package import DirectoryModel

/// Past runs: a line each, the columns aligned.
package enum HistoryText {
  /// - Parameters:
  ///   - entries: In the order to show, as a rule the latest first.
  ///   - style: For whom it is written.
  /// - Returns: A heading and a line for each; one line that says so if there are none.
  package static func text(_ entries: [HistoryEntry], style: TextStyle) -> String {
    if entries.isEmpty { return "no runs yet\n" }
    if let columns = style.columns, columns < 100 { return narrow(entries, style) }
    var table = AlignedTable(header: ["STARTED", "COMMAND", "END", "WHAT", "TOOK", "RUN"])
    for entry in entries {
      table.add([
        style.moment(entry.startedAt), entry.command, ending(entry), what(entry, style),
        entry.endedAt.map { took(from: entry.startedAt, to: $0) } ?? "", entry.run,
      ])
    }
    return table.text(style, whole: ["STARTED", "RUN"])
  }

  /// Two lines for each run: when and how it ended, then its name and what it did.
  private static func narrow(_ entries: [HistoryEntry], _ style: TextStyle) -> String {
    entries.map { narrow($0, style) }.joined()
  }

  private static func narrow(_ entry: HistoryEntry, _ style: TextStyle) -> String {
    var words = [style.moment(entry.startedAt), entry.command, ending(entry)]
    if let endedAt = entry.endedAt { words.append(took(from: entry.startedAt, to: endedAt)) }
    let first = words.map { VisibleText.escape($0) }.joined(separator: "  ")
    let run = "  \(VisibleText.escape(entry.run))"
    let done = VisibleText.escape(what(entry, style))
    if done.isEmpty { return "\(first)\n\(run)\n" }
    return "\(first)\n" + WrappedText.hanging("\(run)  ", done, style: style)
  }

  package static func json(_ entries: [HistoryEntry]) -> [UInt8] {
    AnswerJSON.document("runs") { json in
      for entry in entries {
        json.row { json in
          json.field("command", entry.command)
          json.field("conclusion", entry.conclusion)
          json.field("done", entry.done)
          json.field("endedAt", ifPresent: entry.endedAt?.description)
          if let code = entry.exitCode { json.field("exitCode", code) }
          json.field("failed", entry.failed)
          json.field("run", entry.run)
          json.field("startedAt", entry.startedAt.description)
        }
      }
    }
  }

  /// The exit code (`DESIGN.md` section 6) as a word.
  private static func ending(_ entry: HistoryEntry) -> String {
    switch entry.exitCode {
    case nil: "unfinished"
    case 0 where entry.conclusion == "nothing to do": "nothing"
    // "in sync", or "done", also where all that was to be done waits.
    case 0: entry.conclusion
    case 2: "declined"
    case 3: "stopped"
    case 4: "partly"
    case 8: "deadline"
    case 10: "done"
    case 130, 143: "interrupted"
    case let code?: "exit \(code)"
    }
  }

  private static func what(_ entry: HistoryEntry, _ style: TextStyle) -> String {
    var parts: [String] = []
    if entry.done > 0 {
      parts.append("\(style.number(entry.taken)) taken away")
      parts.append("\(style.number(entry.given)) given")
    }
    if entry.failed > 0 { parts.append("\(style.number(entry.failed)) failed") }
    if entry.held > 0 { parts.append("\(style.number(entry.held)) held") }
    if entry.exitCode == 3 { parts += entry.stops.map { figures($0, style) } }
    if entry.exitCode != 0, parts.isEmpty || !isTold(entry), !entry.conclusion.isEmpty {
      parts.append(entry.conclusion)
    }
    return parts.joined(separator: ", ")
  }

  /// "memberRemovals 9 of 44 (limit 4)".
  private static func figures(_ stop: LimitVerdict, _ style: TextStyle) -> String {
    let what = ([stop.name.rawValue] + [stop.subject].compactMap { $0 }).joined(separator: " ")
    let limit = stop.allowed.map { " (limit \(style.number($0)))" } ?? ""
    return "\(what) \(style.number(stop.value)) of \(style.number(stop.base))\(limit)"
  }

  /// Whether the figures say all that the sentence says.
  private static func isTold(_ entry: HistoryEntry) -> Bool {
    switch entry.exitCode {
    case 3: !entry.stops.isEmpty
    case 4: entry.failed > 0
    case 10: entry.held > 0
    default: false
    }
  }

  /// Reports tell whole seconds.
  static func took(from start: Timestamp, to end: Timestamp) -> String {
    let seconds = max(0, end - start)
    if seconds < 60 { return "\(seconds) s" }
    return DurationText.text(
      milliseconds: seconds.multipliedReportingOverflow(by: 1000).partialValue
    )
  }
}
