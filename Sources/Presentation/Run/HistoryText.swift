package import DirectoryModel

/// Past runs, for a terminal or a file: a line each, the columns aligned.
package enum HistoryText {
  /// - Parameters:
  ///   - entries: In the order to show, as a rule the latest first.
  ///   - style: For whom it is written.
  /// - Returns: A line for each; one that says so if there are none.
  package static func text(_ entries: [HistoryEntry], style: TextStyle) -> String {
    if entries.isEmpty { return "no runs yet\n" }
    var table = AlignedTable(header: ["STARTED", "COMMAND", "END", "WHAT", "TOOK", "RUN"])
    for entry in entries {
      table.add([
        style.moment(entry.startedAt), entry.command, entry.ending.rawValue, entry.summary,
        entry.endedAt.map { took(from: entry.startedAt, to: $0) } ?? "", entry.run,
      ])
    }
    return table.text(style)
  }

  /// Reports tell whole seconds.
  private static func took(from start: Timestamp, to end: Timestamp) -> String {
    let seconds = max(0, end - start)
    if seconds < 60 { return "\(seconds) s" }
    return DurationText.text(
      milliseconds: seconds.multipliedReportingOverflow(by: 1000).partialValue
    )
  }
}
