import DirectoryModel
import DirectorySources
import ExportFiles
import Testing

/// What looks like more than it says: nobody comes or goes on it.
@Suite struct EvidenceTests {
  private static func googleUser(_ id: String, _ email: String, _ rest: String = "") -> String {
    """
    {"kind":"admin#directory#user","id":"\(id)","primaryEmail":"\(email)",
    "suspended":false,"archived":false\(rest)}
    """
  }

  private static func google(users: [String], members: [String]) -> WrittenExport {
    WrittenExport([
      "users.json":
        #"{"kind":"admin#directory#users","users":[\#(users.joined(separator: ","))]}"#,
      "groups.json": """
      {"kind":"admin#directory#groups","groups":[{"kind":"admin#directory#group","id":"g1",
      "email":"eng@example.com","name":"Eng","directMembersCount":"\(Set(members).count)"}]}
      """,
      "members/g1.json":
        #"{"kind":"admin#directory#members","members":[\#(members.joined(separator: ","))]}"#,
    ])
  }

  @Test(
    "Google: a nested group that was not exported is no outsider, whatever its status",
    arguments: ["", #","status":"ACTIVE""#, #","status":"UNKNOWN""#]
  )
  func nestedGroup(status: String) async throws {
    let snapshot = try await Self.google(
      users: [Self.googleUser("101", "a@example.com")],
      members: [
        #"{"id":"101","email":"a@example.com","role":"MEMBER","type":"USER","status":"ACTIVE"}"#,
        #"{"id":"g2","email":"sub@example.com","role":"MEMBER","type":"GROUP"\#(status)}"#,
      ]
    ).read()
    #expect(snapshot.advisories("unknown-member-group") == ["g2"])
    #expect(snapshot.groups.doubtful == [true])
    #expect(snapshot.readings[0].membershipCompleteness == .doubtful)
  }

  @Test(
    "Google: an address that a deleted account has, too, is the living one's, whichever came first",
    arguments: [false, true]
  )
  func sharedAddress(isDeletedFirst: Bool) async throws {
    let living = Self.googleUser("101", "a@example.com")
    let deleted = Self.googleUser(
      "99",
      "a@example.com",
      #","deletionTime":"2026-01-01T00:00:00.000Z""#
    )
    let member =
      #"{"kind":"admin#directory#member","email":"a@example.com","role":"MEMBER","type":"USER","status":"ACTIVE"}"#
    let snapshot = try await Self.google(
      users: isDeletedFirst ? [deleted, living] : [living, deleted],
      members: [member]
    ).read()
    #expect(snapshot.members(ofGroup: "g1") == ["101"])
    #expect(snapshot.groups.doubtful == [false])
  }

  @Test func `an address that two living people have gives a membership to neither`() async throws {
    let snapshot = try await Self.google(
      users: [
        Self.googleUser("101", "a@example.com"), Self.googleUser("102", "a@example.com"),
      ],
      members: [
        #"{"kind":"admin#directory#member","email":"a@example.com","role":"MEMBER","type":"USER"}"#
      ]
    ).read()
    #expect(snapshot.members(ofGroup: "g1") == [])
    #expect(snapshot.groups.doubtful == [true])
  }

  @Test func `Google: everybody is in a group once, however often it says so`() async throws {
    let everybody = #"{"id":"C03az79cb","role":"MEMBER","type":"CUSTOMER","status":"ACTIVE"}"#
    let snapshot = try await Self.google(
      users: [Self.googleUser("101", "a@example.com"), Self.googleUser("102", "b@example.com")],
      members: [everybody, everybody, everybody]
    ).read()
    #expect(snapshot.members(ofGroup: "g1") == ["101", "102"])
  }

  @Test(
    "whom only lists of members show is deleted if the latest record says so",
    arguments: [
      ("2026-01-01T00:00:00.000Z", "2026-11-01T00:00:00.000Z", false),
      ("2026-11-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z", true),
      ("2026-11-01T00:00:00.000Z", "2026-11-01T00:00:00.000Z", false),
    ]
  )
  func tombstone(deleted: String, active: String, isDeleted: Bool) async throws {
    let snapshot = try await WrittenExport([
      "users.json": Okta.users(Okta.user("u1", "ada@example.com")),
      "groups.json": "[\(Okta.group("g1", "One")),\(Okta.group("g2", "Two"))]",
      "members/g1.json": Okta.users(
        Okta.user("u2", "bea@example.com", status: "DEPROVISIONED", updated: deleted)
      ),
      "members/g2.json": Okta.users(Okta.user("u2", "bea@example.com", updated: active)),
    ]).read()
    #expect(snapshot.user(id: "u2")?.state == (isDeleted ? .deleted : nil))
    #expect(snapshot.advisories("unknown-member").isEmpty == isDeleted)
  }

  @Test func `PingDirectory: a search that leaves references unread is not whole`() async {
    let trailer = #"{"result-type":"search-result","result-code":0,"entries-returned":1"#
    let entry = """
      {"result-type":"entry","dn":"uid=a,dc=x","attributes":[{"name":"objectClass",
      "values":["inetOrgPerson"]},{"name":"entryUUID","values":["a"]},{"name":"mail","values":["a@example.com"]}]}
      """
    for (rest, failure) in [
      (#","references-returned":0}"#, "none"),
      (#","references-returned":1}"#, "incomplete-export unread-references"),
    ] {
      #expect(await WrittenExport(["people.json": entry + trailer + rest]).failure() == failure)
    }
  }

  private static func realm(_ name: String, user: String, group: String) -> String {
    """
    {"id":"\(name)","realm":"\(name)","enabled":true,"keycloakVersion":"26.1.0",
    "users":[{"id":"\(user)","username":"\(user)","email":"\(user)@example.com","enabled":true,
    "emailVerified":true,"createdTimestamp":1,"groups":["/engineering"]}],
    "groups":[{"id":"\(group)","name":"engineering","path":"/engineering","subGroups":[]}]}
    """
  }

  @Test(
    "Keycloak: memberships of another realm are not those of the one that is read",
    arguments: [0, 1 << 16]
  )
  func realms(bufferBytes: Int) async throws {
    var limits = ExportLimits()
    if bufferBytes > 0 { limits.bufferBytes = bufferBytes }
    let snapshot = try await WrittenExport([
      "all.json":
        "[\(Self.realm("one", user: "u1", group: "g1")),\(Self.realm("two", user: "u2", group: "g2"))]"
    ]).read(limits: limits) { ExportSourceSettings(name: "keycloak", path: $0, realm: "one") }
    #expect(snapshot.members(ofGroup: "g1") == ["u1"])
    #expect(snapshot.advisories("unknown-member") == [])
    #expect(snapshot.readings[0].least == .proven)
  }

  @Test func `Keycloak: an export is as old as the realm that is read`() async {
    let export = WrittenExport(
      [
        "one.json": Self.realm("one", user: "u1", group: "g1"),
        "two.json": Self.realm("two", user: "u2", group: "g2"),
      ],
      ages: ["two.json": 7200]
    )
    for (realm, failure) in [("one", "none"), ("two", "stale-export too-old")] {
      let found = await export.failure {
        ExportSourceSettings(name: "keycloak", path: $0, maximumAge: 3600, realm: realm)
      }
      #expect(found == failure)
    }
  }

  @Test func `Keycloak: who is in a group of one realm is not so of the same id in another`()
    async throws
  {
    let prod = Self.realm("prod", user: "u1", group: "g1")
      .replacing(#""groups":["/engineering"]"#, with: #""groups":[]"#)
    let snapshot = try await WrittenExport([
      "prod.json": prod, "staging.json": Self.realm("staging", user: "u1", group: "g2"),
    ]).read { ExportSourceSettings(name: "keycloak", path: $0, realm: "prod") }
    #expect(snapshot.members(ofGroup: "g1") == [])
  }

  @Test(
    "an export is as old as the oldest file that anything is taken from",
    arguments: [
      ("members/g1.json", "stale-export too-old"), ("groups.json", "stale-export too-old"),
      ("other.json", "none"),
    ]
  )
  func age(name: String, failure: String) async {
    let export = WrittenExport(
      [
        "users.json": Okta.users(Okta.user("u1", "ada@example.com")),
        "groups.json": "[\(Okta.group("g1", "One"))]", "members/g1.json": #"[{"id":"u1"}]"#,
        "other.json": "[]",
      ],
      ages: [name: 7200]
    )
    let found = await export.failure {
      ExportSourceSettings(name: "okta", path: $0, maximumAge: 3600)
    }
    #expect(found == failure)
  }

  @Test(
    "a row that lacks cells is no row, wherever the table was cut",
    arguments: ["1,a@example.com,A\n", "1,a@example.com,A\n2,b@example.com,B,TRUE\n"]
  )
  func shortRow(rows: String) async {
    let export = WrittenExport(["users.csv": "id,primaryEmail,name,suspended\n" + rows])
    #expect(await export.failure() == "incomplete-export truncated-json")
  }

  @Test(
    "ids that a spreadsheet has rounded are refused in the spelling of every country",
    arguments: ["1,08575E+20", "1.08575E+20", "1,08575e20"]
  )
  func rounded(id: String) async {
    let export = WrittenExport([
      "users.csv": "primaryEmail;id;suspended\na@example.com;\(id);False\n"
    ])
    #expect(await export.failure() == "invalid-record id-precision-lost")
  }

  @Test func `the line that ends the neutral layout is the last one`() async {
    let lines = [
      #"{"format":"directory-export/1"}"#, #"{"type":"user","id":"u1","email":"a@example.com"}"#,
      #"{"type":"end","counts":{"users":1,"groups":0}}"#,
    ]
    let whole = WrittenExport(["e.ndjson": lines.joined(separator: "\n")])
    #expect(await whole.failure() == "none")
    let goesOn = WrittenExport(["e.ndjson": (lines + [lines[1]]).joined(separator: "\n")])
    #expect(await goesOn.failure() == "incomplete-export end-marker-missing")
  }
}
