/// Where a secret comes from; the configuration never holds one itself.
package enum SecretReference: Equatable, Sendable {
  case environment(String)
  case file(String)
  /// The folder `credentials` beside the configuration is where runs by hand have it, as cron and `schedule`.
  case credential(String, folder: String)
  case command(String, [String])

  /// - Parameters:
  ///   - text: `env:NAME`, `file:PATH`, `credential:NAME`, `command:/ABSOLUTE/PROGRAM ARG…`.
  ///   - resolve: Makes a path of the configuration absolute.
  ///
  /// It is nil for anything else: that may be the secret itself, and is refused.
  init?(_ text: String, resolve: (String) -> String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let value = String(text[text.index(after: colon)...])
    guard !value.isEmpty else { return nil }
    switch text[..<colon] {
    case "env":
      guard !value.contains("=") else { return nil }
      self = .environment(value)
    case "file": self = .file(resolve(value))
    case "credential":
      guard !value.contains("/"), value != "..", value != "." else { return nil }
      self = .credential(value, folder: resolve("credentials"))
    case "command":
      let words = value.split(separator: " ").map(String.init)
      guard let program = words.first, program.hasPrefix("/") else { return nil }
      self = .command(program, Array(words.dropFirst()))
    default: return nil
    }
  }
}

extension SecretReference: CustomStringConvertible {
  package var description: String {
    switch self {
    case .environment(let name): "env:\(name)"
    case .file(let path): "file:\(path)"
    case .credential(let name, _): "credential:\(name)"
    case .command(let program, let arguments):
      "command:\(([program] + arguments).joined(separator: " "))"
    }
  }
}
