import DirectoryModel
import TestSupport
import Testing

/// A server on which DELETE only deactivates.
@Suite(.serialized, .needs(.softdelete), .scimServer(.softdelete))
struct SCIMRemovalTests {
  @Test func `who was removed comes back as the same account`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try SCIMStage(.running(), stateFolder: folder)
      stage.departures.disabled = .remove
      stage.source.users = [
        .init("u0", "ada@example.com", name: "Ada Lovelace"),
        .init("u1", "bo@example.com", name: "Bo Lee"),
      ]
      #expect(try await stage.sync().failures == [])
      stage.source.users[0].state = .disabled
      let removal = try await stage.sync()
      #expect(removal.plan == ["remove ada@example.com"])
      #expect(removal.failures == [])
      #expect(try await stage.sync().plan == [])
      stage.source.users[0].state = .active
      let back = try await stage.sync()
      #expect(back.plan == ["invite ada@example.com"])
      #expect(back.failures == [])
      #expect(
        try await stage.organization() == [
          "+ada@example.com u0 \"Ada Lovelace\"", "+bo@example.com u1 \"Bo Lee\"",
        ]
      )
      #expect(try await stage.sync().plan == [])
    }
  }
}
