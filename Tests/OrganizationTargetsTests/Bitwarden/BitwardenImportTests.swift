import DirectoryModel
import HTTPTransport
import OrganizationTargets
import TestSupport
import Testing

@Suite struct BitwardenImportTests {
  private typealias Script = BitwardenScript

  private static func step(_ number: Int) -> ApplyStep {
    ApplyStep(
      number: number,
      change: Change(
        .invite,
        reason: ChangeReason(.inDirectory),
        member: MemberReference(
          id: nil,
          externalID: "n-\(number)",
          email: "n\(number)@example.com"
        ),
        after: ChangedFields(email: "n\(number)@example.com", externalID: "n-\(number)")
      )
    )
  }

  private static func id(_ number: Int) -> String {
    "9d2c0000-0000-4000-8000-00000000000\(number)"
  }

  private static func member(_ number: Int, externalID: String?) -> String {
    Script.member(
      id(number),
      "n\(number)@example.com",
      status: 0,
      externalID: externalID,
      user: nil
    )
  }

  private static func apply(
    before: [String] = [],
    after: [String]?,
    answer: ScriptedTransport.Answer,
    invitations: [ScriptedTransport.Answer]? = nil
  ) async throws -> (outcomes: [ChangeOutcome], calls: [String]) {
    var script = Script()
    script.answers["GET /public/members"] = [
      .text(Script.list(before)), after.map { .text(Script.list($0)) } ?? .empty(503),
    ]
    script.answers["POST /public/organization/import"] = [answer]
    script.answers["POST /public/members"] = invitations
    let (target, server) = try script.target(importAbove: 1)
    let batches = target.batches(of: [step(1), step(2)])
    #expect(batches.count == 1)
    let outcomes = await target.apply(batches[0])
    return (outcomes.sorted { $0.number < $1.number }, await server.calls("POST"))
  }

  @Test func `many invitations are one request`() async throws {
    let both = [Self.member(1, externalID: "n-1"), Self.member(2, externalID: "n-2")]
    let result = try await Self.apply(after: both, answer: .empty())
    #expect(
      result.outcomes == [
        ChangeOutcome(1, .done, createdID: Self.id(1)),
        ChangeOutcome(2, .done, createdID: Self.id(2)),
      ]
    )
    #expect(
      result.calls == [
        #"POST /public/organization/import {"groups":[],"members":[{"email":"n1@example.com","externalId":"n-1","deleted":false},{"email":"n2@example.com","externalId":"n-2","deleted":false}],"overwriteExisting":false,"largeImport":false,"inviteUsersAfterProvisioning":true}"#
      ]
    )
  }

  @Test func `whoever joined meanwhile is not imported, and so not linked`() async throws {
    let joined = Self.member(1, externalID: nil)
    let result = try await Self.apply(
      before: [joined],
      after: [joined, Self.member(2, externalID: "n-2")],
      answer: .empty()
    )
    #expect(result.outcomes.map(\.result) == [.failed, .done])
    #expect(result.calls.first?.contains("n1@example.com") == false)
  }

  @Test func `an import whose answer was lost is looked up, not sent again`() async throws {
    let result = try await Self.apply(
      after: [Self.member(1, externalID: "n-1")],
      answer: .text("<html>504</html>", status: 504)
    )
    #expect(result.outcomes.map(\.result) == [.done, .failed])
    #expect(result.outcomes[1].isSystemic)
    #expect(result.calls.count == 1)
  }

  @Test func `an import that skips somebody is told`() async throws {
    let result = try await Self.apply(after: [Self.member(1, externalID: "n-1")], answer: .empty())
    #expect(result.outcomes.map(\.result) == [.done, .failed])
    #expect(result.outcomes[1].message == "the import left this person out")
  }

  @Test func `without the right to import people are invited one by one`() async throws {
    let refusal =
      #"{"object":"error","message":"Organization cannot use directory syncing.","errors":null}"#
    let result = try await Self.apply(
      after: [],
      answer: .text(refusal, status: 400),
      invitations: [
        .text(Self.member(1, externalID: "n-1")), .text(Self.member(2, externalID: "n-2")),
      ]
    )
    #expect(result.outcomes.map(\.createdID) == [Self.id(1), Self.id(2)])
  }

  @Test(
    "where an import finds no seats, as many are invited as fit, and the others are told so",
    arguments: [
      ("Seat limit has been reached.", 0), ("Cannot autoscale on self-hosted instance.", 1),
    ]
  )
  func seats(text: String, free: Int) async throws {
    func refusal(_ text: String) -> ScriptedTransport.Answer {
      .text(#"{"object":"error","message":"\#(text)","errors":null}"#, status: 400)
    }
    let invited = [ScriptedTransport.Answer.text(Self.member(1, externalID: "n-1"))].prefix(free)
    let result = try await Self.apply(
      after: [],
      answer: refusal(text),
      invitations: invited + [refusal("Cannot auto scale self-host.")]
    )
    let results: [ChangeOutcome.Result] = free == 1 ? [.done, .failed] : [.failed, .failed]
    #expect(result.outcomes.map(\.result) == results)
    #expect(result.outcomes.map(\.isSystemic) == [false, false])
    #expect(result.calls.count == 2 + free)
    #expect(
      result.outcomes.last?.message
        == "Bitwarden answered 400: Cannot auto scale self-host. Set 'limits.seats' to the number of seats: whoever finds none is held then"
    )
  }

  @Test(
    "an import that was sent may have been done if nobody can be looked up",
    arguments: [
      (.empty(), true), (.empty(504), true),
      (.text(#"{"object":"error","message":"No.","errors":null}"#, status: 400), false),
    ] as [(ScriptedTransport.Answer, Bool)]
  )
  func unseen(answer: ScriptedTransport.Answer, mayHaveHappened: Bool) async throws {
    let result = try await Self.apply(after: nil, answer: answer)
    #expect(result.outcomes.map(\.result) == [.failed, .failed])
    #expect(result.outcomes.map(\.mayHaveHappened) == [mayHaveHappened, mayHaveHappened])
    let unseen = "sent; whether it was done cannot be seen: Bitwarden answered 503"
    let message = mayHaveHappened ? unseen : "Bitwarden answered 400: No."
    #expect(result.outcomes.first?.message == message)
  }

  @Test(
    "imports begin above the number that is set, 2,000 people at most in each",
    arguments: [(100, [Int](repeating: 1, count: 100)), (101, [101]), (4001, [2000, 2000, 1])]
  )
  func sizes(count: Int, batches: [Int]) throws {
    let (target, _) = try Script().target()
    #expect(target.batches(of: (0..<count).map(Self.step)).map(\.count) == batches)
  }
}
