import TestSupport
import Testing

/// The line that tells how far a run has come, at a terminal that `script` makes.
struct ProgressTests {
  /// - Returns: What a sync of three people writes on a terminal of 40 columns.
  private static func screen(terminal: String) async throws -> String {
    var screen = ""
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      try site.writeExport()
      try site.writeConfiguration()
      let script = """
        cd "$1"; export SHELL=/bin/sh program="$0" \(terminal)
        script -qfec 'stty cols 40; "$program" sync --yes --config config.json' screen >/dev/null
        cat screen
        """
      let result = try await RollcallProcess.shell(script, [RollcallProcess.path, folder])
      #expect(result.code == 0, "\(result.errors)")
      screen = result.output
    }
    return screen
  }

  @Test func `it is written anew, and never wider than the terminal`() async throws {
    let screen = try await Self.screen(terminal: "TERM=xterm")
    let lines = screen.split(separator: "\u{1b}[K").filter { $0.hasPrefix("Applying  ") }
    #expect(!lines.isEmpty, "\(screen)")
    for line in lines { #expect(line.prefix { $0 != "\r" }.count < 40, "\(line)") }
  }

  @Test("a terminal that cannot write a line anew gets none", arguments: ["TERM=dumb", "LANG=C"])
  func dumb(terminal: String) async throws {
    let screen = try await Self.screen(terminal: terminal)
    #expect(screen.contains("Done: 3 applied"), "\(screen)")
    #expect(!screen.contains("\u{1b}[K"), "\(screen)")
    #expect(!screen.contains("Applying"), "\(screen)")
  }
}
