import DirectoryModel
import Logging
import RollcallCommands
import Synchronization
import Testing

struct ConversationLogHandlerTests {
  /// Takes lines.
  private final class Paper: Sendable {
    private let lines = Mutex<[String]>([])
    var text: String { lines.withLock { $0.joined() } }
    func take(_ line: String) { lines.withLock { $0.append(line) } }
  }

  private func logger(_ paper: Paper, _ level: Logger.Level) -> Logger {
    Logger(label: "rollcall") { _ in
      ConversationLogHandler(
        level,
        LogLine(.text, hasPriority: false),
        clock: { Timestamp(seconds: 0) },
        write: { paper.take($0) }
      )
    }
  }

  @Test(
    "flags decide what is written",
    arguments: [
      (false, false, "notice: c\nwarning: d\n"), (true, false, "debug: b\nnotice: c\nwarning: d\n"),
      (false, true, "warning: d\n"), (true, true, "debug: b\nnotice: c\nwarning: d\n"),
    ]
  )
  func levels(verbose: Bool, quiet: Bool, text: String) {
    let paper = Paper()
    let logger = logger(paper, LogThreshold.level(verbose: verbose, quiet: quiet))
    logger.trace("a")
    logger.debug("b")
    logger.notice("c")
    logger.warning("d")
    #expect(paper.text == text)
  }

  @Test func `an event's particulars win over those of its logger`() {
    let paper = Paper()
    var logger = logger(paper, .notice)
    logger[metadataKey: "run"] = "1"
    logger[metadataKey: "page"] = "1"
    logger.notice("read", metadata: ["page": "2"])
    #expect(paper.text == "notice: read page=2 run=1\n")
  }

  @Test func `an error is a particular`() {
    let paper = Paper()
    logger(paper, .notice).error("failed", error: CancellationError())
    #expect(paper.text == "error: failed error=CancellationError()\n")
  }
}
