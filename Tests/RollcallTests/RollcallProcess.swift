import Subprocess
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The built binary, run as a process with a bare environment and no terminal.
enum RollcallProcess {
  struct Result: Sendable {
    let code: Int32
    let output: String
    let errors: String
  }

  /// It lies beside the test runner.
  static var path: String {
    let runner = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
    var folder = runner.deletingLastPathComponent()
    for _ in 0..<4 {
      let candidate = folder.appendingPathComponent("rollcall").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder = folder.deletingLastPathComponent()
    }
    return "rollcall"
  }

  /// The same without links, as the kernel tells it.
  static var realPath: String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  /// - Parameters:
  ///   - arguments: What follows the program's name.
  ///   - environment: Beside `PATH` and `HOME`.
  ///   - input: What is typed.
  ///   - tool: A program with its options that runs the binary, such as `strace`.
  /// - Returns: How it ended and what it said; a signal is 128 and its number.
  /// - Throws: Where the program cannot be started.
  static func run(
    _ arguments: [String],
    environment: [String: String] = [:],
    input: String = "",
    under tool: [String] = []
  ) async throws -> Result {
    var words = tool + [path] + arguments
    // By a pipe of the shell's: a program that ends without reading must not end the tests.
    if !input.isEmpty { words = ["sh", "-c", #"printf %s "$0" | "$@""#, input] + words }
    return try await run(words[0], Array(words.dropFirst()), environment)
  }

  /// Runs a script in a POSIX shell; the words are its `$0`, `$1` and so on.
  static func shell(_ script: String, _ words: [String]) async throws -> Result {
    try await run("sh", ["-c", script] + words, [:])
  }

  private static func run(
    _ program: String,
    _ arguments: [String],
    _ environment: [String: String]
  ) async throws -> Result {
    var variables: [Environment.Key: String] = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"]
    // What Tests/sanitize says, where the binary was built for it.
    if let options = ProcessInfo.processInfo.environment["ASAN_OPTIONS"] {
      variables["ASAN_OPTIONS"] = options
    }
    for (name, value) in environment {
      if let key = Environment.Key(rawValue: name) { variables[key] = value }
    }
    let result = try await Subprocess.run(
      .path(FilePath(program.contains("/") ? program : "/usr/bin/\(program)")),
      arguments: Arguments(arguments),
      environment: .custom(variables),
      output: .string(limit: 16 << 20),
      error: .string(limit: 16 << 20)
    )
    let code: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let signal): 128 + signal
      }
    return Result(
      code: code,
      output: result.standardOutput,
      errors: result.standardError
    )
  }
}
