import DirectoryModel
import DirectorySources
import Testing

@Suite struct ExportSourceTests {
  private static let users = Okta.users(
    Okta.user("u1", "ada@example.com"),
    Okta.user("u2", "bea@example.com", department: "Sales"),
    Okta.user("u3", nil, status: nil, department: "it")
  )

  @Test func `who does not fit the filter is there and left out`() async throws {
    let snapshot = try await WrittenExport(["users.json": Self.users]).read { path in
      ExportSourceSettings(name: "okta", path: path, userFilter: #"profile.department eq "IT""#)
    }
    #expect(snapshot.user(id: "u1")?.marks == [])
    #expect(snapshot.user(id: "u2")?.marks == .leftOutByFilter)
    #expect(snapshot.user(id: "u3")?.marks == [])
  }

  @Test func `each filter of preference has its bit`() async throws {
    let snapshot = try await WrittenExport(["users.json": Self.users]).read { path in
      ExportSourceSettings(
        name: "okta",
        path: path,
        userFilter: "status pr",
        preferences: [#"profile.department eq "Sales""#, #"profile.email sw "ada""#, "id pr"]
      )
    }
    #expect((0..<3).map { snapshot.users.preferences[$0] } == [0b110, 0b101, 0b100])
    #expect(snapshot.user(id: "u3")?.marks == .leftOutByFilter)
  }

  @Test func `what a filter looks at and nobody has is told of`() async throws {
    let filter = #"profile.departmet eq "Sales" or status eq "ACTIVE" or emails[typ eq "x"]"#
    let snapshot = try await WrittenExport(["users.json": Self.users]).read { path in
      ExportSourceSettings(
        name: "okta",
        path: path,
        userFilter: filter,
        preferences: ["profile.login pr", "nosuch pr"]
      )
    }
    let unknown = snapshot.advisories.filter { $0.kind == "filter-attribute-unknown" }
    #expect(unknown.map(\.subject) == ["emails", "nosuch", "profile.departmet"])
  }

  @Test(
    "a filter that cannot be judged is a mistake in the configuration",
    arguments: ["profile.department eq", #"groups.name eq "Sales""#, "(mail=*)"]
  )
  func wrongFilter(filter: String) async {
    let failure = await WrittenExport(["users.json": Self.users]).failure { path in
      ExportSourceSettings(name: "okta", path: path, userFilter: filter)
    }
    #expect(failure == "configuration filter")
  }

  @Test func `records that carry a mapped field are counted`() async throws {
    let snapshot = try await WrittenExport(["users.json": Self.users]).read()
    let expected = ["email": 2, "displayName": 3, "status": 2]
    #expect(snapshot.readings[0].attributeCounts == expected)
    #expect(snapshot.readings[0].entryCount == 3)
    #expect(snapshot.readings[0].description.provider == "okta")
  }

  @Test func `an export that is too old is refused`() async throws {
    let export = WrittenExport(["users.json": Self.users])
    let later = ExportSource.wallClock() + 7200
    let settings = { (age: Int64) in
      { (path: String) in ExportSourceSettings(name: "okta", path: path, maximumAge: age) }
    }
    #expect(try await export.read(now: later, configure: settings(7300)).users.count == 3)
    await #expect(throws: SourceError.self) {
      try await export.read(now: later, configure: settings(7100))
    }
  }

  @Test(
    "an export from the future is refused, five minutes of difference are none",
    arguments: [(240, "none"), (420, "stale-export in-future")] as [(Int64, String)]
  )
  func future(seconds: Int64, failure: String) async {
    let export = WrittenExport(["users.json": Self.users])
    let now = ExportSource.wallClock() + -seconds
    #expect(await export.failure(now: now) == failure)
  }

  @Test func `built-in groups are left out unless asked for`() async throws {
    let export = WrittenExport([
      "users.json": Self.users,
      "groups.json":
        "[\(Okta.group("g1", "Everyone", type: "BUILT_IN")),\(Okta.group("g2", "Sales"))]",
      "members.json": #"{"g1":["u1","u2","u3"],"g2":["u2"]}"#,
    ])
    #expect(try await export.read().groups.leftOut == [true, false])
    let asked = try await export.read { path in
      ExportSourceSettings(name: "okta", path: path, extras: ["builtInGroups"])
    }
    #expect(asked.groups.leftOut == [false, false])
    #expect(asked.members(ofGroup: "g2") == ["u2"])
  }

  @Test func `guests are left out unless asked for`() async throws {
    let export = WrittenExport([
      "users.json": """
      [{"id":"a","userPrincipalName":"a@example.com","userType":"Guest"},
      {"id":"b","userPrincipalName":"b@example.com","userType":"Member"}]
      """
    ])
    let snapshot = try await export.read()
    #expect(snapshot.user(id: "a")?.marks == .leftOutAsExtra)
    #expect(snapshot.user(id: "b")?.marks == [])
    let asked = try await export.read { path in
      ExportSourceSettings(name: "entra", path: path, extras: ["guests"])
    }
    #expect(asked.user(id: "a")?.marks == [])
  }

  @Test func `outsiders become users if asked for`() async throws {
    let export = WrittenExport([
      "users.json": #"[{"primaryEmail":"a@example.com","id":"1","suspended":false}]"#,
      "groups.json": #"[{"id":"g","email":"g@example.com","name":"G","directMembersCount":"2"}]"#,
      "members.ndjson": """
      {"groupKey":"G@example.com","members":[{"id":"1","email":"a@example.com","role":"MEMBER","type":"USER","status":"ACTIVE"},
      {"id":"2","email":"x@example.org","role":"MEMBER","type":"USER"}]}
      """,
    ])
    let snapshot = try await export.read()
    #expect(snapshot.members(ofGroup: "g") == ["1"])
    #expect(snapshot.advisories("skipped-member") == ["2"])
    let asked = try await export.read { path in
      ExportSourceSettings(name: "google", path: path, extras: ["outsiders"])
    }
    #expect(asked.members(ofGroup: "g") == ["1", "2"])
    #expect(asked.user(id: "2")?.email == "x@example.org")
  }

  @Test(
    "of two records with one id the later counts, whatever the order of the files",
    arguments: [("a.json", "b.json"), ("b.json", "a.json")]
  )
  func laterStamp(first: String, second: String) async throws {
    let old = Okta.user("u1", "old@example.com", updated: "2024-01-01T00:00:00.000Z")
    let new = Okta.user("u1", "new@example.com", updated: "2024-01-01T00:00:01.000Z")
    let snapshot = try await WrittenExport([first: "[\(old)]", second: "[\(new)]"]).read()
    #expect(snapshot.users.count == 1)
    #expect(snapshot.user(id: "u1")?.email == "new@example.com")
    #expect(snapshot.advisories("duplicate-record") == ["u1"])
  }

  @Test func `two records that disagree without a stamp are both handed on`() async throws {
    let snapshot = try await WrittenExport([
      "a.json": Okta.users(
        Okta.user("u1", "one@example.com", updated: ""),
        Okta.user("u1", "two@example.com", updated: ""),
        Okta.user("u1", "one@example.com", updated: "")
      )
    ]).read()
    #expect(
      (0..<snapshot.users.count).map { snapshot.user($0).email ?? "" }.sorted() == [
        "one@example.com", "two@example.com",
      ]
    )
  }
}
