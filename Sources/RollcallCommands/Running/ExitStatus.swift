internal import ArgumentParser
internal import DirectoryModel
internal import Presentation
internal import SyncEngine

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An end that is no error of its own: what was to be said has been said.
struct ExitStatus: Error, Equatable {
  let code: Int32
  /// For the last line: "stopped by memberRemovals, nothing was changed".
  let sentence: String
}

/// Says an error, and turns it into the process's exit code.
enum FailureReport {
  /// - Parameters:
  ///   - error: Whatever ended the command.
  ///   - console: Where to say it.
  /// - Returns: The exit code; nothing that failed is ever 0.
  static func say(_ error: any Error, on console: Console) -> Int32 {
    switch error {
    case let status as ExitStatus:
      console.end(status.code, status.sentence)
      return status.code
    case let error as any DiagnosableError:
      console.say(RunText.error(error, style: console.errorStyle))
      let code = error.category.exitCode
      console.end(code, error.category.name)
      return code
    default:
      let unexpected = UnexpectedError(detail: "\(error)")
      console.say(RunText.error(unexpected, style: console.errorStyle))
      console.end(1, FailureCategory.unexpected.name)
      return 1
    }
  }

  /// Says why a command that only reads ends, and ends the process without waiting for anything.
  static func endProcess(_ ended: RunEnded, on console: Console) -> Never {
    switch ended.reason {
    case .deadline: _exit(say(ended, on: console))
    case .interrupted:
      let status = ExitStatus(code: ended.category.exitCode, sentence: ended.summary)
      _exit(say(status, on: console))
    }
  }
}

/// Something that nobody thought of.
struct UnexpectedError: DiagnosableError {
  let detail: String
  var category: FailureCategory { .unexpected }
  var summary: String { "unexpected: \(detail)" }
  var hint: String? { "This is a bug in rollcall. Run again with --verbose and report it." }
}

/// The command line asks for something that cannot be.
struct UsageError: DiagnosableError, Equatable {
  let summary: String
  let hint: String?
  var category: FailureCategory { .usage }
}
