import TestSupport
import Testing

/// JSON answers at a terminal that `script` makes, and in a pipe.
struct TerminalAnswerTests {
  /// Begins an escape sequence (C1), and turns what follows around.
  private static let hostile = "\u{9b}31m\u{202e}"

  @Test(
    "JSON shows what would act on a terminal, and keeps its bytes in a pipe",
    arguments: [
      ["show", "source"], ["show", "roster"], ["show", "organization"], ["explain", "x"],
      ["plan"], ["check"], ["history", "RUN"], ["config"],
    ]
  )
  func json(command: [String]) async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 3)
      site.settings = #", "users": { "exclude": ["x\#(Self.hostile)"] }"#
      site.users[0].name += Self.hostile
      site.users.append(.init(id: "u3\(Self.hostile)", email: "", name: "x"))
      #expect(try await site.run("sync", "--yes").code == 0)
      site.users[1].name += Self.hostile
      try site.writeExport()
      let run = try #require(try site.runs().last)
      var words = command.map { $0 == "RUN" ? run : $0 }
      if words[0] != "config" { words += ["--format", "json"] }
      let piped = try await site.runWithoutExport(words)
      #expect(piped.code == 0, "\(piped.errors)")
      #expect(piped.output.contains(Self.hostile), "\(piped.output)")
      let script = """
        cd "$1"; SHELL=/bin/sh program="$0"; shift; export SHELL program
        script -qfec '"$program" \(words.joined(separator: " ")) --config config.json' screen >/dev/null
        cat screen
        """
      let shown = try await RollcallProcess.shell(script, [RollcallProcess.path, folder])
      #expect(shown.output.contains(#"\u009b31m\u202e"#), "\(shown.output)")
      #expect(!shown.output.contains("\u{202e}"), "\(shown.output)")
      #expect(!shown.output.unicodeScalars.contains("\u{9b}"), "\(shown.output)")
    }
  }
}
