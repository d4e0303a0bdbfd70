import DirectoryModel
import HTTPTypes
import JSONReader
import TestSupport
import Testing

/// Somebody whom a real server has already, though the read did not show them.
@Suite(.serialized, .needs(.strict), .scimServer(.strict))
struct SCIMConflictTests {
  private typealias Fault = FaultyTransport.Fault

  /// A stage on which an account with that address comes in after the users were listed.
  private func stage(
    _ name: String,
    in folder: String,
    with attributes: String
  ) async throws -> SCIMStage {
    var stage = try await SCIMStage.filled(name, in: folder)
    let server = stage.server
    let body =
      #"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"\#(name)-new@example.com"\#(attributes)}"#
    await stage.network.set([
      Fault(
        .get,
        "/Groups?",
        times: 1,
        .meanwhile { _ = try? await server.ask("POST", "/Users", body) }
      )
    ])
    stage.source.users.append(.init("\(name)-new", "\(name)-new@example.com", name: "New"))
    return stage
  }

  @Test("who carries no external id is taken over", arguments: ["auto", "filter", "list"])
  func takeOver(lookup: String) async throws {
    try await inTemporaryFolder { folder in
      let name = "free\(lookup)"
      var stage = try await stage(name, in: folder, with: #","active":true"#)
      stage.options["lookup"] = lookup
      let run = try await stage.sync()
      #expect(run.failures == [])
      #expect(run.writes.count { $0 == "POST /Users" } == 1, "\(run.writes)")
      let listed = await stage.network.calls.count {
        $0.hasPrefix("GET /Users?") && $0.contains("startIndex=1&")
      }
      // For the read, for the look-up, and for the verification.
      #expect(listed == (lookup == "list" ? 3 : 2))
      let people = try await stage.organization()
      #expect(people.contains { $0.hasPrefix("+\(name)-new@example.com \(name)-new") }, "\(people)")
    }
  }

  @Test func `who carries another external id is left alone`() async throws {
    try await inTemporaryFolder { folder in
      let stage = try await stage(
        "other",
        in: folder,
        with: #","active":true,"externalId":"theirs""#
      )
      let run = try await stage.sync()
      #expect(run.failures.count == 1)
      #expect(
        run.failures.first?.hasSuffix(
          "the account with this address belongs to another identity (theirs)"
        ) == true,
        "\(run.failures)"
      )
      let people = try await stage.organization()
      #expect(people.contains { $0.hasPrefix("+other-new@example.com theirs") }, "\(people)")
    }
  }

  /// The planner has seen it under its other address, and did not link it.
  @Test func `an account that was there when the organization was read is left alone`() async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("boss", in: folder)
      try await stage.server.ask(
        "POST",
        "/Users",
        #"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"boss-new@example.com","active":true,"emails":[{"value":"boss@example.com","type":"work","primary":true}]}"#
      )
      stage.source.users.append(.init("boss-new", "boss-new@example.com", name: "New"))
      let run = try await stage.sync()
      #expect(run.writes == ["POST /Users"])
      #expect(
        run.failures.first?.contains("that was there before has this address (boss@example.com)")
          == true,
        "\(run.failures)"
      )
      let people = try await stage.organization()
      #expect(!people.contains { $0.contains(" boss-new") }, "\(people)")
    }
  }

  @Test(
    "an answer that shows another account or group gives nothing to it",
    arguments: [("externalId", "theirs"), ("userName", "other@example.com")]
  )
  func otherAnswer(key: String, value: String) async throws {
    try await inTemporaryFolder { folder in
      let name = "swap\(key)"
      var stage = try await SCIMStage.filled(name, in: folder)
      let user =
        key == "externalId"
        ? #"{"id":"999","externalId":"theirs","userName":"\#(name)-new@example.com","active":true}"#
        : #"{"id":"999","userName":"other@example.com","active":true}"#
      await stage.network.set([Fault(.post, "/Users", .answer(status: 201, body: user))])
      stage.source.users.append(.init("\(name)-new", "\(name)-new@example.com", name: "New"))
      stage.source.groups?[0].members.append("\(name)-new")
      let run = try await stage.sync()
      #expect(run.writes == ["POST /Users"], "\(run.writes)")
      #expect(run.failures.first?.contains("answered with another account") == true)
    }
  }

  @Test func `an external id that somebody writes meanwhile is not replaced`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("raced", in: folder)
      let made = try await stage.server.ask(
        "POST",
        "/Users",
        #"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"raced-new@example.com","active":true}"#
      )
      let id = try #require(try JSONValue(parsing: [UInt8](made.utf8))["id"]?.string)
      let server = stage.server
      await stage.network.set([
        Fault(
          .get,
          "/Groups?",
          times: 1,
          .meanwhile {
            _ = try? await server.ask(
              "PATCH",
              "/Users/\(id)",
              #"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"externalId","value":"theirs"}]}"#
            )
          }
        )
      ])
      stage.source.users.append(.init("raced-new", "raced-new@example.com", name: "New"))
      let run = try await stage.sync()
      #expect(run.writes == [], "\(run.writes)")
      #expect(
        run.failures.first?.contains("carries the external id theirs by now") == true,
        "\(run.failures)"
      )
    }
  }

  @Test func `who is inactive waits for the next run, which reads them`() async throws {
    try await inTemporaryFolder { folder in
      let stage = try await stage("asleep", in: folder, with: #","active":false"#)
      let run = try await stage.sync()
      #expect(run.failures.first?.contains("is there and inactive") == true, "\(run.failures)")
      let people = try await stage.organization()
      #expect(people.contains { $0.hasPrefix("-asleep-new@example.com none") }, "\(people)")
    }
  }

  @Test
  func
    `an account that is not shown is a failure with the service's own words, and is not made twice`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("hidden", in: folder)
      await stage.network.set([
        Fault(
          .post,
          "/Users",
          .answer(status: 409, body: #"{"detail":"taken by a local account"}"#)
        )
      ])
      stage.source.users.append(.init("hidden-new", "hidden-new@example.com", name: "New"))
      let run = try await stage.sync()
      #expect(run.writes == ["POST /Users"])
      #expect(
        run.failures.first?.contains(
          "exists in the service and SCIM does not show it (taken by a local account)"
        ) == true,
        "\(run.failures)"
      )
    }
  }

  @Test(
    "who may have been made is looked up before a second attempt",
    arguments: [("lost", true), ("failed", false)]
  )
  func uncertain(name: String, isMade: Bool) async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled(name, in: folder)
      await stage.network.set([
        Fault(.post, "/Users", times: 1, isMade ? .answerAfter(status: 500) : .answer(status: 500)),
        Fault(
          .post,
          "/Groups",
          times: 1,
          isMade ? .answerAfter(status: 502) : .answer(status: 502)
        ),
      ])
      stage.source.users.append(.init("\(name)-new", "\(name)-new@example.com", name: "New"))
      stage.source.groups?.append(.init("\(name)-h", "Second \(name)", members: ["\(name)-new"]))
      let run = try await stage.sync()
      #expect(run.failures == [])
      let tries = isMade ? 1 : 2
      #expect(run.writes.count { $0 == "POST /Users" } == tries, "\(run.writes)")
      #expect(run.writes.count { $0 == "POST /Groups" } == tries, "\(run.writes)")
      #expect(
        try await stage.organization().filter { $0.hasPrefix("Second \(name)") }
          == ["Second \(name) \(name)-h: \(name)-new@example.com"]
      )
      #expect(try await stage.sync().plan == [])
    }
  }
}
