import Monitoring
import SafeFiles
import TestSupport
import Testing

struct NoticeCommandTests {
  @Test func `the program reads the notice from its standard input`() async throws {
    try await inTemporaryFolder { folder in
      let problem = await NoticeCommand.run(
        ["/usr/bin/tee", "\(folder)/a file"],
        input: Array("{\"a\":1}\n".utf8)
      )
      #expect(problem == nil)
      let written = try InputFile.contents(of: "\(folder)/a file", limit: 100)
      #expect(written == Array("{\"a\":1}\n".utf8))
    }
  }

  @Test func `the program's environment holds PATH alone`() async throws {
    try await inTemporaryFolder { folder in
      let script = "\(folder)/tell"
      try AtomicFile.write(
        "#!/bin/sh\nenv | cut -d= -f1 | grep -vx -e PWD -e SHLVL -e _ >'\(folder)/names'\n",
        to: script,
        mode: 0o700
      )
      #expect(await NoticeCommand.run([script], input: []) == nil)
      let names = try InputFile.contents(of: "\(folder)/names", limit: 1000)
      #expect(String(decoding: names, as: UTF8.self) == "PATH\n")
    }
  }

  @Test func `a program that does not read is no trouble`() async {
    let notice = [UInt8](repeating: 0x20, count: 1 << 20)
    #expect(await NoticeCommand.run(["/bin/true"], input: notice) == nil)
  }

  @Test func `a program that fails is told`() async {
    let problem = await NoticeCommand.run(["/bin/false"], input: [])
    #expect(problem == "/bin/false ended with exited(1)")
  }

  @Test(.timeLimit(.minutes(10)))
  func `a program that hangs is ended`() async {
    let problem = await NoticeCommand.run(
      ["/bin/sleep", "600"],
      input: [],
      timeout: .milliseconds(50)
    )
    #expect(problem == "/bin/sleep took longer than 0 s")
  }

  @Test(
    "a program is named by its path",
    arguments: [[], ["tee"], ["./tee"], ["/nonexistent/tell"]]
  )
  func path(words: [String]) async {
    #expect(await NoticeCommand.run(words, input: []) != nil)
  }

  @Test func `a program that others can write is not run`() async throws {
    try await inTemporaryFolder { folder in
      let script = "\(folder)/tell"
      try AtomicFile.write("#!/bin/sh\ntouch '\(folder)/ran'\n", to: script, mode: 0o777)
      let problem = await NoticeCommand.run([script], input: [])
      #expect(problem?.contains("others can write to") == true)
      #expect(try FileStatus(of: "\(folder)/ran") == nil)
    }
  }
}
