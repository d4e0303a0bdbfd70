import JSONReader
import TestSupport
import Testing

/// An export in, the difference shown, the organization made to match: by the built binary.
@Suite struct MainJobTests {
  @Test func `a first run applies, a second is in sync, a rename is pending`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 60)
      site.groups = [.init(id: "g1", name: "Staff", members: ["u1", "u2", "u3"])]
      let first = try await site.run("sync", "--yes")
      #expect(first.code == 0, "\(first.errors)")
      #expect(first.output.contains("64 applied, 0 failed"), "\(first.output)")
      #expect(try site.organization()["members"]?.array?.count == 60)
      #expect(try site.organization()["groups"]?.array?[0]["members"]?.array?.count == 3)
      let second = try await site.run("sync", "--yes")
      #expect(second.code == 0)
      #expect(second.output == "in sync: 60 users, 60 members, 1 group; nothing to do\n")
      #expect(try await site.run("sync", "--yes", "--quiet").output == "")
      site.users[5].name = "Renamed"
      #expect(try await site.run("plan", "--exit-code").code == 2)
      #expect(try await site.run("plan").code == 0)
    }
  }

  @Test func `one of sixty who is disabled, or missing from a proven export, is revoked at once`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 60)
      _ = try await site.run("sync", "--yes")
      site.users[0].isActive = false
      site.users.remove(at: 1)
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 0, "\(run.errors)")
      let statuses = try site.organization()["members"]?.array?.map { $0["status"]?.string }
      #expect(statuses?.count { $0 == "revoked" } == 2)
      site.users[0].isActive = true
      _ = try await site.run("sync", "--yes")
      let after = try site.organization()["members"]?.array?.map { $0["status"]?.string }
      #expect(after?.count { $0 == "revoked" } == 1)
    }
  }

  @Test func `a third missing stops; exactly that digest lets it pass`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 60)
      _ = try await site.run("sync", "--yes")
      let before = try site.organizationBytes()
      site.users.removeFirst(20)
      let stopped = try await site.run("sync", "--yes")
      #expect(stopped.code == 3)
      #expect(stopped.errors.contains("20 of 60 members would lose access (33.3 %, limit 6)"))
      #expect(stopped.errors.contains("not done:"))
      #expect(stopped.errors.contains("rollcall: exit 3:"))
      #expect(try site.organizationBytes() == before)
      let wrong = try await site.run("sync", "--accept", "0123456789ab")
      #expect(wrong.code == 9)
      #expect(try site.organizationBytes() == before)
      let digest = try #require(
        stopped.errors.split(separator: " ").first { $0.count == 12 && $0.allSatisfy(\.isHexDigit) }
          ?? stopped.errors.split(whereSeparator: { $0 == " " || $0 == "\n" })
          .first { $0.count == 12 && $0.allSatisfy(\.isHexDigit) }
      )
      let passed = try await site.run("sync", "--accept", String(digest), "--reason", "site closed")
      #expect(passed.code == 0, "\(passed.errors)")
      let statuses = try site.organization()["members"]?.array?.map { $0["status"]?.string }
      #expect(statuses?.count { $0 == "revoked" } == 20)
    }
  }

  @Test(
    "an export that is not whole changes nothing",
    arguments: [
      #"{"format":"directory-export/1","complete":true,"users":[{"id":"u1","#,
      #"{"format":"directory-export/1","complete":false,"users":[]}"#,
      "", "<html><body>Sign in</body></html>",
      #"{"format":"directory-export/1","complete":true,"counts":{"users":9},"users":[{"id":"u1"}]}"#,
      #"{"format":"directory-export/1","complete":true,"counts":{"users":0},"users":[]}"#,
    ]
  )
  func broken(export: String) async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 10)
      _ = try await site.run("sync", "--yes")
      let before = try site.organizationBytes()
      try site.write(export, to: "export.json")
      let run = try await site.runWithoutExport(["sync", "--yes"])
      #expect(run.code == 5, "\(run.output)\(run.errors)")
      #expect(run.errors.contains("Error: "))
      #expect(run.errors.hasSuffix("rollcall: exit 5: source unreadable or incomplete\n"))
      #expect(try site.organizationBytes() == before)
    }
  }

  @Test func `a saved plan applies exactly, or says what differs`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      _ = try await site.run("sync", "--yes")
      site.users[0].isActive = false
      site.users.append(.init(id: "n1", email: "new@example.com", name: "New"))
      let saved = folder + "/plan.json"
      #expect(try await site.run("plan", "--out", saved).code == 0)
      var text = try String(decoding: site.contents(saved), as: UTF8.self)
      text = text.replacing("new@example.com", with: "bad@example.com")
      try site.write(text, to: "edited.json")
      let edited = try await site.run("apply", folder + "/edited.json", "--yes")
      #expect(edited.code == 9)
      #expect(edited.errors.contains("was changed after it was saved"))
      site.users[0].isActive = true
      let stale = try await site.run("apply", saved, "--yes")
      #expect(stale.code == 9)
      #expect(stale.errors.contains("revoke p0@example.com is not in it any more"))
      site.users[0].isActive = false
      let applied = try await site.run("apply", saved, "--yes")
      #expect(applied.code == 0, "\(applied.errors)")
      #expect(try site.organization()["members"]?.array?.count == 21)
      #expect(try await site.run("sync", "--yes").output.hasPrefix("in sync"))
    }
  }

  @Test func `a hostile name is harmless in text and exact in JSON`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 3)
      let name = "Eve\u{1b}[2J\u{202e}\nroot | <script> @everyone"
      site.users[0].name = name
      site.groups = [.init(id: "g1", name: name, members: ["u0"])]
      let text = try await site.run("plan", "--all")
      #expect(!text.output.contains("\u{1b}"))
      #expect(!text.output.contains("\u{202e}"))
      let json = try await site.run("plan", "--format", "json")
      let plan = try JSONValue(parsing: json.output)
      let names = plan["changes"]?.array?.compactMap { $0["after"]?["name"]?.string }
      #expect(names?.count { $0 == name } == 2)
      let markdown = try await site.run("plan", "--format", "markdown", "--all").output
      #expect(!markdown.contains("\u{1b}"))
      let html = try await site.run("plan", "--format", "html").output
      #expect(!html.contains("<script>"))
    }
  }

  @Test func `an unproven absence waits, and one person passes alone`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 20)
      _ = try await site.run("sync", "--yes")
      site.isComplete = false
      site.users.remove(at: 0)
      let held = try await site.run("sync", "--yes")
      #expect(held.code == 0, "\(held.errors)")
      #expect(held.output.contains("absent, 1 of 2"))
      let plan = try await site.run("plan", "--only", "p0@example.com", "--format", "json")
      let digest = try #require(try JSONValue(parsing: plan.output)["digest"]?.string)
      let passed = try await site.run("sync", "--only", "p0@example.com", "--accept", digest)
      #expect(passed.code == 0, "\(passed.errors)")
      let first = try site.organization()["members"]?.array?[0]
      #expect(first?["status"]?.string == "revoked")
    }
  }

  @Test func `an owner who left stays, loudly`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 5)
      try site.write(
        #"{"version":1,"members":[{"id":"m1","externalId":"u0","email":"p0@example.com","name":"Person 0","status":"confirmed","role":"owner"}],"groups":[]}"#,
        to: "organization.json"
      )
      site.users[0].isActive = false
      let run = try await site.run("sync", "--yes")
      #expect(run.code == 10)
      #expect(run.output.contains("an owner"))
      #expect(
        run.errors.contains("rollcall: exit 10: decisions wait for a person (rollcall explain")
      )
    }
  }

  @Test func `what waits is listed with its age, and told once to those whom nobody asks`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 5)
      try site.writeOrganization([
        .init(id: "m1", externalID: "elsewhere", email: "guest@example.com")
      ])
      let first = try await site.run("sync", "--yes", "--quiet")
      #expect(first.code == 10, "\(first.errors)")
      #expect(first.output.contains("? revoke  guest@example.com"))
      #expect(!first.output.contains("waits since"))
      let again = try await site.run("sync", "--yes")
      #expect(again.code == 10)
      #expect(again.output.contains("guest@example.com"))
      #expect(again.output.contains("; waits since 20"), "\(again.output)")
      #expect(try await site.run("plan").output.contains("; waits since 20"))
      let quiet = try await site.run("sync", "--yes", "--quiet")
      #expect(quiet.code == 10)
      #expect(quiet.output == "")
      #expect(quiet.errors.hasPrefix("rollcall: exit 10: decisions wait for a person"))
      let all = try await site.run("sync", "--yes", "--quiet", "--all")
      #expect(all.output.contains("? revoke  guest@example.com"))
      site.users[0].isActive = false
      let news = try await site.run("sync", "--yes", "--quiet")
      #expect(news.output.contains("- revoke  p0@example.com"), "\(news.output)")
      #expect(!news.output.contains("guest@example.com"), "\(news.output)")
      #expect(news.output.contains("… 1 decision waits as before, the oldest since 20"))
      let reports = try site.reports()
      let since = reports.map { $0["decisions"]?.array?.first?["since"]?.string }
      #expect(Set(since).count == 1)
      #expect(since.first != .some(nil))
      #expect(since.count == 5)
    }
  }

  @Test func `a hold turns a run into a plan until it is released`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 5)
      #expect(try await site.run("hold", "moving house", "--until", "7d").code == 0)
      let held = try await site.run("sync", "--yes")
      #expect(held.code == 3)
      #expect(held.errors.contains("moving house"))
      #expect(try await site.run("release").code == 0)
      #expect(try await site.run("sync", "--yes").code == 0)
      let history = try await site.run("history")
      #expect(history.output.contains("stopped"))
      #expect(history.output.contains("done"))
    }
  }

  @Test func `what cannot be is said with its own code`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 5)
      #expect(try await site.run("sync").code == 64)
      #expect(try await site.run("plan", "--bogus").code == 64)
      site.settings = #", "userz": {}"#
      let unknown = try await site.run("plan")
      #expect(unknown.code == 78)
      #expect(unknown.errors.contains("Did you mean 'users'?"))
      site.settings = ""
      try site.write("{\"version\": 1, \"members\": 7}", to: "organization.json")
      #expect(try await site.run("sync", "--yes").code == 6)
    }
  }

  @Test func `explain and check answer in words`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 5)
      site.groups = [.init(id: "g1", name: "Staff", members: ["u1"])]
      _ = try await site.run("sync", "--yes")
      let explained = try await site.run("explain", "P1@example.com")
      #expect(explained.code == 0, "\(explained.errors)")
      #expect(explained.output.contains("by external id"))
      #expect(explained.output.contains("Staff"))
      #expect(try await site.run("explain", "nobody").code == 64)
      let checked = try await site.run("check")
      #expect(checked.code == 0)
      #expect(checked.output.contains("5 users, 1 group"))
      let json = try JSONValue(
        parsing: Array(try await site.run("check", "--format", "json").output.utf8)
      )
      #expect(json["version"] == 1)
      let lines = json["checks"]?.array ?? []
      #expect(lines.count == checked.output.split(separator: "\n").count)
      #expect(lines.allSatisfy { $0["status"] == "ok" })
      try site.write("<html>", to: "export.json")
      #expect(try await site.runWithoutExport(["check"]).code == 5)
      let failed = try await site.runWithoutExport(["check", "--format", "json"])
      #expect(failed.code == 5)
      let statuses = try JSONValue(parsing: Array(failed.output.utf8))["checks"]?.array ?? []
      #expect(statuses.contains { $0["status"] == "fail" && $0["subject"] == "hr" })
      #if os(Linux)
        let fleeting = try await site.run("check", "--state", "/dev/shm/rollcall-is-not-there")
        #expect(fleeting.output.contains("is on a tmpfs"))
        #expect(fleeting.code == 0)
      #endif
    }
  }

  @Test func `check names each secret and never shows it`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 5)
      site.target = #"""
        {"kind":"bitwarden","url":"http://127.0.0.1:9","clientId":"organization.x","clientSecret":"file:secret"}
        """#
      try site.write("hidden-value", to: "secret")
      try site.protect("secret")
      let readable = try await site.run("check")
      #expect(readable.output.contains("organization.clientSecret from file:\(folder)/secret"))
      #expect(!readable.output.contains("hidden-value"))
      site.target = site.target.replacing("file:secret", with: "env:NOT_SET")
      let missing = try await site.run("check")
      #expect(missing.code == 78, "\(missing.output)")
      #expect(missing.output.contains("fail  secret"))
      #expect(missing.output.contains("the environment variable NOT_SET is not set"))
    }
  }
}
