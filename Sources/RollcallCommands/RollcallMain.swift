internal import ArgumentParser
internal import DirectoryModel
internal import SafeFiles

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The process: parses the command line, runs the command, exits with its code.
package enum RollcallMain {
  package static func run() async -> Never {
    ProcessProtection.apply()
    let console = Console(environment: ProcessInfo.processInfo.environment)
    var code: Int32 = 0
    do {
      var command = try RollcallCommand.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      // Help, version and usage are ArgumentParser's to say: 0 or 64.
      if error is CleanExit || error is ValidationError || error is ExitCode
        || isParserError(error)
      {
        code = RollcallCommand.exitCode(for: error).rawValue
        if code == 0 || error is ExitCode { RollcallCommand.exit(withError: error) }
        console.say(RollcallCommand.fullMessage(for: error) + "\n")
        console.end(code, FailureCategory.usage.name)
      } else {
        code = FailureReport.say(error, on: console)
      }
    }
    exit(AnswerError.exitCode(after: code, on: console))
  }

  private static func isParserError(_ error: any Error) -> Bool {
    String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }
}
