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

      Without a run: all that are kept, newest first, and why each ended as it did. With one: its report.
      """
  )

  @OptionGroup var common: CommonOptions

  @Argument(help: "A run, as the list names it.")
  var run: String?

  @Option(name: .long, help: "text or json.")
  var format: ShowCommand.ShowFormat = .text

  func run() async throws {
    let session = try Session(common)
    let runs = try await session.stateFolder().runs()
    if let run {
      guard let folder = runs.first(where: { $0.name == run }) else {
        throw UsageError(summary: "there is no run '\(run)'", hint: "See 'rollcall history'.")
      }
      session.console.answer(
        try InputFile.contents(of: folder.reportPath, limit: 1 << 30, followingLinks: false)
      )
      return
    }
    let entries = runs.map(PastRun.entry)
    session.console.answer(
      format == .json
        ? AnswerJSON.encode(entries)
        : Array(HistoryText.text(entries, style: session.console.outputStyle).utf8)
    )
  }
}

/// Reads what a run's folder tells.
enum PastRun {
  static func entry(_ folder: RunFolder) -> HistoryEntry {
    let report = (try? InputFile.contents(of: folder.reportPath, limit: 1 << 30))
      .flatMap { try? JSONValue(parsing: $0) }
    let code = report?["exitCode"]?.int.map { Int32(clamping: $0) }
    let results = (report?["outcomes"]?.array ?? []).map { $0["result"]?.string }
    let done = results.count { $0 == "done" }
    let failed = results.count { $0 == "failed" }
    let conclusion = report?["conclusion"]?.string ?? ""
    return HistoryEntry(
      run: folder.name,
      command: report?["command"]?.string ?? "?",
      startedAt: folder.startedAt ?? Timestamp(seconds: 0),
      endedAt: report?["endedAt"]?.string.flatMap { Timestamp(iso8601: $0) },
      ending: ending(code, conclusion),
      exitCode: code,
      summary: results.isEmpty ? conclusion : "\(done) done, \(failed) failed; \(conclusion)"
    )
  }

  private static func ending(_ code: Int32?, _ conclusion: String) -> HistoryEntry.Ending {
    switch code {
    case nil: .unfinished
    case 0, 10: conclusion == "in sync" ? .inSync : .done
    case 2: .declined
    case 3: .stopped
    case 4: .partly
    case 130, 143: .interrupted
    default: .failed
    }
  }
}
