internal import Logging

extension CommonOptions {
  /// Logs to stderr, with priorities where that is the journal.
  func makeLogger(_ console: Console, environment: [String: String]) -> Logger {
    let level = LogThreshold.level(verbose: verbose, quiet: quiet)
    let line = LogLine(
      logFormat,
      hasPriority: JournalStream.isJournal(environment: environment)
    )
    return Logger(label: "rollcall") { _ in
      ConversationLogHandler(level, line, clock: Session.clock, write: { console.say($0) })
    }
  }
}
