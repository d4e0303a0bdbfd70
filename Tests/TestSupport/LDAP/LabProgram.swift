#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The programs in `Tests/Lab`, run through the shell.
enum LabProgram {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// `Tests/Lab`, beside this module's folder.
  static let folder: String = {
    var parts = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/") + "/Lab"
  }()

  /// The system's Python, which starts faster than one that a version manager chooses.
  static let python = access("/usr/bin/python3", X_OK) == 0 ? "/usr/bin/python3" : "python3"

  /// Runs a command line to its end.
  ///
  /// - Returns: What it printed on stdout; stderr goes to ours.
  @discardableResult
  static func run(_ words: [String], environment: [String: String] = [:]) throws -> String {
    let line = commandLine(words, environment)
    let pipe = try open(line)
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 {
      output += buffer[..<count]
    }
    let status = pclose(pipe)
    let text = String(decoding: output, as: UTF8.self)
    guard status == 0 else { throw Failure(description: "\(line) ended with \(status): \(text)") }
    return text
  }

  /// Starts a command line whose output can be read.
  ///
  /// Dispatch's threads block nearly all signals, and children inherit that: a server could not be ended.
  static func open(_ line: String) throws -> UnsafeMutablePointer<FILE> {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    guard let pipe = popen(line, "r") else { throw Failure(description: "cannot run \(line)") }
    return pipe
  }

  static func commandLine(_ words: [String], _ environment: [String: String]) -> String {
    func quoted(_ word: String) -> String {
      "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        + "'"
    }
    let settings = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\(quoted($0.value))" }
    return (settings + words.map(quoted)).joined(separator: " ")
  }

  /// `KEY=value` lines.
  static func settings(_ text: String) -> [String: String] {
    var settings: [String: String] = [:]
    for line in text.split(separator: "\n") {
      guard let equals = line.firstIndex(of: "=") else { continue }
      settings[String(line[..<equals])] = String(line[line.index(after: equals)...])
    }
    return settings
  }
}
