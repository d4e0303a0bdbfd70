import DirectoryModel
import HTTPTransport
import OrganizationTargets
import SCIMClient
import TestSupport
import Testing

/// Failures after which a change may have happened all the same.
@Suite struct SCIMDoubtTests {
  private static func apply(
    _ changes: [Change],
    _ script: [String: [ScriptedTransport.Answer]],
    options: [String: String] = [:]
  ) async throws -> [ChangeOutcome] {
    try await calls(changes, script, options: options).outcomes
  }

  private static func calls(
    _ changes: [Change],
    _ script: [String: [ScriptedTransport.Answer]],
    options: [String: String] = [:]
  ) async throws -> (outcomes: [ChangeOutcome], calls: [String]) {
    let server = ScriptedTransport(script.merging(discovery) { $1 })
    let target = try SCIMTarget(
      SCIMTargetSettings(
        url: "https://scim.example.com/v2",
        preset: "generic",
        options: options,
        credentials: .bearer("token")
      ),
      transport: server,
      memory: nil,
      clock: ManualClock().transportClock
    )
    let outcomes = await target.apply(
      changes.enumerated().map { ApplyStep(number: $0.offset, change: $0.element) }
    )
    return (outcomes, await server.calls)
  }

  private static let discovery: [String: [ScriptedTransport.Answer]] = [
    "GET /v2/ServiceProviderConfig": [.empty(404)], "GET /v2/ResourceTypes": [.empty(404)],
    "GET /v2/Schemas": [.empty(404)],
  ]

  private static func change(
    _ action: ChangeAction,
    _ id: String,
    group: GroupReference? = nil,
    after: ChangedFields? = nil
  ) -> Change {
    Change(
      action,
      reason: ChangeReason(.inDirectory),
      member: MemberReference(id: id, externalID: "u-\(id)", email: "\(id)@example.com"),
      group: group,
      after: after
    )
  }

  private static let user = "/v2/Users/m1"

  @Test(
    "a restore may have happened if its answer was lost",
    arguments: [
      (.failure(.lost("reset")), true), (.empty(503), true), (.empty(429), false),
      (.failure(.noConnection("refused")), false), (.empty(307), false),
    ] as [(ScriptedTransport.Answer, Bool)]
  )
  func lost(answer: ScriptedTransport.Answer, mayHaveHappened: Bool) async throws {
    let outcomes = try await Self.apply(
      [Self.change(.restore, "m1")],
      ["PATCH \(Self.user)": [answer]]
    )
    #expect(outcomes.map(\.result) == [.failed])
    #expect(outcomes.map(\.mayHaveHappened) == [mayHaveHappened])
  }

  @Test func `a restore that was accepted, and could not be looked at, may have happened`()
    async throws
  {
    let outcomes = try await Self.apply(
      [Self.change(.restore, "m1")],
      [
        "PATCH \(Self.user)": [.empty(204)],
        "GET \(Self.user)": [.failure(.noConnection("refused"))],
      ]
    )
    #expect(outcomes.map(\.result) == [.failed])
    #expect(outcomes.map(\.mayHaveHappened) == [true])
  }

  @Test func `of several additions those that were accepted may have happened`() async throws {
    let group = GroupReference(id: "o1", externalID: "g1", name: "Staff")
    let outcomes = try await Self.apply(
      [Self.change(.addToGroup, "m1", group: group), Self.change(.addToGroup, "m2", group: group)],
      ["PATCH /v2/Groups/o1": [.empty(204), .failure(.noConnection("refused"))]],
      options: ["members.chunk": "1"]
    )
    #expect(outcomes.map(\.result) == [.failed, .failed])
    #expect(outcomes.map(\.mayHaveHappened) == [true, false])
  }

  private static let staff = GroupReference(id: "o1", externalID: "g1", name: "Staff")

  @Test(
    "what was accepted, and could not be looked at, may have happened",
    arguments: [
      (.remove, "DELETE \(user)", "GET \(user)"),
      (.updateName, "PATCH \(user)", "GET \(user)"),
      (.deleteGroup, "DELETE /v2/Groups/o1", "GET /v2/Groups/o1"),
      (.renameGroup, "PATCH /v2/Groups/o1", "GET /v2/Groups/o1"),
    ] as [(ChangeAction, String, String)]
  )
  func unseen(action: ChangeAction, write: String, look: String) async throws {
    let after = ChangedFields(name: "New")
    let change = Self.change(action, "m1", group: Self.staff, after: after)
    let outcome = try await Self.apply(
      [change],
      [write: [.empty(204)], look: [.failure(.noConnection("refused"))]]
    ).first
    #expect(outcome?.result == .failed)
    #expect(outcome?.mayHaveHappened == true)
    #expect(
      outcome?.message?.hasPrefix("sent; whether it was done cannot be seen: ") == true,
      "\(outcome?.message ?? "")"
    )
  }

  @Test(
    "what was accepted after a look, and could not be looked at again, may have happened",
    arguments: [.updateEmail, .link] as [ChangeAction]
  )
  func unseenAfterLook(action: ChangeAction) async throws {
    let after = ChangedFields(email: "new@example.com", externalID: "u-m1")
    let change = Self.change(action, "m1", after: after)
    let outcome = try await Self.apply(
      [change],
      [
        "GET \(Self.user)": [
          .text(#"{"id":"m1","userName":"m1@example.com"}"#), .failure(.noConnection("refused")),
        ],
        "PATCH \(Self.user)": [.empty(204)],
      ]
    ).first
    #expect(outcome?.result == .failed)
    #expect(outcome?.mayHaveHappened == true)
  }

  @Test func `a group that was made is not made again when its external id cannot be written`()
    async throws
  {
    let group = GroupReference(id: nil, externalID: "g1", name: "Staff")
    let run = try await Self.calls(
      [Change(.createGroup, reason: ChangeReason(.inDirectory), group: group)],
      [
        "POST /v2/Groups": [.text(#"{"id":"o1","displayName":"Staff"}"#, status: 201)],
        "PATCH /v2/Groups/o1": [.empty(500)],
      ]
    )
    #expect(run.calls.count { $0.hasPrefix("POST") } == 1, "\(run.calls)")
    #expect(run.outcomes.map(\.result) == [.failed])
    #expect(run.outcomes.map(\.mayHaveHappened) == [true])
  }

  @Test func `somebody who was made is not made again when the account cannot be read`()
    async throws
  {
    var change = Self.change(.invite, "m1")
    change.member = MemberReference(id: nil, externalID: "u-m1", email: "m1@example.com")
    let run = try await Self.calls(
      [change],
      [
        "POST /v2/Users": [.text(#"{"id":"m1","externalId":"u-m1"}"#, status: 201)],
        "GET \(Self.user)": [.empty(503)],
      ]
    )
    #expect(run.calls.count { $0.hasPrefix("POST") } == 1, "\(run.calls)")
    #expect(run.outcomes.map(\.result) == [.failed])
    #expect(run.outcomes.map(\.mayHaveHappened) == [true])
  }
}
