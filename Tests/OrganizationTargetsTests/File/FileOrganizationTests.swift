import DirectoryModel
import JSONReader
import OrganizationTargets
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct FileOrganizationTests {
  private static let document = """
    { "version": 1, "owner": "kept",
      "members": [
        { "id": "m1", "externalId": "u-1", "email": "Ada@example.com", "name": "Ada", "status": "confirmed", "role": "user", "note": "kept" },
        { "id": "m2", "externalId": null, "email": "bob@example.com", "name": null, "status": "revoked", "priorStatus": "accepted", "role": "admin" } ],
      "groups": [ { "id": "g1", "externalId": "grp-1", "name": "Engineering", "members": ["m1"], "color": "red" } ] }
    """

  private static func target(_ text: String?, _ folder: String) throws -> (
    FileOrganizationTarget, String
  ) {
    let path = folder + "/organization.json"
    if let text { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
    return (FileOrganizationTarget(path: path), path)
  }

  private static func contents(_ path: String) throws -> JSONValue {
    try JSONValue(parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
  }

  private static func apply(_ target: FileOrganizationTarget, _ changes: [Change]) async
    -> [ChangeOutcome]
  {
    await target.apply(changes.enumerated().map { ApplyStep(number: $0, change: $1) })
  }

  private static let ada = MemberReference(id: "m1", externalID: "u-1", email: "ada@example.com")
  private static let bob = MemberReference(id: "m2", externalID: nil, email: "bob@example.com")

  @Test func `members, groups and memberships are read`() async throws {
    try await inTemporaryFolder { folder in
      let (target, _) = try Self.target(Self.document, folder)
      let snapshot = try await target.read { _ in }
      #expect(snapshot.members.count == 2)
      #expect(snapshot.member(0).email == "ada@example.com")
      #expect(snapshot.member(1).status == .revoked)
      #expect(snapshot.member(1).priorStatus == .accepted)
      #expect(snapshot.member(1).externalID == nil)
      #expect(snapshot.group(0).name == "Engineering")
      #expect(Array(snapshot.memberships[0]) == [0])
    }
  }

  @Test(
    "how much of the file is held at a time changes nothing",
    arguments: [16, 17, 31, 64, 100, 199, 1 << 20]
  )
  func windows(bytes: Int) async throws {
    try await inTemporaryFolder { folder in
      let (_, path) = try Self.target(Self.document + "\n\n   ", folder)
      let target = FileOrganizationTarget(path: path, windowBytes: bytes)
      let snapshot = try await target.read { _ in }
      #expect((0..<snapshot.members.count).map { snapshot.member($0).id } == ["m1", "m2"])
      #expect(snapshot.member(0).email == "ada@example.com")
      #expect(snapshot.member(1).priorStatus == .accepted)
      #expect(snapshot.group(0).name == "Engineering")
      #expect(Array(snapshot.memberships[0]) == [0])

      let mark = "\"status\": \"revoked\""
      let damaged = Self.document.replacing(mark, with: "\"status\": revoked")
      try Data(damaged.utf8).write(to: URL(fileURLWithPath: path))
      let error = await #expect(throws: TargetError.self) { _ = try await target.read { _ in } }
      #expect(error?.summary.hasSuffix("expected a value, found 'r' (line 4, column 91)") == true)
    }
  }

  @Test func `escapes are resolved, and keys that differ by case are other keys`() async throws {
    try await inTemporaryFolder { folder in
      let text = #"""
        {"members":[{"\u0069d":"m\u0031","Id":7,"email":"B\u006fb@example.com","name":"\ud83d\ude00",
        "status":"invited","role":"user"}]}
        """#
      let (target, _) = try Self.target(text, folder)
      let member = try await target.read { _ in }.member(0)
      #expect(member.id == "m1")
      #expect(member.email == "bob@example.com")
      #expect(member.name == "😀")
    }
  }

  @Test func `a missing file is an empty organization`() async throws {
    try await inTemporaryFolder { folder in
      let (target, _) = try Self.target(nil, folder)
      #expect(try await target.read { _ in }.members.count == 0)
    }
  }

  @Test(
    "a damaged file is an error that names the place, and stays as it is",
    arguments: [
      ("", "the text ends within a value"),
      ("{ \"version\": 1, \"members\": [ ", "the text ends within a value"),
      ("{ \"version\": 2 }", "version 2"),
      ("[]", "expected an object"),
      (
        #"{"members":[{"id":"m1","email":"a@b.cd","status":"sleeping","role":"user"}]}"#,
        "unknown status 'sleeping'"
      ),
      (
        #"{"members":[{"id":"m1","email":"a@b.cd","status":"invited","role":"king"}]}"#,
        "unknown role 'king'"
      ),
      (
        #"{"members":[{"id":"m1","email":"a@b.cd","status":"invited","role":"user"},{"id":"m1","email":"c@b.cd","status":"invited","role":"user"}]}"#,
        "the id 'm1' stands twice"
      ),
      (
        #"{"groups":[{"id":"g1","name":"G","members":["m9"]}]}"#,
        "group 'G' names a member that does not exist: 'm9'"
      ),
      ("<html>", "expected a value"),
      (#"{"members":[],"members":[]}"#, "the key 'members' stands twice"),
      (
        #"{"members":[{"id":"m1","id":"m2","email":"a@b.cd","status":"invited","role":"user"}]}"#,
        "the key 'id' stands twice in one object (line 1, column 24)"
      ),
      (#"{"members":{}}"#, "expected an array of members"),
      (#"{"members":[1]}"#, "expected a member"),
      (#"{"members":[{"id":["m1"]}]}"#, "expected a string or null"),
      (#"{"members":[{"email":null}]}"#, "'email' is not a string"),
      (#"{"members":[{"status":3}]}"#, "'status' is not a string"),
      (#"{"groups":[{"id":"g1","name":"G","members":"m1"}]}"#, "expected an array of member ids"),
      (#"{"groups":[{"id":"g1","name":"G","members":[["m1"]]}]}"#, "a member id is not a string"),
      ("{ \"version\": 1 } 7", "something follows the end of the value"),
    ]
  )
  func damaged(text: String, message: String) async throws {
    try await inTemporaryFolder { folder in
      let (target, path) = try Self.target(text, folder)
      let error = await #expect(throws: TargetError.self) { _ = try await target.read { _ in } }
      #expect(error?.summary.contains(message) == true, "\(error?.summary ?? "")")
      #expect(error?.category == .organization)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8))
    }
  }

  @Test func `changes keep every field that is not theirs`() async throws {
    try await inTemporaryFolder { folder in
      let (target, path) = try Self.target(Self.document, folder)
      let outcomes = await Self.apply(
        target,
        [
          Change(.revoke, reason: ChangeReason(.disabled), member: Self.ada),
          Change(
            .link,
            reason: ChangeReason(.sameAddress),
            member: Self.bob,
            after: ChangedFields(externalID: "u-2")
          ),
          Change(.restore, reason: ChangeReason(.backInDirectory), member: Self.bob),
          Change(
            .renameGroup,
            reason: ChangeReason(.nameChanged),
            group: GroupReference(id: "g1", externalID: "grp-1", name: "Engineering"),
            after: ChangedFields(name: "Eng")
          ),
        ]
      )
      #expect(outcomes.map(\.result) == [.done, .done, .done, .done])
      let root = try Self.contents(path)
      #expect(root["owner"]?.string == "kept")
      let members = try #require(root["members"]?.array)
      #expect(members[0]["note"]?.string == "kept")
      #expect(members[0]["status"]?.string == "revoked")
      #expect(members[0]["priorStatus"]?.string == "confirmed")
      #expect(members[1]["status"]?.string == "accepted")
      #expect(members[1]["priorStatus"] == nil)
      #expect(members[1]["externalId"]?.string == "u-2")
      #expect(root["groups"]?.array?[0]["color"]?.string == "red")
      #expect(root["groups"]?.array?[0]["name"]?.string == "Eng")
    }
  }

  @Test func `invited people and new groups get ids that nobody has`() async throws {
    try await inTemporaryFolder { folder in
      let (target, _) = try Self.target(Self.document, folder)
      let outcomes = await Self.apply(
        target,
        [
          Change(
            .createGroup,
            reason: ChangeReason(.inDirectory),
            group: GroupReference(id: nil, externalID: "grp-2", name: "Lab"),
            after: ChangedFields(name: "Lab", externalID: "grp-2")
          ),
          Change(
            .invite,
            reason: ChangeReason(.inDirectory),
            member: MemberReference(id: nil, externalID: "u-3", email: "cy@example.com"),
            after: ChangedFields(email: "cy@example.com", name: "Cy", externalID: "u-3")
          ),
          Change(
            .invite,
            reason: ChangeReason(.inDirectory),
            member: MemberReference(id: nil, externalID: "u-4", email: "bob@example.com"),
            after: ChangedFields(email: "bob@example.com", name: nil, externalID: "u-4")
          ),
        ]
      )
      #expect(outcomes.map(\.createdID) == ["g2", "m3", nil])
      #expect(outcomes[2].result == .failed)
      #expect(outcomes[2].message == "a member with the address bob@example.com exists already")
    }
  }

  private static func invite(_ name: String) -> Change {
    Change(
      .invite,
      reason: ChangeReason(.inDirectory),
      member: MemberReference(id: nil, externalID: name, email: "\(name)@example.com"),
      after: ChangedFields(email: "\(name)@example.com", externalID: name)
    )
  }

  @Test func `the id of who is gone is given to nobody else, in no later run`() async throws {
    try await inTemporaryFolder { folder in
      let (target, path) = try Self.target(Self.document, folder)
      _ = await Self.apply(
        target,
        [
          Change(.remove, reason: ChangeReason(.absent), member: Self.bob),
          Change(.deleteGroup, reason: ChangeReason(.groupDeparted), group: Self.engineering),
        ]
      )
      let root = try Self.contents(path)
      #expect(root["nextIds"] == ["members": 3, "groups": 2])
      #expect(root["owner"]?.string == "kept")
      let first = await Self.apply(target, [Self.invite("cy"), Self.invite("di")])
      #expect(first.map(\.createdID) == ["m3", "m4"])
      let di = MemberReference(id: "m4", externalID: "di", email: "di@example.com")
      let second = await Self.apply(
        target,
        [Change(.remove, reason: ChangeReason(.absent), member: di), Self.invite("ed")]
      )
      #expect(second.map(\.createdID) == [nil, "m5"])
      #expect(try Self.contents(path)["nextIds"] == ["members": 6, "groups": 2])
    }
  }

  @Test(
    "what a file says of its next ids counts if it can be so",
    arguments: [
      ("{\"members\": 70}", "m70"), ("{\"members\": 1}", "m3"), ("{\"members\": -4}", "m3"),
      ("\"none\"", "m3"), ("{\"members\": 9223372036854775807}", "m3"),
    ]
  )
  func nextIDs(text: String, id: String) async throws {
    let document = Self.document.replacing("\"owner\"", with: "\"nextIds\": \(text), \"owner\"")
    try await inTemporaryFolder { folder in
      let (target, _) = try Self.target(document, folder)
      #expect(await Self.apply(target, [Self.invite("cy")]).map(\.createdID) == [id])
      #expect(try await target.read { _ in }.members.count == 3)
    }
  }

  @Test func `a removed member leaves its groups`() async throws {
    try await inTemporaryFolder { folder in
      let (target, path) = try Self.target(Self.document, folder)
      _ = await Self.apply(
        target,
        [Change(.remove, reason: ChangeReason(.absent), member: Self.ada)]
      )
      let root = try Self.contents(path)
      #expect(root["members"]?.array?.count == 1)
      #expect(root["groups"]?.array?[0]["members"]?.array == [])
    }
  }

  private static let engineering = GroupReference(
    id: "g1",
    externalID: "grp-1",
    name: "Engineering"
  )

  @Test func `whoever stands twice in a group leaves it whole`() async throws {
    let twice = Self.document.replacing("[\"m1\"]", with: "[\"m1\", \"m2\", \"m1\"]")
    try await inTemporaryFolder { folder in
      let (target, path) = try Self.target(twice, folder)
      let outcomes = await Self.apply(
        target,
        [Change(.remove, reason: ChangeReason(.absent), member: Self.ada)]
      )
      #expect(outcomes.map(\.result) == [.done])
      let snapshot = try await FileOrganizationTarget(path: path).read { _ in }
      #expect(snapshot.memberships[0].map { snapshot.member(Int($0)).id } == ["m2"])
    }
  }

  @Test func `entries that do not change are written again byte for byte`() async throws {
    try await inTemporaryFolder { folder in
      let (target, path) = try Self.target(Self.document, folder)
      _ = await Self.apply(
        target,
        [Change(.revoke, reason: ChangeReason(.disabled), member: Self.bob)]
          + [Change(.link, reason: ChangeReason(.sameAddress), member: Self.bob)]
      )
      let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
      #expect(
        text.contains(
          #"    { "id": "m1", "externalId": "u-1", "email": "Ada@example.com", "name": "Ada", "status": "confirmed", "role": "user", "note": "kept" },"#
        )
      )
      #expect(
        text.contains(
          #"    { "id": "g1", "externalId": "grp-1", "name": "Engineering", "members": ["m1"], "color": "red" }"#
        )
      )
      #expect(text.hasPrefix("{\n  \"version\": 1,\n  \"owner\": \"kept\",\n  \"members\": [\n"))
      #expect(text.hasSuffix("\n  ]\n}\n"))
      #expect(try await target.read { _ in }.member(1).externalID == nil)
    }
  }

  @Test func `members join and leave a group in the file's order`() async throws {
    try await inTemporaryFolder { folder in
      let (target, path) = try Self.target(Self.document, folder)
      func change(_ action: ChangeAction, _ member: MemberReference) -> Change {
        Change(
          action,
          reason: ChangeReason(.memberInDirectory),
          member: member,
          group: Self.engineering
        )
      }
      let outcomes = await Self.apply(
        target,
        [
          change(.addToGroup, Self.bob), change(.addToGroup, Self.bob),
          change(.removeFromGroup, Self.ada), change(.addToGroup, Self.ada),
          change(.addToGroup, MemberReference(id: "m9", externalID: nil, email: "x@example.com")),
        ]
      )
      #expect(outcomes.map(\.result) == [.done, .done, .done, .done, .failed])
      #expect(outcomes[4].message == "there is no member with the id m9")
      let group = try #require(try Self.contents(path)["groups"]?.array?[0])
      #expect(group["members"]?.array?.map(\.string) == ["m2", "m1"])
      #expect(group["color"]?.string == "red")
    }
  }

  @Test func `a deleted group is gone, and takes no members any more`() async throws {
    try await inTemporaryFolder { folder in
      let (target, path) = try Self.target(Self.document, folder)
      let outcomes = await Self.apply(
        target,
        [
          Change(.deleteGroup, reason: ChangeReason(.groupDeparted), group: Self.engineering),
          Change(
            .addToGroup,
            reason: ChangeReason(.memberInDirectory),
            member: Self.bob,
            group: Self.engineering
          ),
        ]
      )
      #expect(outcomes.map(\.result) == [.done, .failed])
      #expect(try Self.contents(path)["groups"]?.array == [])
      #expect(try Self.contents(path)["members"]?.array?.count == 2)
    }
  }

  @Test func `an entry with a key that stands twice is refused, and others are changed`()
    async throws
  {
    let text = """
      {"members":[{"id":"m1","email":"a@b.cd","status":"invited","role":"user","note":1,"note":2},
      {"id":"m2","email":"c@b.cd","status":"invited","role":"user"}]}
      """
    try await inTemporaryFolder { folder in
      let (target, path) = try Self.target(text, folder)
      let outcomes = await Self.apply(
        target,
        [
          Change(.revoke, reason: ChangeReason(.disabled), member: Self.ada),
          Change(.revoke, reason: ChangeReason(.disabled), member: Self.bob),
        ]
      )
      #expect(outcomes.map(\.result) == [.failed, .done])
      #expect(outcomes[0].message?.hasPrefix("its entry in the file is damaged: ") == true)
      let written = String(
        decoding: try Data(contentsOf: URL(fileURLWithPath: path)),
        as: UTF8.self
      )
      #expect(written.contains(#""note":1,"note":2}"#))
    }
  }

  @Test func `an address is taken only while somebody has it`() async throws {
    try await inTemporaryFolder { folder in
      let (target, _) = try Self.target(Self.document, folder)
      func rename(_ member: MemberReference, _ email: String) -> Change {
        Change(
          .updateEmail,
          reason: ChangeReason(.addressChanged),
          member: member,
          after: ChangedFields(email: email)
        )
      }
      let outcomes = await Self.apply(
        target,
        [
          rename(Self.ada, "bob@example.com"), rename(Self.bob, "robert@example.com"),
          rename(Self.ada, "bob@example.com"),
        ]
      )
      #expect(outcomes.map(\.result) == [.failed, .done, .done])
    }
  }
}
