import DirectoryModel
import HTTPTransport
import HTTPTypes
import TestSupport
import Testing

/// `ETag` and `If-Match` on a real server, which answers 412 to a tag that is not the present one.
@Suite(.serialized, .needs(.strict), .scimServer(.strict))
struct SCIMTagTests {
  private typealias Fault = FaultyTransport.Fault

  /// Refuses what carries no tag, and passes the rest on to the server, which judges the tag.
  private static let insists = FaultyTransport.Effect.judge { request, _ in
    request.headerFields[.ifMatch] == nil ? HTTPReply(status: 428) : nil
  }

  @Test func `a service that insists on tags gets them with every change`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("insists", in: folder)
      await stage.network.set([
        Fault(.patch, "", Self.insists), Fault(.put, "", Self.insists),
        Fault(.delete, "", Self.insists),
      ])
      stage.source.users[0].state = .disabled
      stage.source.users[1].name = "Renamed Person"
      stage.source.groups?[0] = .init(
        "insists-g",
        "Group insists anew",
        members: ["insists-2", "insists-3"]
      )
      let run = try await stage.sync()
      #expect(run.failures == [])
      #expect(run.plan.count == 5)
      #expect(try await stage.sync().plan == [])
      // One refusal is enough to know.
      #expect(run.writes.count { $0.hasPrefix("PATCH") } == run.plan.count + 1)
    }
  }

  @Test func `without PATCH, a tag goes with each PUT`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("put", in: folder)
      await stage.network.set([
        Fault(.patch, "", .answer(status: 405)), Fault(.put, "", Self.insists),
      ])
      stage.source.users[0].state = .disabled
      stage.source.groups?[0].members = ["put-1", "put-2", "put-4"]
      let run = try await stage.sync()
      #expect(run.failures == [])
      #expect(try await stage.sync().plan == [])
    }
  }

  @Test
  func `a service that announces no tags and insists on them all the same is understood once`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("silent", in: folder)
      await stage.network.set([
        Fault(.get, "/ServiceProviderConfig", .answer(status: 404)),
        Fault(.patch, "", .answer(status: 405)), Fault(.put, "", Self.insists),
      ])
      stage.source.users[0].state = .disabled
      stage.source.users[1].state = .disabled
      let run = try await stage.sync()
      #expect(run.failures == [])
      // Two at once may both have to learn it.
      #expect((3...4).contains(run.writes.count { $0.hasPrefix("PUT") }), "\(run.writes)")
    }
  }

  @Test func `a PUT that somebody else overtook is made anew of what is there now`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("overtaken", in: folder)
      await stage.network.set([
        Fault(.patch, "", .answer(status: 405)),
        Fault(.get, "/Users/", times: 2, try await Self.overtakes("overtaken0@example.com")),
      ])
      stage.source.users[0].state = .disabled
      let run = try await stage.sync()
      #expect(run.failures == [])
      #expect(run.writes.count { $0.hasPrefix("PUT") } == 3)
      let found = try await stage.server.ask("GET", "/Users?count=1000")
      #expect(found.contains("Overtaken 2 times"), "what the other one wrote is kept")
    }
  }

  @Test func `a user who is changed again and again is given up with words, and nobody else is`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("restless", in: folder)
      let change = try await Self.overtakes("restless0@example.com")
      let id = try await stage.id(of: "restless0@example.com")
      await stage.network.set([
        Fault(.patch, "", .answer(status: 405)), Fault(.get, "/Users/\(id)", change),
      ])
      stage.source.users[0].state = .disabled
      stage.source.users[1].state = .disabled
      let run = try await stage.sync()
      #expect(run.exitCode == 4)
      #expect(run.failures.count == 1)
      let failure = run.failures.first ?? ""
      #expect(failure.hasPrefix("revoke restless0@example.com"))
      #expect(
        failure.contains("somebody else changed it each time it was read (412)"),
        "\(failure)"
      )
      #expect(run.writes.count { $0 == "PUT /Users/\(id)" } == 3)
      #expect(try await stage.organization().contains { $0.hasPrefix("-restless1@example.com") })
    }
  }

  // MARK: -

  /// Somebody else writes another title between a read and the write that follows.
  private static func overtakes(_ userName: String) async throws -> FaultyTransport.Effect {
    let server = try SCIMServer.running()
    let id = try await SCIMStage(server, stateFolder: "").id(of: userName)
    let count = Counter()
    return .meanwhile {
      let words = "Overtaken \(await count.next()) times"
      _ = try? await server.ask(
        "PATCH",
        "/Users/\(id)",
        #"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"title","value":"\#(words)"}]}"#
      )
    }
  }

  private actor Counter {
    private var count = 0

    func next() -> Int {
      count += 1
      return count
    }
  }
}
