import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What becomes of a run whose answer nobody gets.
struct StandardStreamsTests {
  /// Runs a script, in which `$0` is the binary and `$1` a configuration, in the folder of a site of three people.
  ///
  /// - Returns: How the script ended, and the organization afterwards; nil = there is none.
  private static func run(
    _ script: String
  ) async throws -> (result: RollcallProcess.Result, organization: String?) {
    var answer: (result: RollcallProcess.Result, organization: String?)?
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      try site.writeExport()
      try site.writeConfiguration()
      let result = try await RollcallProcess.shell(
        #"cd "$2"; "# + script,
        [RollcallProcess.path, site.configurationPath, folder]
      )
      answer = (result, try? String(contentsOfFile: site.organizationPath, encoding: .utf8))
    }
    return try #require(answer)
  }

  /// A pipe on 4 that nobody reads.
  private static let brokenPipe = "mkfifo pipe; exec 3<>pipe 4>pipe 3<&-; "

  @Test func `a reader that has gone does not keep a sync from its end`() async throws {
    let (result, organization) = try await Self.run(
      Self.brokenPipe + #""$0" sync --yes --config "$1" >&4"#
    )
    #expect(result.code == 141)
    #expect(!result.errors.contains("standard output"), "\(result.errors)")
    #expect(organization?.contains("p2@example.com") == true, "\(result.errors)")
  }

  @Test func `what a run came to counts more than a reader that has gone`() async throws {
    let (result, _) = try await Self.run(
      Self.brokenPipe + #""$0" plan --exit-code --config "$1" >&4"#
    )
    #expect(result.code == 2)
  }

  @Test(arguments: ["plan", "sync --yes", "plan --exit-code", "history"])
  func `an answer that a full disk cuts is a failure`(command: String) async throws {
    let (result, organization) = try await Self.run(
      #""$0" \#(command) --config "$1" >/dev/full"#
    )
    #expect(result.code == 74)
    #expect(
      result.errors.contains("cannot be written to standard output: No space left on device"),
      "\(result.errors)"
    )
    #expect(result.errors.contains("'rollcall history --config /"), "\(result.errors)")
    #expect(result.errors.hasSuffix("rollcall: exit 74: standard output cannot be written\n"))
    #expect((organization != nil) == command.hasPrefix("sync"))
  }

  @Test func `a pipe that nobody waits for gets the whole answer`() async throws {
    let (result, _) = try await Self.run(
      """
      mkfifo pipe; (sleep 1; cat) <pipe >whole & exec 3>pipe
      perl -MFcntl -e 'fcntl(STDOUT, F_SETFL, O_WRONLY | O_NONBLOCK); exec @ARGV' \\
        "$0" config --schema >&3; code=$?
      exec 3>&-; wait; "$0" config --schema | cmp - whole && exit $code
      """
    )
    #expect(result.code == 0, "\(result.errors)\(result.output)")
  }

  @Test(.needsStrace) func `nothing is opened where a closed stream was`() async throws {
    let calls = "openat,socket,eventfd2,epoll_create1,timerfd_create,prlimit64"
    let (result, organization) = try await Self.run(
      """
      strace -f -qq -o trace -e trace=\(calls) \
      sh -c '"$0" sync --yes --config "$1" <&- >&- 2>&-' "$0" "$1"
      code=$?; cat trace; exit $code
      """
    )
    // The answer went nowhere, but everything was done.
    #expect(result.code == 74)
    #expect(organization?.contains("p2@example.com") == true)
    let trace = result.output.split(separator: "\n")
    // What the loader had open before is closed again.
    let start = try #require(trace.firstIndex { $0.contains("RLIMIT_CORE") }, "\(result.output)")
    let low = trace[start...].filter { line in
      ["= 0", "= 1", "= 2"].contains { line.hasSuffix($0) }
    }
    let opened = low.filter { !$0.contains("RLIMIT_") }
    #expect(opened.count == 3)
    #expect(opened.allSatisfy { $0.contains("/dev/null") }, "\(opened)")
  }
}
