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
    case 0 where entry.done > 0: "done"
    case 0: entry.command == "undo" ? "nothing" : "in sync"
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
    if entry.done > 0 { parts.append("\(style.number(entry.done)) applied") }
    if entry.failed > 0 { parts.append("\(style.number(entry.failed)) failed") }
    if entry.exitCode != 0, !entry.conclusion.isEmpty { parts.append(entry.conclusion) }
    return parts.joined(separator: ", ")
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
