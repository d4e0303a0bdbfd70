internal import ArgumentParser
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
      // Help, version and usage are ArgumentParser's to say; it exits 0 or 64.
      if error is CleanExit || error is ValidationError || error is ExitCode
        || isParserError(error)
      {
        RollcallCommand.exit(withError: error)
      }
      code = FailureReport.say(error, on: console)
    }
    exit(AnswerError.exitCode(after: code, on: console))
  }

  private static func isParserError(_ error: any Error) -> Bool {
    String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }
}
