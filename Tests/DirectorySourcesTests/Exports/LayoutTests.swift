import DirectoryModel
import DirectorySources
import Testing

/// Layouts of `contracts/idp-exports.md` 2 that no fixture has.
@Suite struct LayoutTests {
  private static let ada = Okta.user("00u1", "ada@example.com")
  private static let bea = Okta.user("00u2", "bea@example.com")

  private static func page(_ body: String, self own: Int, next: Int?) -> String {
    let after = own > 0 ? "?after=\(own)" : ""
    var head = "HTTP/2 200\r\nlink: <https://x/users\(after)>; rel=\"self\"\r\n"
    if let next { head += "LINK: <https://x/users?after=\(next)>; rel=\"next\"\r\n" }
    return head + "\r\n[\(body)]\n"
  }

  @Test func `files can be called anything where nothing depends on it`() async throws {
    let snapshot = try await WrittenExport([
      "x": "[\(Okta.group("00g1", "One"))]", "Nutzer (2) – neu.txt": "[\(Self.ada)]",
      "tief/er/z.dat": "[\(Self.bea)]", "0": #"{"00g1":["00u1","00u2"]}"#,
      ".hidden": "no JSON", "users.json.tmp": "[", "users.json~": "[",
    ]).read()
    #expect(snapshot.users.count == 2)
    #expect(snapshot.members(ofGroup: "00g1") == ["00u1", "00u2"])
  }

  @Test(
    "a file is a group's if its name has the id by itself",
    arguments: [
      ("members/00g1.json", true), ("members-00g1.jsonl", true), ("00g1-users.http.gz", true),
      ("members/00G1.json", false), ("members/00g12.json", false), ("members/x00g1.json", false),
    ]
  )
  func filePerGroup(name: String, fits: Bool) async throws {
    let export = WrittenExport([
      "users.json": Okta.users(Self.ada, Self.bea), "groups.json": "[\(Okta.group("00g1", "One"))]",
      name: "[\(Self.bea)]",
    ])
    if fits {
      #expect(try await export.read().members(ofGroup: "00g1") == ["00u2"])
    } else {
      #expect(await export.failure().hasPrefix("incomplete-export"))
    }
  }

  @Test func `headers of every page, in one file and in several, prove the end`() async throws {
    let first = Self.page(Self.ada, self: 0, next: 1)
    let second = Self.page(Self.bea, self: 1, next: nil)
    for files in [["users.http": first + second], ["a.http": second, "b": first]] {
      let snapshot = try await WrittenExport(files).read()
      #expect(snapshot.users.count == 2)
      #expect(snapshot.readings[0].userCompleteness == .proven)
    }
    #expect(
      await WrittenExport(["users.http": first]).failure() == "incomplete-export next-page-missing"
    )
  }

  @Test(
    "GAM's tables are read with any separator and quote",
    arguments: [
      ("primaryEmail,id,suspended\na@example.com,1,False\n", ","),
      ("primaryEmail;id;suspended\r\na@example.com;1;False\r\n", ";"),
      ("primaryEmail\tid\tsuspended\na@example.com\t1\tFalse", "\t"),
      (
        "primaryEmail,JSON\na@example.com,'{\"id\":\"1\",\"primaryEmail\":\"a@example.com\",\"suspended\":false}'\n",
        ","
      ),
      (
        "primaryEmail,JSON\na@example.com,\"{\"\"id\"\":\"\"1\"\",\"\"primaryEmail\"\":\"\"a@example.com\"\"}\"\n",
        ","
      ),
    ]
  )
  func tables(users: String, separator: String) async throws {
    let snapshot = try await WrittenExport([
      "users.csv": users,
      "groups.csv": "email,id,name,directMembersCount\ng@example.com,g,G,1\n",
      "members.csv":
        "group,type,role,id,status,email\ng@example.com,USER,MEMBER,1,ACTIVE,a@example.com\n",
    ]).read()
    #expect(snapshot.readings[0].description.provider == "google")
    #expect(snapshot.user(id: "1")?.email == "a@example.com")
    #expect(snapshot.members(ofGroup: "g") == ["1"])
  }

  @Test(
    "a table whose rows have no ids is no empty list",
    arguments: ["id ,email\n1,a@example.com\n", "email\na@example.com\n"]
  )
  func tableWithoutIDs(text: String) async {
    #expect(
      await WrittenExport(["users.csv": text]).failure() == "unrecognised-format unknown-shape"
    )
  }

  @Test func `Google's member that stands for everybody is every active user`() async throws {
    let snapshot = try await WrittenExport([
      "users.json": """
      [{"primaryEmail":"a@example.com","id":"1","suspended":false},
      {"primaryEmail":"b@example.com","id":"2","suspended":true},
      {"primaryEmail":"c@example.com","id":"3","suspended":false}]
      """,
      "groups.json": #"[{"id":"g","email":"g@example.com","name":"G","directMembersCount":"1"}]"#,
      "members/g.json":
        #"[{"id":"C03az79cb","role":"MEMBER","type":"CUSTOMER","status":"ACTIVE"}]"#,
    ]).read()
    #expect(snapshot.members(ofGroup: "g") == ["1", "3"])
    #expect(snapshot.advisories("unknown-member") == [])
  }

  @Test("OneLogin's roles or its groups are the groups", arguments: ["roles", "groups"])
  func oneLogin(kind: String) async throws {
    let users =
      #"[{"id":7,"email":"a@example.com","firstname":"A","lastname":"B","status":1,"role_id":[1],"group_id":2}]"#
    let export = WrittenExport([
      "users.json": users, "roles.json": #"[{"id":1,"name":"Role"}]"#,
      "groups.json": #"[{"id":2,"name":"Group","reference":null}]"#,
    ])
    let snapshot = try await export.read { path in
      ExportSourceSettings(name: "onelogin", path: path, oneloginGroups: kind)
    }
    #expect(snapshot.groups.count == 1)
    #expect(snapshot.members(ofGroup: kind == "roles" ? "1" : "2") == ["7"])
  }

  @Test func `an export with nothing in it says so`() async throws {
    let error = await #expect(throws: SourceError.self) {
      try await WrittenExport(["users.json": "[]"]).read()
    }
    #expect(error?.summary.contains("it holds no user, no group and no membership") == true)
  }

  @Test func `files of two providers are refused by the names of both`() async throws {
    let export = WrittenExport([
      "a.json": "[\(Self.ada)]", "b.json": #"[{"primaryEmail":"a@example.com","id":"1"}]"#,
    ])
    let error = await #expect(throws: SourceError.self) { try await export.read() }
    #expect(error?.code == "ambiguous-provider")
    #expect(error?.file == "b.json")
    #expect(error?.summary.contains("google") == true && error?.summary.contains("okta") == true)
    #expect(error?.hint == "Give each provider a folder and a source of its own.")
  }

  @Test func `a realm that is named and not there is told with those that are`() async throws {
    let realm = #"{"realm":"a","users":[{"id":"1","username":"a","emailVerified":true}]}"#
    let export = WrittenExport(["a.json": realm, "b.json": realm.replacing("\"a\"", with: "\"b\"")])
    let error = await #expect(throws: SourceError.self) {
      try await export.read { ExportSourceSettings(name: "x", path: $0, realm: "c") }
    }
    #expect(error?.reason == "users-missing")
    #expect(error?.hint == "Its realms: a, b.")
    let chosen = try await export.read {
      ExportSourceSettings(name: "x", path: $0, realm: "b")
    }
    #expect(chosen.users.count == 1)
  }

  @Test func `a provider that is named is not looked for, and no other is taken`() async throws {
    let record = #"[{"id":"1","userPrincipalName":"u@example.com","mail":"m@example.com"}]"#
    let named = { (provider: String) in
      { (path: String) in ExportSourceSettings(name: "x", path: path, provider: provider) }
    }
    let export = WrittenExport(["users.json": record])
    #expect(
      try await export.read(configure: named("entra")).user(id: "1")?.email == "m@example.com"
    )
    #expect(await export.failure(configure: named("okta")) == "ambiguous-provider mixed-providers")
    let error = await #expect(throws: SourceError.self) {
      try await export.read(configure: named("okta"))
    }
    #expect(error?.summary.hasSuffix("it is an export of entra, and 'provider' says okta") == true)
    #expect(error?.hint == "Take 'provider' out, or name the one that it is of.")
    #expect(
      try await WrittenExport(["u.json": "[]"]).read(configure: named("okta")).users.count == 0
    )
  }

  @Test(
    "a filter looks at the provider's own attributes",
    arguments: [
      (#"profile.costCenter eq "12" and not (status eq "STAGED")"#, "00u3"),
      (#"credentials.provider.type eq "ACTIVE_DIRECTORY""#, "00u4"),
      (#"profile.tags eq "vip""#, "00u4"), (#"PROFILE.COSTCENTER GT "12""#, "00u4"),
    ]
  )
  func filters(filter: String, expected: String) async throws {
    let export = WrittenExport([
      "users.json": """
      [{"id":"00u3","status":"ACTIVE","profile":{"login":"a","costCenter":"12"}},
      {"id":"00u4","status":"ACTIVE","profile":{"login":"b","costCenter":"13","tags":["new","vip"]},
      "credentials":{"provider":{"type":"ACTIVE_DIRECTORY"}}}]
      """
    ])
    let snapshot = try await export.read { path in
      ExportSourceSettings(name: "okta", path: path, userFilter: filter)
    }
    let kept = (0..<2).filter { !snapshot.users.marks[$0].contains(.leftOutByFilter) }
    #expect(kept.map { snapshot.user($0).id } == [expected])
  }
}
