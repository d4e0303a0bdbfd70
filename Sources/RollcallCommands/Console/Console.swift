internal import Presentation
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// stdout is the answer, stderr the conversation.
struct Console: Sendable {
  let colorMode: ColorMode
  let isQuiet: Bool
  let showsAll: Bool
  /// What the commands that are named next repeat of this one.
  private let commandOptions: RepeatedOptions
  private let environment: [String: String]

  init(
    colorMode: ColorMode = .auto,
    isQuiet: Bool = false,
    showsAll: Bool = false,
    commandOptions: RepeatedOptions = RepeatedOptions(),
    environment: [String: String]
  ) {
    self.colorMode = colorMode
    self.isQuiet = isQuiet
    self.showsAll = showsAll
    self.commandOptions = commandOptions
    self.environment = environment
  }

  /// A person can be asked: both ends of the conversation are a terminal.
  var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// A line on stderr can be written anew: it is a terminal that knows how.
  var canRewriteLine: Bool {
    isatty(STDERR_FILENO) == 1 && !["", "dumb"].contains(environment["TERM"] ?? "")
  }

  /// How text on stdout is written.
  var outputStyle: TextStyle { style(STDOUT_FILENO) }

  /// How text on stderr is written.
  var errorStyle: TextStyle { style(STDERR_FILENO) }

  private func style(_ descriptor: Int32) -> TextStyle {
    let isTerminal = isatty(descriptor) == 1
    let isDumb = environment["TERM"] == "dumb" || !(environment["NO_COLOR"] ?? "").isEmpty
    let usesColor =
      switch colorMode {
      case .always: true
      case .never: false
      case .auto: isTerminal && !isDumb
      }
    return TextStyle(
      isTerminal: isTerminal,
      width: Self.columns(descriptor) ?? 100,
      usesColor: usesColor,
      showsAll: showsAll
    )
  }

  private static func columns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes to stdout.
  ///
  /// Nothing ends because it cannot be written, least of all a run that changes accounts: ``AnswerError`` is told last.
  func answer(_ text: String) { answer(Array(text.utf8)) }

  func answer(_ bytes: [UInt8]) {
    AnswerError.first.withLock { first in
      if first == nil, let number = Self.write(bytes, to: STDOUT_FILENO) {
        first = AnswerError(number: number, history: commandOptions.command("history"))
      }
    }
  }

  /// Writes a JSON document to stdout: in a file or a pipe its very bytes, on a terminal invisible characters as `\u`
  /// escapes.
  func answerJSON(_ document: [UInt8]) {
    answer(outputStyle.isTerminal ? JSONText.showingHidden(document) : document)
  }

  /// Writes to stderr.
  func say(_ text: String) { _ = Self.write(Array(text.utf8), to: STDERR_FILENO) }

  /// Tells something beside the answer: `! …`.
  func note(_ note: String) { say(RunText.note(note, style: errorStyle)) }

  /// The last line: which exit code, and why.
  func end(_ code: Int32, _ sentence: String) {
    say(RunText.exit(code: code, sentence: sentence, style: errorStyle))
  }

  /// Asks a question on stderr.
  ///
  /// - Parameters:
  ///   - question: Without its `[y/N]`.
  ///   - isOver: Whether nobody is to be asked any more, for example after a signal.
  /// - Returns: Whether the answer is "y" or "yes"; false without one, and nil where the terminal has hung up.
  func confirm(_ question: String, unless isOver: () -> Bool) -> Bool? {
    if isOver() { return false }
    say("\(question) [y/N] ")
    var line: [UInt8] = []
    while line.last != 0x0a {
      var stdin = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let isReady = poll(&stdin, 1, 100) > 0
      if isOver() { return false }
      guard isReady else { continue }
      var byte: UInt8 = 0
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0 || (count == 0 && Self.hasHungUp(STDIN_FILENO)) { return nil }
      guard count > 0 else {
        say("\n")
        return false
      }
      line.append(byte)
    }
    return ["y", "yes"].contains(String(decoding: line.dropLast(), as: UTF8.self).lowercased())
  }

  /// Whether the terminal is gone: its end of input comes before the SIGHUP, and is no Ctrl-D.
  private static func hasHungUp(_ descriptor: Int32) -> Bool {
    var terminal = pollfd(fd: descriptor, events: 0, revents: 0)
    return poll(&terminal, 1, 0) > 0 && terminal.revents & Int16(POLLHUP) != 0
  }

  /// - Returns: The `errno` of what could not be written, or nil.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
        let count = Glibc.write(descriptor, start, rest.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          // Somebody has made it a pipe that nobody waits for: whoever reads makes room.
          var pipe = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&pipe, 1, -1)
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
  }
}

/// `--color`.
enum ColorMode: String, CaseIterable, Sendable {
  case auto
  case always
  case never
}
