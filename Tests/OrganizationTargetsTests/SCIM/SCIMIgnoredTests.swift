import DirectoryModel
import HTTPTypes
import TestSupport
import Testing

/// Changes that a service accepts and does not do: never done in a report.
@Suite(.serialized, .needs(.strict), .scimServer(.strict))
struct SCIMIgnoredTests {
  private typealias Fault = FaultyTransport.Fault

  private func fails(
    _ stage: SCIMStage,
    _ faults: [Fault],
    _ words: String
  ) async throws {
    await stage.network.set(faults)
    let run = try await stage.sync()
    #expect(run.exitCode == 4)
    #expect(run.failures.count == 1, "\(run.failures)")
    #expect(run.failures.first?.contains(words) == true, "\(run.failures)")
    await stage.network.set([])
    #expect(try await stage.sync().failures == [])
    #expect(try await stage.sync().plan == [])
  }

  @Test func `a revocation, and giving access back`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("active", in: folder)
      let accepted = [Fault(.patch, "/Users/", .answer(status: 204))]
      stage.source.users[0].state = .disabled
      try await fails(stage, accepted, "accepted the revocation and still shows the account active")
      stage.source.users[0].state = .active
      try await fails(
        stage,
        accepted,
        "accepted the restoration and still shows the account inactive"
      )
    }
  }

  @Test(
    "what a service is slow to show is looked at again",
    arguments: [
      ("slow", .answerAfter(status: 204)),
      ("stale", .edit { $0.replacing("false", with: "true") }),
    ] as [(String, FaultyTransport.Effect)]
  )
  func slow(name: String, answer: FaultyTransport.Effect) async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled(name, in: folder)
      let id = try await stage.id(of: "\(name)0@example.com")
      await stage.network.set([
        Fault(.patch, "/Users/", answer),
        Fault(.get, "/Users/\(id)", times: 2, .edit { $0.replacing("false", with: "true") }),
      ])
      stage.source.users[0].state = .disabled
      let before = stage.clock.sleeps.count
      #expect(try await stage.sync().failures == [])
      #expect(stage.clock.sleeps.dropFirst(before) == [.seconds(1), .seconds(3)])
    }
  }

  @Test func `who is gone has no access`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("gone", in: folder)
      let server = stage.server
      let id = try await stage.id(of: "gone0@example.com")
      stage.source.users[0].state = .disabled
      await stage.network.set([
        Fault(
          .get,
          "/Groups?",
          times: 1,
          .meanwhile { _ = try? await server.ask("DELETE", "/Users/\(id)") }
        )
      ])
      let run = try await stage.sync()
      #expect(run.plan == ["revoke gone0@example.com"])
      #expect(run.failures == [])
    }
  }

  @Test func `who is gone need not be removed`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("away", in: folder)
      let server = stage.server
      let id = try await stage.id(of: "away0@example.com")
      stage.departures.disabled = .remove
      stage.source.users[0].state = .disabled
      await stage.network.set([
        Fault(
          .get,
          "/Groups?",
          times: 1,
          .meanwhile { _ = try? await server.ask("DELETE", "/Users/\(id)") }
        )
      ])
      let run = try await stage.sync()
      #expect(run.plan == ["remove away0@example.com"])
      #expect(run.failures == [])
    }
  }

  @Test func `a removal`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("removal", in: folder)
      stage.departures.disabled = .remove
      stage.source.users[0].state = .disabled
      try await fails(
        stage,
        [Fault(.delete, "/Users/", .answer(status: 204))],
        "accepted the removal and still shows the account active"
      )
      #expect(try await !stage.organization().contains { $0.contains("removal0@example.com") })
    }
  }

  @Test func `another name of a group, and its deletion`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("group", in: folder)
      stage.source.groups?[0].name = "Renamed group"
      try await fails(
        stage,
        [Fault(.patch, "/Groups/", .answer(status: 204))],
        "accepted the new name and still shows 'Group group'"
      )
      stage.source.groups = [.init("group-h", "Another", members: ["group-4"])]
      stage.departedGroups = .delete
      try await fails(
        stage,
        [Fault(.delete, "/Groups/", .answer(status: 204))],
        "accepted the deletion and still shows the group"
      )
      #expect(try await !stage.organization().contains { $0.contains("Renamed") })
    }
  }

  @Test func `another address, and another name of a person, which is not asked for again`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("person", in: folder)
      let accepted = [Fault(.patch, "/Users/", .answer(status: 204))]
      stage.source.users[0].email = "person-other@example.com"
      try await fails(
        stage,
        accepted,
        "accepted the new address and still shows person0@example.com"
      )
      stage.source.users[1].name = "Another Name"
      await stage.network.set(accepted)
      let run = try await stage.sync()
      #expect(run.failures.first?.contains("names are not compared from now on") == true)
      await stage.network.set([])
      #expect(try await stage.sync().plan == [])
      #expect(stage.memory.lines.contains(#"{"notKept":"displayName"}"#), "\(stage.memory.lines)")
    }
  }
}
