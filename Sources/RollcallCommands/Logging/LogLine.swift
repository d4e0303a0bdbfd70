package import DirectoryModel
internal import JSONReader
package import Logging
internal import Presentation

/// One event of the log, as a line.
package struct LogLine: Sendable {
  package let layout: LogFormat
  /// Begins the line with the priority that journald takes off again (sd-daemon(3)).
  package let hasPriority: Bool

  package init(_ layout: LogFormat, hasPriority: Bool) {
    self.layout = layout
    self.hasPriority = hasPriority
  }

  /// - Parameters:
  ///   - level: The event's level.
  ///   - message: What happened.
  ///   - metadata: The particulars; shown in the order of their names.
  ///   - time: When; in JSON only, since terminals and the journal have clocks of their own.
  /// - Returns: One line with its line break; whatever is in message and metadata cannot begin another.
  package func text(
    _ level: Logger.Level,
    _ message: String,
    _ metadata: Logger.Metadata,
    at time: Timestamp
  ) -> String {
    let values = metadata.map { (name: $0.key, value: "\($0.value)") }.sorted { $0.name < $1.name }
    let priority = hasPriority ? "<\(Self.priority(level))>" : ""
    switch layout {
    case .text:
      let particulars = values.map { " \(Self.word($0.name))=\(Self.word($0.value))" }.joined()
      return "\(priority)\(level.rawValue): \(VisibleText.escape(message))\(particulars)\n"
    case .json: return "\(priority)\(Self.json(level, message, values, time))"
    }
  }

  /// Quoted where it could be taken for two.
  private static func word(_ text: String) -> String {
    let escaped = VisibleText.escape(text)
    let isPlain = !escaped.isEmpty && !escaped.contains { " =\"".contains($0) }
    if isPlain { return escaped }
    return
      "\"\(escaped.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\""))\""
  }

  /// The particulars have an object of their own: their names cannot hide the level or the message.
  private static func json(
    _ level: Logger.Level,
    _ message: String,
    _ values: [(name: String, value: String)],
    _ time: Timestamp
  ) -> String {
    var writer = JSONReader.JSONWriter(.compact)
    writer.object { writer in
      writer.key("level")
      writer.value(level.rawValue)
      writer.key("message")
      writer.value(message)
      if !values.isEmpty {
        writer.key("metadata")
        writer.object { writer in
          for (name, value) in values {
            writer.key(name)
            writer.value(value)
          }
        }
      }
      writer.key("time")
      writer.value(time.description)
    }
    writer.endLine()
    return String(decoding: JSONText.showingHidden(writer.bytes), as: UTF8.self)
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
