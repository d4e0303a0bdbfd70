import Testing

/// Completions for shells, which the parser makes from the commands.
@Suite struct CompletionTests {
  @Test("a script completes every command", arguments: ["bash", "zsh", "fish"])
  func script(shell: String) async throws {
    let run = try await RollcallProcess.run(["--generate-completion-script", shell])
    #expect(run.code == 0, "\(run.errors)")
    let commands = [
      "sync", "plan", "apply", "explain", "show", "check", "history", "undo", "hold", "release",
      "init", "schedule", "config",
    ]
    for command in commands {
      #expect(run.output.contains("rollcall_\(command)") || run.output.contains("'\(command)'"))
    }
    #expect(run.output.contains("accept"))
  }

  @Test func `a shell that is not known is refused`() async throws {
    #expect(try await RollcallProcess.run(["--generate-completion-script", "csh"]).code == 64)
  }
}
