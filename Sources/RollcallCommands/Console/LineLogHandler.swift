internal import DirectoryModel
internal import JSONReader
internal import Logging
internal import Presentation

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Writes logs to stderr: a line each, as text or as one JSON object; to journald with its priorities.
struct LineLogHandler: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  let format: LogFormat
  /// stderr is the journal (`$JOURNAL_STREAM`), which takes `<3>` as a priority.
  let isJournal: Bool
  let console: Console

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let merged = metadata.merging(event.metadata ?? [:]) { $1 }
    let values = merged.map { ($0.key, "\($0.value)") }.sorted { $0.0 < $1.0 }
    switch format {
    case .text:
      let details = values.map { " \($0.0)=\(VisibleText.escape($0.1))" }.joined()
      let priority = isJournal ? "<\(Self.priority(event.level))>" : ""
      console.say(
        "\(priority)\(event.level.rawValue): \(VisibleText.escape(event.message.description))\(details)\n"
      )
    case .json:
      var writer = JSONReader.JSONWriter(.compact)
      writer.object { writer in
        writer.key("level")
        writer.value(event.level.rawValue)
        writer.key("message")
        writer.value(event.message.description)
        writer.key("time")
        writer.value(Session.clock().description)
        for (key, value) in values {
          writer.key(key)
          writer.value(value)
        }
      }
      writer.endLine()
      console.say(String(decoding: writer.bytes, as: UTF8.self))
    }
  }

  /// Priorities of syslog(3).
  private static func priority(_ level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}

extension CommonOptions {
  /// A logger at `notice`, or at `debug` with `--verbose`.
  func makeLogger(_ console: Console, environment: [String: String]) -> Logger {
    var logger = Logger(label: "rollcall") { _ in
      LineLogHandler(
        logLevel: .notice,
        format: logFormat,
        isJournal: !(environment["JOURNAL_STREAM"] ?? "").isEmpty && !console.isErrorTerminal,
        console: console
      )
    }
    logger.logLevel = verbose ? .debug : .notice
    return logger
  }
}
