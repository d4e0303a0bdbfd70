import DirectoryModel
import HTTPTransport
import HTTPTypes
import TestSupport
import Testing

/// A real server behind a front that keeps less, or says less, than others: what it does not keep is remembered.
@Suite(.serialized, .needs(.strict), .scimServer(.strict))
struct SCIMKeepingTests {
  private typealias Fault = FaultyTransport.Fault

  /// External ids are taken, and never shown.
  private static func forgets(_ place: String) -> Fault {
    Fault(nil, place, .edit { $0.replacing("\"externalId\"", with: "\"title\"") })
  }

  @Test func `people and groups without external ids are known again, also after a lost creation`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try SCIMStage(.running(), stateFolder: folder)
      stage.source.users = [
        .init("k0", "k0@example.com", name: "Ada"), .init("k1", "k1@example.com"),
      ]
      stage.source.groups = [.init("k-g", "Group k", members: ["k0", "k1"])]
      await stage.network.set([
        Fault(.post, "/Users", times: 1, .lostAnswer),
        Fault(.post, "/Groups", times: 1, .lostAnswer),
        Self.forgets("/Users"), Self.forgets("/Groups"),
      ])
      let run = try await stage.sync()
      #expect(run.failures == [])
      #expect(run.writes.count { $0 == "POST /Users" } == 2, "\(run.writes)")
      #expect(run.writes.count { $0 == "POST /Groups" } == 1, "\(run.writes)")
      #expect(try await stage.sync().plan == [])
      #expect(
        stage.memory.lines.map { String($0.prefix { $0 != ":" }) }.sorted()
          == ["{\"group\"", "{\"showsMembers\"", "{\"user\"", "{\"user\""],
        "\(stage.memory.lines)"
      )
      stage.source.users[0].email = "k0-other@example.com"
      #expect(try await stage.sync().plan == ["updateEmail k0@example.com"])
    }
  }

  @Test func `an answer without the account or group that was made is no reason to make it again`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("bare", in: folder)
      await stage.network.set([Fault(.post, "", .answerAfter(status: 201))])
      stage.source.users.append(.init("bare-new", "bare-new@example.com", name: "New"))
      stage.source.groups?.append(.init("bare-h", "Second bare", members: ["bare-new"]))
      let run = try await stage.sync()
      #expect(run.failures == [])
      #expect(run.writes.count { $0.hasPrefix("POST") } == 2, "\(run.writes)")
      #expect(try await stage.sync().plan == [])
    }
  }

  @Test(
    "another external id is written, whether the answer shows it or not",
    arguments: [("shown", nil), ("unshown", 204)] as [(String, Int?)]
  )
  func relink(name: String, status: Int?) async throws {
    try await inTemporaryFolder { folder in
      var stage = try await relinking(name, in: folder)
      if let status {
        await stage.network.set([Fault(.patch, "/Users/", .answerAfter(status: status))])
      }
      #expect(try await stage.sync().failures == [])
      await stage.network.set([])
      #expect(try await stage.sync().plan == [])
      stage.relinks = false
      #expect(try await stage.organization().contains { $0.contains("\(name)-anew ") })
    }
  }

  @Test
  func `a service that goes on to show the external id that it had has not taken the new one`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let stage = try await relinking("firm", in: folder)
      await stage.network.set([Fault(.patch, "/Users/", .answer(status: 204))])
      let run = try await stage.sync()
      #expect(
        run.failures.contains {
          $0.contains("keeps the external id firm-0 and does not take firm-anew")
        },
        "\(run.failures)"
      )
    }
  }

  /// One of five people has another external id now.
  private func relinking(_ name: String, in folder: String) async throws -> SCIMStage {
    var stage = try await SCIMStage.filled(name, in: folder)
    stage.relinks = true
    stage.source.users[0].id = "\(name)-anew"
    stage.source.groups?[0].members = ["\(name)-anew", "\(name)-1", "\(name)-2"]
    return stage
  }

  @Test func `an external id that is refused is remembered`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try SCIMStage(.running(), stateFolder: folder)
      try await stage.server.ask(
        "POST",
        "/Users",
        #"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"refuses@example.com","active":true}"#
      )
      let refusal = FaultyTransport.Effect.judge { request, body in
        request.method != .get && String(decoding: body ?? [], as: UTF8.self).contains("externalId")
          ? HTTPReply(status: 400) : nil
      }
      await stage.network.set([Fault(nil, "/Users/", refusal)])
      stage.source.users = [.init("r0", "refuses@example.com")]
      let run = try await stage.sync()
      #expect(run.plan.last == "link refuses@example.com", "\(run.plan)")
      #expect(run.failures == [])
      #expect(try await stage.sync().plan == [])
    }
  }

  @Test func `what was remembered of somebody ends with the account, and with the group`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try SCIMStage(.running(), stateFolder: folder)
      stage.source.users = [.init("e0", "e0@example.com"), .init("e1", "e1@example.com")]
      stage.source.groups = [.init("e-g", "Ending"), .init("e-h", "Staying")]
      stage.departures.disabled = .remove
      stage.departedGroups = .delete
      await stage.network.set([Self.forgets("/Users"), Self.forgets("/Groups")])
      #expect(try await stage.sync().failures == [])
      let user = try await stage.id(of: "e0@example.com")
      let group = try await stage.id(ofGroup: "Ending")
      stage.source.users[0].state = .disabled
      stage.source.groups = [.init("e-h", "Staying")]
      #expect(try await stage.sync().failures == [])
      let last = [
        #"{"group":"\#(group)","externalId":null}"#, #"{"user":"\#(user)","externalId":null}"#,
      ]
      #expect(stage.memory.lines.suffix(2).sorted() == last)
    }
  }

  @Test(
    "a name that a service makes by itself is not compared, one that it cuts is",
    arguments: [("Person", true), ("cut", false), ("none", true)]
  )
  func ownNames(name: String, isOwn: Bool) async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled(name, in: folder)
      let new = "\(name)-new@example.com"
      let shown = name == "none" ? new : isOwn ? "Ada Maria Lovelace" : "Lovelace, Ada"
      await stage.network.set([
        Fault(nil, "/Users", .edit { $0.replacing("Lovelace, Ada Maria", with: shown) })
      ])
      stage.source.users.append(.init("\(name)-new", new, name: "Lovelace, Ada Maria"))
      #expect(try await stage.sync().failures == [])
      #expect(stage.memory.lines.contains(#"{"notKept":"displayName"}"#) == isOwn)
      stage.source.users[0].name = "Another Name"
      #expect(
        try await stage.plan().contains("updateName \(name)0@example.com") == !isOwn
      )
    }
  }

  @Test func `members that are taken and never shown count as they were written`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try SCIMStage(.running(), stateFolder: folder)
      stage.source.users = (0..<3).map { .init("h\($0)", "unseen\($0)@example.com") }
      stage.source.groups = [.init("h-g", "Unseen", members: ["h0", "h1"])]
      await stage.network.set([Fault(nil, "/Groups", .keeping(0, of: "members"))])
      #expect(try await stage.sync().failures == [])
      let again = try await stage.sync()
      #expect(again.plan == [])
      #expect(again.advisories.contains { $0.hasPrefix("membersNotShown") }, "\(again.advisories)")
      stage.source.groups?[0].members = ["h1", "h2"]
      #expect(try await stage.sync().failures == [])
      #expect(try await stage.sync().plan == [])
      await stage.network.set([])
      #expect(
        try await stage.organization().contains(
          "Unseen h-g: unseen1@example.com, unseen2@example.com"
        )
      )
    }
  }

  @Test(
    "what a whole service cannot do is tried once, what one change was refused each time",
    arguments: [
      // PATCH, PUT, and how often each is sent for three revocations.
      ("verb", 405, 0, 1, 3), ("active", 501, 0, 1, 3), ("form", 400, 0, 3, 3),
      ("neither", 400, 501, 3, 1), ("both", 400, 400, 3, 3), ("put", 405, 400, 1, 3),
    ]
  )
  func verbs(name: String, patch: Int, put: Int, patches: Int, puts: Int) async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled(name, in: folder)
      stage.options["concurrency"] = "1"
      var faults = [Fault(.patch, "/Users/", .answer(status: patch))]
      if put != 0 { faults.append(Fault(.put, "/Users/", .answer(status: put))) }
      await stage.network.set(faults)
      for number in 0..<3 { stage.source.users[number].state = .disabled }
      let run = try await stage.sync()
      #expect(run.failures.count == (put == 0 ? 0 : 3), "\(run.failures)")
      // Of two refusals the one that is not about the verb is told.
      let verb = patch == 400 ? "PATCH" : "PUT"
      #expect(run.failures.allSatisfy { $0.contains("\(verb) http") && $0.contains("with 400") })
      #expect(run.writes.count { $0.hasPrefix("PATCH") } == patches, "\(run.writes)")
      #expect(run.writes.count { $0.hasPrefix("PUT") } == puts, "\(run.writes)")
    }
  }

  @Test func `one part of a name that is refused holds up no other, and all of them are a failure`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("part", in: folder)
      func refuses(_ text: String) -> Fault {
        Fault(
          nil,
          "/Users/",
          .judge { request, body in
            let isRefused =
              request.method == .put
              || (request.method == .patch
                && String(decoding: body ?? [], as: UTF8.self).contains(text))
            return isRefused ? HTTPReply(status: 400) : nil
          }
        )
      }
      stage.source.users[0].name = "Ada King"
      await stage.network.set([refuses("name.formatted")])
      let run = try await stage.sync()
      #expect(run.failures == [])
      // All at once by PATCH and by PUT, and then four by themselves.
      #expect(run.writes.count == 6, "\(run.writes)")
      #expect(try await stage.organization().contains { $0.contains("\"Ada King\"") })
      stage.source.users[0].name = "Ada Byron"
      await stage.network.set([refuses("Operations")])
      let second = try await stage.sync()
      #expect(second.failures.count == 1)
      #expect(second.failures.first?.contains("refused with 400") == true, "\(second.failures)")
    }
  }
}
