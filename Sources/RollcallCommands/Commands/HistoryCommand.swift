internal import ArgumentParser
internal import DirectoryModel
internal import JSONReader
internal import Presentation
internal import RunState
internal import SafeFiles

struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show past runs, or one of them.",
    discussion: """
      Example: rollcall history 20261125T010000Z-4fa1c2

      Without a run: all that are kept, newest first, and why each ended as it did. With one: its report, with what \
      became of each change; as html one page that loads nothing, for a change request.
      """
  )

  @OptionGroup var common: CommonOptions

  @Argument(help: "A run, as the list names it.")
  var run: String?

  @Option(name: .long, help: "text or json; of one run html as well.")
  var format: HistoryFormat = .text

  enum HistoryFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case html
  }

  func validate() throws {
    if run == nil, format == .html { throw ValidationError("--format html goes with a run.") }
  }

  func run() async throws {
    let session = try Session(common)
    let runs = try await session.stateFolder().runs()
    if let run {
      guard let folder = runs.first(where: { $0.name == run }) else {
        throw UsageError(
          summary: "there is no run '\(run)'",
          hint: "See '\(session.commandOptions.command("history"))'."
        )
      }
      try show(folder, session)
      return
    }
    let entries = runs.map(PastRun.entry)
    let console = session.console
    if format == .json {
      console.answerJSON(HistoryText.json(entries))
    } else {
      console.answer(HistoryText.text(entries, style: console.outputStyle))
    }
  }

  private func show(_ folder: RunFolder, _ session: Session) throws {
    let console = session.console
    switch format {
    case .text:
      let report = try PastReport.read(folder)
      console.answer(
        ReportPage.text(
          report,
          run: folder.name,
          style: console.outputStyle,
          options: session.commandOptions
        )
      )
    case .json: console.answerJSON(try PastReport.bytes(folder))
    case .html: console.answer(ReportPage.html(try PastReport.read(folder), run: folder.name))
    }
  }
}

/// Reads what a run's folder tells.
enum PastRun {
  static func entry(_ folder: RunFolder) -> HistoryEntry {
    let report = (try? InputFile.contents(of: folder.reportPath, limit: 1 << 30))
      .flatMap { try? JSONValue(parsing: $0) }
    let outcomes = report?["outcomes"]?.array ?? []
    let done = outcomes.filter { $0["result"]?.string == "done" }
    let taken = done.count { outcome in
      let action = outcome["change"]?["action"]?.string.flatMap { ChangeAction(rawValue: $0) }
      return action?.takes ?? false
    }
    return HistoryEntry(
      run: folder.name,
      // The folder's name is later where the clock was set back.
      startedAt: report?["startedAt"]?.string.flatMap { Timestamp(iso8601: $0) }
        ?? folder.startedAt ?? Timestamp(seconds: 0),
      endedAt: report?["endedAt"]?.string.flatMap { Timestamp(iso8601: $0) },
      command: report?["command"]?.string ?? "?",
      exitCode: report?["exitCode"]?.int,
      conclusion: report?["conclusion"]?.string ?? "was killed, or is still going on",
      taken: taken,
      given: done.count - taken,
      failed: outcomes.count { $0["result"]?.string == "failed" },
      held: (report?["decisions"]?.array ?? []).count { $0["change"] != nil },
      stops: (report?["stops"]?.array ?? []).compactMap(LimitVerdict.init(saved:))
    )
  }
}
