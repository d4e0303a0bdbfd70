import DirectoryModel
import DirectorySources
import ExportFiles
import Testing

@Suite struct MembershipTests {
  private static let users = Okta.users(
    Okta.user("u1", "ada@example.com"),
    Okta.user("u2", "bea@example.com")
  )
  private static let groups = "[\(Okta.group("g1", "One")),\(Okta.group("g2", "Two"))]"

  private func read(_ name: String, _ content: String) async throws -> DirectorySnapshot {
    try await WrittenExport([
      "users.json": Self.users, "groups.json": Self.groups, name: content,
    ]).read()
  }

  private func failure(_ name: String, _ content: String) async -> String {
    await WrittenExport([
      "users.json": Self.users, "groups.json": Self.groups, name: content,
    ]).failure()
  }

  @Test(
    "memberships are found in every form",
    arguments: [
      ("m.json", #"{"g1":["u1"],"g2":[{"id":"u1"},{"id":"u2"}]}"#),
      (
        "m.ndjson",
        #"{"groupId":"g1","members":["u1"]}{"groupId":"g2","members":[{"id":"u1"},"u2"]}"#
      ),
      (
        "m.json",
        #"[{"GroupId":"g1","Members":{"id":"u1"}},{"GroupId":"g2","Members":["u1","u2"]}]"#
      ),
      (
        "m.json",
        #"[{"groupId":"g1","userId":"u1"},{"groupId":"g2","userId":"u2"},{"groupId":"g2","userId":"u1"}]"#
      ),
      ("m.csv", "groupId;memberId;memberType\ng1;u1;user\ng2;u1;user\ng2;u2;user\n"),
      ("bundle.json", #"{"members":{"g2":["u2","u1"],"g1":["u1"]}}"#),
    ]
  )
  func forms(name: String, content: String) async throws {
    let snapshot = try await read(name, content)
    #expect(snapshot.members(ofGroup: "g1") == ["u1"])
    #expect(snapshot.members(ofGroup: "g2") == ["u1", "u2"])
    #expect(snapshot.readings[0].membershipCompleteness == .unproven)
  }

  @Test(
    "memberships that do not fit are refused",
    arguments: [
      ("m.json", #"{"g1":["u1"]}"#, "incomplete-export membership-missing"),
      ("m.json", #"{"g1":["u1"],"g2":[],"g3":[]}"#, "incomplete-export unattributed-members"),
      ("m.json", #"{"g1":["u1"],"g2":[null]}"#, "invalid-record not-an-object"),
      ("m.json", #"[{"groupId":"g9","userId":"u1"}]"#, "incomplete-export unattributed-members"),
      ("m.json", #"["u1","u2"]"#, "incomplete-export unattributed-members"),
      ("members/g1.json", #"["u1"]"#, "incomplete-export membership-missing"),
      (
        "members/gx.json", Okta.users(Okta.user("u1", "a@b.c")),
        "incomplete-export unattributed-members"
      ),
    ]
  )
  func misfits(name: String, content: String, expected: String) async {
    #expect(await failure(name, content) == expected)
  }

  @Test func `pairs cover groups that they do not name`() async throws {
    let snapshot = try await read("m.json", #"[{"groupId":"g1","userId":"u1"}]"#)
    #expect(snapshot.members(ofGroup: "g2") == [])
  }

  @Test func `a member that is not in the list of users makes both lists doubtful`() async throws {
    let snapshot = try await read("m.json", #"{"g1":["u1","u9"],"g2":[]}"#)
    #expect(snapshot.readings[0].userCompleteness == .doubtful)
    #expect(snapshot.readings[0].membershipCompleteness == .doubtful)
    #expect(snapshot.groups.doubtful == [true, false])
    #expect(snapshot.advisories("unknown-member") == ["u9"])
  }

  @Test func `a deleted person whom only a member list shows becomes a deleted user`() async throws
  {
    let gone = Okta.user("u3", "gone@example.com", status: "DEPROVISIONED")
    let snapshot = try await read("m.json", "{\"g1\":[\(gone)],\"g2\":[]}")
    #expect(snapshot.user(id: "u3")?.state == .deleted)
    #expect(snapshot.readings[0].userCompleteness == .unproven)
  }

  @Test func `members of groups that are not exported are refused`() async {
    let failure = await WrittenExport([
      "users.json": Self.users, "m.json": #"{"g1":["u1"]}"#,
    ]).failure()
    #expect(failure == "incomplete-export unattributed-members")
  }

  @Test func `a group bigger than the buffer has all its members`() async throws {
    let count = 30_000
    let users = (0..<count).map { Okta.user("u\($0)", "u\($0)@example.com") }
    let members = (0..<count).map { "\"u\($0)\"" }.joined(separator: ",")
    let group = #"{"id":"g1","objectClass":[],"members":[\#(members)],"profile":{"name":"All"}}"#
    var limits = ExportLimits()
    limits.bufferBytes = 1 << 16
    let snapshot = try await WrittenExport([
      "users.json": "[" + users.joined(separator: ",") + "]", "groups.json": "[\(group)]",
    ]).read(limits: limits)
    #expect(snapshot.users.count == count)
    #expect(snapshot.group(0).name == "All")
    #expect(snapshot.members[0].count == count)
  }
}
