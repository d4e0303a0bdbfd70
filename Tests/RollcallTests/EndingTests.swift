import BitwardenSandbox
import JSONReader
import TestSupport
import Testing

/// The deadline and the signals, on the built binary, against a server that answers late.
@Suite(.timeLimit(.minutes(5)))
struct EndingTests {
  /// A site with pending revocations in a Bitwarden one of whose calls is answered late.
  private static func inSlowSite(
    _ path: String,
    delay: Duration = .seconds(60),
    _ body: @escaping @Sendable (inout Site, Sandbox) async throws -> Void
  ) async throws {
    let sandbox = Sandbox(SandboxSettings(.current))
    await sandbox.change { organization in
      organization.addMember(email: "owner@example.com", type: 0)
      for number in 0..<12 {
        organization.addMember(email: "p\(number)@example.com", externalID: "u\(number)")
      }
    }
    await sandbox.add(SandboxFault(.delay(delay), path: path))
    let organization = await sandbox.organization
    try await inTemporaryFolder { folder in
      try await SandboxServer.run(sandbox) { url in
        var site = Site(folder, people: 12)
        site.target = """
          { "kind": "bitwarden", "url": "\(url)", "clientId": "\(organization.clientID)",
            "clientSecret": "file:secret" }
          """
        try site.write(organization.apiKey, to: "secret")
        try site.protect("secret")
        site.users[0].isActive = false
        site.users[1].isActive = false
        try await body(&site, sandbox)
      }
    }
  }

  /// Starts a sync, waits until stderr says `word`, and goes on with `then`, a piece of shell that knows `$run`.
  private static func sync(
    _ site: Site,
    ignoring signal: String? = nil,
    until word: String,
    then: String
  ) async throws -> RollcallProcess.Result {
    try site.writeExport()
    try site.writeConfiguration()
    let script = """
      \(signal.map { "trap '' \($0)" } ?? ":")
      "$0" sync --yes --verbose --config "$1" 2>"$2" & run=$!
      until grep -q '\(word)' "$2"; do kill -0 $run || break; done
      \(then)
      wait $run; code=$?; cat "$2" >&2; exit $code
      """
    return try await RollcallProcess.shell(
      script,
      [RollcallProcess.path, site.configurationPath, site.folder + "/errors"]
    )
  }

  @Test func `a server that does not answer meets the deadline`() async throws {
    try await Self.inSlowSite("/public/members") { site, _ in
      site.runSettings = #""deadline": "1s""#
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 8, "\(run.errors)")
      #expect(run.errors.contains("run.deadline"))
      #expect(run.errors.hasSuffix("rollcall: exit 8: deadline\n"), "\(run.errors)")
    }
  }

  @Test func `a signal while both sides are read ends the run, and nothing is changed`()
    async throws
  {
    try await Self.inSlowSite("/public/members") { site, sandbox in
      let run = try await Self.sync(site, until: "reading", then: "kill -TERM $run")
      #expect(run.code == 143, "\(run.errors)")
      #expect(run.errors.contains("interrupted; nothing was changed"), "\(run.errors)")
      #expect(await sandbox.organization.member(email: "p0@example.com")?.status == 2)
    }
  }

  /// Commands that read the organization and change nothing.
  private static let readers = [
    ["show", "organization"], ["check"], ["explain", "p0@example.com"],
  ]

  @Test(arguments: readers) func `the first signal ends what only reads`(command: [String])
    async throws
  {
    try await Self.inSlowSite("/public/members") { site, _ in
      // The secret is read when the signals are heard already, and before the call that is answered late.
      try site.write("#!/bin/sh\n: >\(site.folder)/asked; cat \(site.folder)/secret", to: "ask")
      site.target = site.target.replacing("file:secret", with: "command:\(site.folder)/ask")
      try site.writeExport()
      try site.writeConfiguration()
      let script = """
        chmod 700 "$1/ask"; "$0" \(command.joined(separator: " ")) --config "$1/config.json" & run=$!
        until [ -e "$1/asked" ]; do kill -0 $run || break; done
        kill -TERM $run; wait $run
        """
      let run = try await RollcallProcess.shell(script, [RollcallProcess.path, site.folder])
      #expect(run.code == 143, "\(run.output)\(run.errors)")
      #expect(run.errors == "rollcall: exit 143: interrupted; nothing was changed\n")
    }
  }

  @Test(arguments: readers) func `the deadline ends what only reads`(command: [String])
    async throws
  {
    try await Self.inSlowSite("/public/members") { site, _ in
      site.runSettings = #""deadline": "1s""#
      try site.writeExport()
      try site.writeConfiguration()
      let run = try await RollcallProcess.run(command + ["--config", site.configurationPath])
      #expect(run.code == 8, "\(run.output)\(run.errors)")
      #expect(run.errors.contains("Error: the deadline (run.deadline) passed"), "\(run.errors)")
      #expect(run.errors.hasSuffix("rollcall: exit 8: deadline\n"), "\(run.errors)")
    }
  }

  @Test func `a second signal ends a run that waits, and the next run finishes it`() async throws {
    try await Self.inSlowSite("/public/members/*/revoke") { site, sandbox in
      let run = try await Self.sync(
        site,
        until: "made the run",
        then: """
          kill -TERM $run; until grep -q 'Ending' "$2"; do kill -0 $run || break; done
          kill -TERM $run
          """
      )
      #expect(run.code == 143, "\(run.errors)")
      #expect(run.errors.contains("Again ends at once"), "\(run.errors)")
      #expect(run.errors.contains("rollcall: exit 143: interrupted twice"), "\(run.errors)")
      let next = try await site.run("sync", "--yes")
      #expect(next.code == 0, "\(next.output)\(next.errors)")
      #expect(await sandbox.organization.members.values.count { $0.status == -1 } == 2)
    }
  }

  @Test func `a closed terminal ends a run as SIGTERM does`() async throws {
    try await Self.inSlowSite("/public/members") { site, _ in
      let run = try await Self.sync(site, until: "reading", then: "kill -HUP $run")
      #expect(run.code == 143, "\(run.errors)")
      #expect(run.errors.contains("interrupted; nothing was changed"), "\(run.errors)")
    }
  }

  @Test func `a terminal that closes ends no call in flight, however often it is told`()
    async throws
  {
    try await Self.inSlowSite("/public/members/*/revoke", delay: .seconds(3)) { site, _ in
      let run = try await Self.sync(
        site,
        until: "made the run",
        then: """
          kill -HUP $run; until grep -q 'Ending' "$2"; do kill -0 $run || break; done
          kill -HUP $run
          """
      )
      #expect(run.code == 143, "\(run.errors)")
      #expect(run.errors.contains("rollcall: exit 143: interrupted after"), "\(run.errors)")
    }
  }

  @Test func `a hang-up that is ignored from the start, as under nohup, ends nothing`()
    async throws
  {
    try await Self.inSlowSite("/public/members") { site, _ in
      let kills = "kill -HUP $run; kill -INT $run"
      let run = try await Self.sync(site, ignoring: "HUP", until: "reading", then: kills)
      #expect(run.code == 130, "\(run.errors)")
      #expect(run.errors.contains("interrupted; nothing was changed"), "\(run.errors)")
    }
  }

  @Test func `a plan beside a run that goes on does not call it killed`() async throws {
    try await Self.inSlowSite("/public/members/*/revoke") { site, _ in
      let run = try await Self.sync(
        site,
        until: "made the run",
        then: """
          until [ -s "$(echo '\(site.folder)'/state/*/runs/*/journal.jsonl)" ]; do
            kill -0 $run || break
          done
          "$0" plan --config "$1" 2>"$2.plan"; kill -KILL $run
          """
      )
      #expect(run.code == 137, "\(run.errors)")
      let words = String(decoding: try site.contents(site.folder + "/errors.plan"), as: UTF8.self)
      #expect(words.contains(" was killed, or is still going on: "), "\(words)")
      #expect(!words.contains("planned again"), "\(words)")
      let next = try await site.run("sync", "--yes")
      #expect(next.errors.contains(" was killed: "), "\(next.errors)")
      #expect(next.errors.contains("; what is left is planned again"), "\(next.errors)")
    }
  }

  @Test func `a run that hangs names itself to the next, and its lock dies with it`() async throws {
    try await Self.inSlowSite("/public/members") { site, _ in
      let second =
        #""$0" sync --yes --config "$1" 2>>"$2.second"; echo "second $?"; kill -KILL $run"#
      let run = try await Self.sync(site, until: "reading", then: second)
      #expect(run.code == 137)
      #expect(run.output.contains("second 7"), "\(run.output)")
      let words = String(decoding: try site.contents(site.folder + "/errors.second"), as: UTF8.self)
      #expect(words.contains("('rollcall sync') since 20"), "\(words)")
      let next = try await site.run("sync", "--yes")
      #expect(next.code == 0, "\(next.output)\(next.errors)")
    }
  }
}
