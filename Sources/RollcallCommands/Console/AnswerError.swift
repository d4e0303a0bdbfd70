internal import DirectoryModel
internal import Presentation
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The answer could not be written to stdout, or not to its end.
struct AnswerError: DiagnosableError, Equatable {
  /// `errno`.
  let number: Int32
  /// The command that lists past runs, as it is to be typed.
  let history: String

  /// The first one; a process has one stdout.
  static let first = Mutex<AnswerError?>(nil)

  var category: FailureCategory { .state }
  var summary: String {
    "the answer cannot be written to standard output: \(String(cString: strerror(number)))"
  }
  var hint: String? {
    "Make room, or send it elsewhere. Nothing else is cut: what a run has done, '\(history)' shows."
  }

  /// Whether the reader has closed its end of the pipe, as `head` does: nobody is left to complain to.
  private var isBrokenPipe: Bool { number == EPIPE }

  /// What the process exits with: a cut answer is no success, but says less than a failure of the run.
  ///
  /// - Parameters:
  ///   - code: What the command came to.
  ///   - console: Where to tell it.
  /// - Returns: 128 + SIGPIPE after a closed pipe, as if the signal had ended the process.
  static func exitCode(after code: Int32, on console: Console) -> Int32 {
    guard let error = first.withLock({ $0 }) else { return code }
    if error.isBrokenPipe { return code == 0 ? 128 + SIGPIPE : code }
    guard [0, 2, 3, 4, 10].contains(code) else { return code }
    console.say(RunText.error(error, style: console.errorStyle))
    console.end(error.category.exitCode, "standard output cannot be written")
    return error.category.exitCode
  }
}
