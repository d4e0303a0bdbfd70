import DirectoryModel
import SyncPlanner
import Testing

/// The digest is what a person says yes to: its bytes are written out here.
@Suite struct DigestTests {
  private static let organization = OrganizationIdentity(
    kind: .file,
    id: "/o.json",
    name: "left out",
    place: "left out"
  )

  private static func digest(_ changes: [Change], stops: [LimitName] = []) -> String {
    PlanDigest.digest(organization: organization, changes: changes, stops: stops)
  }

  @Test func `it is the hash of the changes, the organization and the stops`() {
    let changes = [
      Change(
        .revoke,
        reason: ChangeReason(.disabled, "left out"),
        member: MemberReference(id: "m1", externalID: "u1", email: "ada@example.com"),
        before: ChangedFields(status: .confirmed),
        after: ChangedFields(status: .revoked)
      ),
      Change(
        .createGroup,
        reason: ChangeReason(.inDirectory),
        group: GroupReference(id: nil, externalID: "g1", name: "A"),
        after: ChangedFields(name: "A", externalID: "g1")
      ),
    ]
    let text = #"""
      {"changes":[{"action":"revoke","after":{"status":"revoked"},"before":{"status":"confirmed"},"member":{"email":"ada@example.com","externalId":"u1","id":"m1"}},{"action":"createGroup","after":{"externalId":"g1","name":"A"},"group":{"externalId":"g1","name":"A"}}],"organization":{"id":"/o.json","kind":"file"},"stops":["memberRemovals","seats"]}
      """#
    #expect(
      Self.digest(changes, stops: [.seats, .memberRemovals, .seats])
        == PlanDigest.sha256(Array(text.utf8))
    )
    #expect(
      PlanDigest.sha256(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
  }

  @Test(
    "texts are escaped as RFC 8785 has it",
    arguments: [
      ("\" \\ /", #"\" \\ /"#), ("\u{8}\t\n\u{c}\r", #"\b\t\n\f\r"#),
      ("\u{0}\u{1f}\u{7f}", #"\u0000\u001f"# + "\u{7f}"), ("ü😀!", "ü😀!"),
      ("\n", #"\n"#), ("a\nb", #"a\nb"#),
    ]
  )
  func escapes(text: String, escaped: String) {
    let change = Change(
      .renameGroup,
      reason: ChangeReason(.nameChanged),
      after: ChangedFields(name: text)
    )
    let json =
      #"{"changes":[{"action":"renameGroup","after":{"name":""# + escaped
      + #""}}],"organization":{"id":"/o.json","kind":"file"},"stops":[]}"#
    #expect(Self.digest([change]) == PlanDigest.sha256(Array(json.utf8)))
  }

  @Test func `a long plan is hashed as a short one is`() {
    let change = Change(
      .renameGroup,
      reason: ChangeReason(.nameChanged),
      after: ChangedFields(name: String(repeating: "x", count: 1000))
    )
    let one =
      #"{"action":"renameGroup","after":{"name":""# + String(repeating: "x", count: 1000) + #""}}"#
    let json =
      #"{"changes":["# + [String](repeating: one, count: 200).joined(separator: ",")
      + #"],"organization":{"id":"/o.json","kind":"file"},"stops":[]}"#
    #expect(
      Self.digest([Change](repeating: change, count: 200))
        == PlanDigest.sha256(Array(json.utf8))
    )
  }
}
