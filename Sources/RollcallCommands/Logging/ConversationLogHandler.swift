package import DirectoryModel
package import Logging

/// Writes the log where the conversation is, a line each: stderr.
package struct ConversationLogHandler: LogHandler {
  package var logLevel: Logger.Level
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  private let line: LogLine
  private let clock: @Sendable () -> Timestamp
  private let write: @Sendable (String) -> Void

  /// - Parameters:
  ///   - level: From which level on events are written: ``LogThreshold``.
  ///   - line: How a line is written.
  ///   - clock: The time now.
  ///   - write: Takes a whole line.
  package init(
    _ level: Logger.Level,
    _ line: LogLine,
    clock: @escaping @Sendable () -> Timestamp,
    write: @escaping @Sendable (String) -> Void
  ) {
    logLevel = level
    self.line = line
    self.clock = clock
    self.write = write
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var particulars = metadata
    particulars.merge(metadataProvider?.get() ?? [:]) { $1 }
    particulars.merge(event.metadata ?? [:]) { $1 }
    if let error = event.error { particulars["error"] = "\(error)" }
    write(line.text(event.level, event.message.description, particulars, at: clock()))
  }
}
