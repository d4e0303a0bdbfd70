import DirectoryModel
import HTTPTransport
import OrganizationTargets
import TestSupport
import Testing

@Suite struct BitwardenApplyTests {
  private typealias Script = BitwardenScript

  private static let linus = "9d2c0000-0000-4000-8000-000000000001"
  private static let invited = Script.member(
    linus,
    "linus@example.com",
    status: 0,
    externalID: "u-3",
    collections: nil,
    user: nil
  )
  private static let invitation = Change(
    .invite,
    reason: ChangeReason(.inDirectory),
    member: MemberReference(id: nil, externalID: "u-3", email: "linus@example.com"),
    after: ChangedFields(email: "linus@example.com", externalID: "u-3")
  )
  private static let engineering = GroupReference(
    id: Script.engineering,
    externalID: "grp-1",
    name: "Engineering"
  )

  private static func change(
    _ action: ChangeAction,
    _ id: String,
    _ email: String = "x@example.com"
  ) -> Change {
    Change(
      action,
      reason: ChangeReason(.disabled),
      member: MemberReference(id: id, externalID: nil, email: email)
    )
  }

  private static let link = Change(
    .link,
    reason: ChangeReason(.sameAddress),
    member: MemberReference(id: Script.grace, externalID: nil, email: "grace@example.com"),
    after: ChangedFields(externalID: "u-0")
  )

  // MARK: - Members

  @Test func `an invitation takes its memberships along`() async throws {
    var script = Script()
    script.answers["POST /public/members"] = [.text(Self.invited)]
    let companion = ApplyStep(
      number: 8,
      change: Change(
        .addToGroup,
        reason: ChangeReason(.memberInDirectory),
        group: Self.engineering
      )
    )
    let result = try await script.apply([
      ApplyStep(number: 7, change: Self.invitation, companions: [companion])
    ])
    #expect(
      result.calls == [
        #"POST /public/members {"email":"linus@example.com","type":2,"externalId":"u-3","groups":["\#(Script.engineering)"]}"#
      ]
    )
    #expect(
      result.outcomes == [
        ChangeOutcome(7, .done, createdID: Self.linus), ChangeOutcome(8, .done),
      ]
    )
  }

  @Test func `a lost invitation is looked up, not sent again`() async throws {
    var script = Script()
    script.answers["POST /public/members"] = [.failure(.lost("reset"))]
    script.answers["GET /public/members"] = [
      .text(Script.list(Script.members)), .text(Script.list(Script.members + [Self.invited])),
    ]
    let result = try await script.apply(Self.invitation)
    #expect(result.outcomes == [ChangeOutcome(0, .done, createdID: Self.linus)])
    #expect(result.calls.filter { $0.hasPrefix("POST") }.count == 1)
  }

  @Test func `a lost invitation that cannot be looked up may have happened`() async throws {
    var script = Script()
    script.answers["POST /public/members"] = [.failure(.lost("reset"))]
    script.answers["GET /public/members"] = [
      .text(Script.list(Script.members)), .failure(.noConnection("refused")),
    ]
    let result = try await script.apply(Self.invitation)
    #expect(result.outcomes.map(\.result) == [.failed])
    #expect(result.outcomes.map(\.mayHaveHappened) == [true])
    #expect(result.calls.count { $0.hasPrefix("POST") } == 1)
  }

  @Test func `an invitation that never arrived is sent a second time`() async throws {
    var script = Script()
    script.answers["POST /public/members"] = [.empty(504), .text(Self.invited)]
    let result = try await script.apply(Self.invitation)
    #expect(result.outcomes == [ChangeOutcome(0, .done, createdID: Self.linus)])
    #expect(result.calls.map { $0.prefix(4) } == ["POST", "GET ", "POST"])
  }

  @Test func `a refused invitation is told in the server's words and not repeated`() async throws {
    var script = Script()
    script.answers["POST /public/members"] = [
      .text(
        #"{"object":"error","message":"Seat limit has been reached.","errors":null}"#,
        status: 400
      )
    ]
    let result = try await script.apply(Self.invitation)
    #expect(
      result.outcomes.first?.message == "Bitwarden answered 400: Seat limit has been reached."
    )
    #expect(result.outcomes.first?.isSystemic == false)
    #expect(result.calls.count == 1)
  }

  @Test func `a link keeps role and collections, and names neither groups nor permissions`()
    async throws
  {
    var script = Script()
    script.answers["GET /public/members/\(Script.grace)"] = [.text(Script.members[0])]
    script.answers["PUT /public/members/\(Script.grace)"] = [.text(Script.members[0])]
    let result = try await script.apply(Self.link)
    #expect(result.outcomes == [ChangeOutcome(0, .done)])
    #expect(
      result.calls.last
        == #"PUT /public/members/\#(Script.grace) {"type":0,"externalId":"u-0","collections":[\#(Script.collection)]}"#
    )
  }

  @Test(
    "a link is given up if the member is not what the plan was made on",
    arguments: [
      Script.member(Script.grace, "grace@example.com", type: 1),
      Script.member(Script.grace, "grace@example.com", status: -1, type: 0),
      Script.member(Script.grace, "eve@example.com", type: 0),
      Script.member(Script.grace, "grace@example.com", type: 0, externalID: "other"),
      Script.member(Script.grace, "grace@example.com", type: 0, collections: nil),
    ]
  )
  func changedMeanwhile(member: String) async throws {
    var script = Script()
    script.answers["GET /public/members/\(Script.grace)"] = [.text(member)]
    let result = try await script.apply(Self.link)
    #expect(result.outcomes.first?.result == .failed)
    #expect(result.calls == ["GET /public/members/\(Script.grace)"])
  }

  @Test(
    "what is so already is done",
    arguments: [
      (ChangeAction.revoke, "POST /public/members/\(Script.ada)/revoke", 400, "Already revoked."),
      (.restore, "POST /public/members/\(Script.ada)/restore", 400, "Already active."),
      (.remove, "DELETE /public/members/\(Script.ada)", 404, nil),
    ] as [(ChangeAction, String, Int, String?)]
  )
  func alreadyDone(action: ChangeAction, call: String, status: Int, message: String?) async throws {
    var script = Script()
    script.answers[call] = [
      message.map { .text(#"{"object":"error","message":"\#($0)","errors":null}"#, status: status) }
        ?? .empty(status)
    ]
    let result = try await script.apply(Self.change(action, Script.ada))
    #expect(result.outcomes == [ChangeOutcome(0, .done)])
    #expect(result.calls == [call])
  }

  @Test(
    "a 404 that is not the empty one of a missing member is a failure",
    arguments: [
      #"{"object":"error","message":"Resource not found.","errors":null}"#,
      "<html>404 Not Found</html>",
    ]
  )
  func otherNotFound(body: String) async throws {
    var script = Script()
    script.answers["DELETE /public/members/\(Script.ada)"] = [.text(body, status: 404)]
    let result = try await script.apply(Self.change(.remove, Script.ada))
    #expect(result.outcomes.first?.result == .failed)
  }

  @Test(
    "a call without a path tells a member who is gone from a server that is too old",
    arguments: [
      (ChangeAction.revoke, ScriptedTransport.Answer.empty(404), nil),
      (.restore, .empty(404), "it is no longer in the organization"),
      (
        .revoke, .text(Script.members[1]),
        "this server cannot revoke members; 2026.2.0 and later can"
      ),
    ]
  )
  func missingPath(
    action: ChangeAction,
    answer: ScriptedTransport.Answer,
    message: String?
  ) async throws {
    var script = Script()
    script.answers["POST /public/members/\(Script.ada)/\(action.rawValue)"] = [.empty(404)]
    script.answers["GET /public/members/\(Script.ada)"] = [answer]
    let result = try await script.apply(Self.change(action, Script.ada))
    // Who is gone has no access.
    #expect(
      result.outcomes == [ChangeOutcome(0, message == nil ? .done : .failed, message: message)]
    )
  }

  @Test(
    "SCIM's own word that a member is gone ends a revocation well, and nothing else does",
    arguments: [
      (.revoke, .text(#"{"detail":"User not found.","status":404}"#, status: 404), true),
      (.restore, .text(#"{"detail":"User not found.","status":404}"#, status: 404), false),
      (.revoke, .empty(404), false), (.revoke, .empty(401), false),
      (.revoke, .text("<html>404</html>", status: 404), false),
    ] as [(ChangeAction, ScriptedTransport.Answer, Bool)]
  )
  func goneInSCIM(action: ChangeAction, answer: ScriptedTransport.Answer, isDone: Bool) async throws
  {
    var script = Script()
    script.answers["GET /config"] = [.text(#"{"version":"2026.1.0"}"#)]
    script.scim = .init(url: "https://scim.example.com/v2", token: "key")
    let call = "PATCH /v2/\(Script.organization)/users/\(Script.ada)"
    script.answers[call] = [answer]
    let result = try await script.apply(Self.change(action, Script.ada))
    #expect(result.outcomes.map(\.result) == [isDone ? .done : .failed])
    // A key that is refused is not tried again.
    #expect(result.calls.count == 1, "\(result.calls)")
  }

  @Test func `a revocation whose answer was lost is repeated`() async throws {
    var script = Script()
    script.answers["POST /public/members/\(Script.ada)/revoke"] = [
      .failure(.lost("reset")),
      .text(#"{"object":"error","message":"Already revoked.","errors":null}"#, status: 400),
    ]
    let result = try await script.apply(Self.change(.revoke, Script.ada))
    #expect(result.outcomes == [ChangeOutcome(0, .done)])
  }

  @Test(
    "failures say whether they are about the object, the service or the credentials",
    arguments: [
      (503, "", true, false), (429, "{}", true, false), (401, "", false, true),
      (403, "", false, true), (403, "<html>denied</html>", true, false),
      (409, #"{"message":"no"}"#, false, false),
    ]
  )
  func kinds(status: Int, body: String, isSystemic: Bool, refusesCredentials: Bool) async throws {
    var script = Script()
    script.answers["DELETE /public/members/\(Script.ada)"] = [.text(body, status: status)]
    let outcome = try await script.apply(Self.change(.remove, Script.ada)).outcomes.first
    #expect(outcome?.result == .failed)
    #expect(outcome?.isSystemic == isSystemic)
    #expect(outcome?.refusesCredentials == refusesCredentials)
  }

  @Test(
    "failures say whether the change may have happened",
    arguments: [
      ([.failure(.noConnection("refused"))], false), ([.empty(429)], false),
      ([.empty(302)], false), ([.empty(401)], false), ([.empty(503)], true),
      ([.failure(.lost("reset"))], true),
      ([.failure(.lost("reset")), .failure(.noConnection("refused"))], true),
      ([.failure(.lost("reset")), .empty(429)], true),
    ] as [([ScriptedTransport.Answer], Bool)]
  )
  func doubts(answers: [ScriptedTransport.Answer], mayHaveHappened: Bool) async throws {
    var script = Script()
    script.answers["POST /public/members/\(Script.ada)/restore"] = answers
    let outcome = try await script.apply(Self.change(.restore, Script.ada)).outcomes.first
    #expect(outcome?.result == .failed)
    #expect(outcome?.mayHaveHappened == mayHaveHappened)
  }

  @Test(
    "an id that is no GUID never enters a path",
    arguments: ["../groups", "8c1f4c0e-2d0b-4a1c-9a3c-b2f900c1d2e3/revoke", "", "１２"]
  )
  func foreignIDs(id: String) async throws {
    let result = try await Script().apply(Self.change(.remove, id))
    #expect(result.outcomes.first?.result == .failed)
    #expect(result.calls == [])
  }

  // MARK: - Groups

  @Test func `a rename keeps the external id and leaves collections alone`() async throws {
    var script = Script()
    let path = "/public/groups/\(Script.engineering)"
    let group = Script.group("Engineering", externalID: "grp-1")
    script.answers["GET \(path)"] = [.text(group)]
    script.answers["PUT \(path)"] = [.text(group)]
    let change = Change(
      .renameGroup,
      reason: ChangeReason(.nameChanged),
      group: Self.engineering,
      before: ChangedFields(name: "Engineering"),
      after: ChangedFields(name: "Engineering EU")
    )
    let result = try await script.apply(change)
    #expect(result.outcomes == [ChangeOutcome(0, .done)])
    #expect(result.calls.last == #"PUT \#(path) {"name":"Engineering EU","externalId":"grp-1"}"#)
  }

  @Test func `a group is linked under the name that it has`() async throws {
    var script = Script()
    let path = "/public/groups/\(Script.engineering)"
    script.answers["GET \(path)"] = [.text(Script.group("Engineering"))]
    script.answers["PUT \(path)"] = [.text(Script.group("Engineering"))]
    let change = Change(
      .linkGroup,
      reason: ChangeReason(.sameName),
      group: GroupReference(id: Script.engineering, externalID: nil, name: "Engineering"),
      after: ChangedFields(externalID: "grp-9")
    )
    let result = try await script.apply(change)
    #expect(result.calls.last == #"PUT \#(path) {"name":"Engineering","externalId":"grp-9"}"#)
  }

  @Test func `a lost creation of a group is looked up by its external id`() async throws {
    var script = Script()
    script.answers["POST /public/groups"] = [.failure(.timedOut("silent"))]
    let change = Change(
      .createGroup,
      reason: ChangeReason(.inDirectory),
      group: GroupReference(id: nil, externalID: "grp-1", name: "Engineering"),
      after: ChangedFields(name: "Engineering", externalID: "grp-1")
    )
    let result = try await script.apply(change)
    #expect(result.outcomes == [ChangeOutcome(0, .done, createdID: Script.engineering)])
    #expect(result.calls.filter { $0.hasPrefix("POST") }.count == 1)
  }

  @Test func `memberships of one group are one write that keeps everybody else`() async throws {
    var script = Script()
    let path = "/public/groups/\(Script.engineering)/member-ids"
    let stranger = "00000000-0000-4000-8000-000000000000"
    script.answers["GET \(path)"] = [.text(#"["\#(Script.alan)","\#(stranger)"]"#)]
    script.answers["PUT \(path)"] = [.empty()]
    let steps = [(ChangeAction.addToGroup, Script.ada), (.removeFromGroup, Script.alan)]
      .enumerated().map { number, step in
        var change = Self.change(step.0, step.1)
        change.group = Self.engineering
        return ApplyStep(number: number, change: change)
      }
    let result = try await script.apply(steps)
    #expect(result.outcomes == [ChangeOutcome(0, .done), ChangeOutcome(1, .done)])
    #expect(
      result.calls == [
        "GET \(path)", #"PUT \#(path) {"memberIds":["\#(stranger)","\#(Script.ada)"]}"#,
      ]
    )
  }

  @Test func `memberships that are so already are not written`() async throws {
    var script = Script()
    let path = "/public/groups/\(Script.engineering)/member-ids"
    script.answers["GET \(path)"] = [.text(#"["\#(Script.alan)"]"#)]
    var change = Self.change(.addToGroup, Script.alan)
    change.group = Self.engineering
    let result = try await script.apply(change)
    #expect(result.outcomes == [ChangeOutcome(0, .done)])
    #expect(result.calls == ["GET \(path)"])
  }

  @Test func `a batch is one member, or all memberships of one group`() throws {
    let (target, _) = try Script().target()
    let other = GroupReference(id: Script.grace, externalID: nil, name: "Other")
    let changes = [
      Self.change(.revoke, Script.ada), Self.change(.revoke, Script.alan),
      Change(.addToGroup, reason: ChangeReason(.inDirectory), group: Self.engineering),
      Change(.addToGroup, reason: ChangeReason(.inDirectory), group: other),
      Change(.addToGroup, reason: ChangeReason(.inDirectory), group: Self.engineering),
    ]
    let steps = changes.enumerated().map { ApplyStep(number: $0, change: $1) }
    #expect(target.batches(of: steps).map { $0.map(\.number) } == [[0], [1], [2, 4], [3]])
  }
}
