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
    let target = try SCIMTarget(
      SCIMTargetSettings(
        url: "https://scim.example.com/v2",
        preset: "generic",
        options: options,
        credentials: .bearer("token")
      ),
      transport: ScriptedTransport(script),
      memory: nil,
      clock: ManualClock().transportClock
    )
    return await target.apply(
      changes.enumerated().map { ApplyStep(number: $0.offset, change: $0.element) }
    )
  }

  private static func change(
    _ action: ChangeAction,
    _ id: String,
    group: GroupReference? = nil
  ) -> Change {
    Change(
      action,
      reason: ChangeReason(.inDirectory),
      member: MemberReference(id: id, externalID: "u-\(id)", email: "\(id)@example.com"),
      group: group
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
}
