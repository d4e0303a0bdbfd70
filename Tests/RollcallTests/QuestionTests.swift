import JSONReader
import TestSupport
import Testing

/// The questions of a sync, at a terminal that `script` makes.
struct QuestionTests {
  /// Runs a sync of three people at a terminal, and types `keys`, for `printf`, when the question stands there.
  ///
  /// - Parameters:
  ///   - keys: What is typed.
  ///   - command: A command of rollcall that runs before that.
  /// - Returns: How the sync ended, what stood on the screen, and whether there is an organization now.
  /// - Throws: Where it cannot be started.
  private static func sync(
    typing keys: String,
    after command: String? = nil
  ) async throws -> (code: Int32, screen: String, hasOrganization: Bool) {
    var answer: (code: Int32, screen: String, hasOrganization: Bool)?
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      try site.writeExport()
      try site.writeConfiguration()
      let script = """
        cd "$2"; mkfifo keys; exec 3<>keys
        export SHELL=/bin/sh program="$0" configuration="$1"
        script -qfec '"$program" sync --config "$configuration"' screen <keys >/dev/null & run=$!
        until grep -q 'y/N' screen 2>/dev/null; do kill -0 $run || break; done
        \(command.map { "\"$program\" \($0) --config \"$configuration\" >/dev/null" } ?? ":")
        printf '\(keys)' >&3; wait $run; code=$?; cat screen; exit $code
        """
      let result = try await RollcallProcess.shell(
        script,
        [RollcallProcess.path, site.configurationPath, folder]
      )
      let names = try site.names(in: folder)
      answer = (result.code, result.output, names.contains("organization.json"))
    }
    return try #require(answer)
  }

  @Test(arguments: [#"y\n"#, #"YES\n"#]) func `yes applies`(keys: String) async throws {
    let (code, screen, hasOrganization) = try await Self.sync(typing: keys)
    #expect(code == 0, "\(screen)")
    #expect(hasOrganization)
  }

  @Test(arguments: [#"\n"#, #"yesterday\n"#, #"\004"#])
  func `everything else is no`(keys: String) async throws {
    let (code, screen, hasOrganization) = try await Self.sync(typing: keys)
    #expect(code == 2, "\(screen)")
    #expect(!hasOrganization)
  }

  @Test func `a hold that is set while the question stands keeps from what is answered`()
    async throws
  {
    let (code, screen, hasOrganization) = try await Self.sync(
      typing: #"y\n"#,
      after: "hold migration"
    )
    #expect(code == 3, "\(screen)")
    #expect(screen.contains(": migration. 'rollcall release --config"), "\(screen)")
    #expect(screen.contains("rollcall: exit 3: on hold, nothing was changed"), "\(screen)")
    #expect(!hasOrganization)
  }

  @Test func `Ctrl-C ends the run, whatever the question was`() async throws {
    let (code, screen, hasOrganization) = try await Self.sync(typing: #"\003"#)
    #expect(code == 130, "\(screen)")
    #expect(screen.contains("interrupted; nothing was changed"), "\(screen)")
    #expect(screen.contains("rollcall: exit 130:"), "\(screen)")
    #expect(!hasOrganization)
  }

  @Test(
    "a terminal that closes at a question ends the run, whatever was answered before",
    arguments: ["trap : HUP", "trap '' HUP"]
  )
  func hangUp(heeding: String) async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      try site.writeExport()
      try site.writeConfiguration()
      try site.writeOrganization([.init(id: "m0", email: "p0@example.com", role: "admin")])
      let before = try site.organizationBytes()
      // The first word of the trap decides whether the run hears SIGHUP as well.
      let script = #"""
        cd "$2"; mkfifo keys; exec 3<>keys
        export SHELL=/bin/sh program="$0" configuration="$1" heeding="$3"
        script -qfec 'eval "$heeding"; "$program" sync --config "$configuration"; echo $? >part; mv part code' \
          screen <keys >/dev/null & run=$!
        until grep -q 'changes? .y/N' screen 2>/dev/null; do kill -0 $run || break; done
        printf 'y\n' >&3
        until grep -q 'as well? .y/N' screen; do kill -0 $run || break; done
        kill -KILL $run
        tries=0; until [ -e code ] || [ $tries = 100 ]; do sleep 0.1; tries=$((tries + 1)); done
        cat screen code
        """#
      let result = try await RollcallProcess.shell(
        script,
        [RollcallProcess.path, site.configurationPath, folder, heeding]
      )
      #expect(result.output.contains("Link the held member as well? [y/N] "), "\(result.output)")
      #expect(result.output.hasSuffix("143\n"), "\(result.output)\(result.errors)")
      #expect(try site.organizationBytes() == before)
    }
  }

  @Test func `Ctrl-D at the second question is no to that one`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      try site.writeExport()
      try site.writeConfiguration()
      try site.writeOrganization([.init(id: "m0", email: "p0@example.com", role: "admin")])
      let script = #"""
        cd "$2"; mkfifo keys; exec 3<>keys
        export SHELL=/bin/sh program="$0" configuration="$1"
        script -qfec '"$program" sync --reason "ticket 7" --config "$configuration"' screen <keys >/dev/null & run=$!
        until grep -q 'changes? .y/N' screen 2>/dev/null; do kill -0 $run || break; done
        printf 'y\n' >&3
        until grep -q 'as well? .y/N' screen; do kill -0 $run || break; done
        printf '\004' >&3; wait $run; code=$?; cat screen; exit $code
        """#
      let result = try await RollcallProcess.shell(
        script,
        [RollcallProcess.path, site.configurationPath, folder]
      )
      #expect(result.code == 10, "\(result.output)")
      #expect(try site.statuses().count == 3)
      let approval = try #require(try site.reports().last?["approval"], "\(result.output)")
      #expect(approval["reason"]?.string == "ticket 7")
      let screen = try await site.runWithoutExport(["history", try #require(try site.runs().last)])
      #expect(screen.output.contains("ticket 7\n"), "\(screen.output)")
    }
  }
}
