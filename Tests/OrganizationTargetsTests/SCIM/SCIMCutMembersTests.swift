import DirectoryModel
import HTTPTypes
import TestSupport
import Testing

/// Members that a real server's answers lack: left out of lists, or of a group's own answer, or cut in the middle.
@Suite(.serialized, .needs(.strict), .scimServer(.strict))
struct SCIMCutMembersTests {
  private typealias Fault = FaultyTransport.Fault

  @Test func `a list that has no members says nothing about them`() async throws {
    try await inTemporaryFolder { folder in
      let stage = try await SCIMStage.filled("list", in: folder)
      await stage.network.set([Fault(.get, "/Groups?", .keeping(0, of: "members"))])
      #expect(try await stage.sync().plan == [])
    }
  }

  @Test
  func `members that never show are added twice in a run, not a third time, and nobody is lost`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("cap", in: folder)
      await stage.network.set([Fault(.get, "/Groups/", .keeping(2, of: "members"))])
      stage.source.groups?[0].members += ["cap-3"]
      let run = try await stage.sync()
      // The third shows no more than the fourth, so that it is added again as well; that does no harm.
      #expect(run.failures.count == 2)
      for failure in run.failures {
        #expect(
          failure.hasSuffix(
            "the service accepted the member twice and does not show it in the group: it may show only some of the members"
          ),
          "\(failure)"
        )
      }
      #expect(run.writes.count == 2, "\(run.writes)")
      #expect(run.exitCode == 4)
      await stage.network.set([])
      #expect(
        try await stage.organization().contains(
          "Group cap cap-g: cap0@example.com, cap1@example.com, cap2@example.com, cap3@example.com"
        )
      )
      #expect(try await stage.sync().plan == [])
    }
  }

  @Test
  func `a group whose answer is cut off is left alone, and the leaver is revoked all the same`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("torn", in: folder)
      await stage.network.set([Fault(.get, "/Groups/", .cut(bytes: 120))])
      stage.source.users[0].state = .disabled
      stage.source.groups?[0] = .init("torn-g", "Group torn", members: ["torn-4"])
      let run = try await stage.sync()
      #expect(run.plan == ["revoke torn0@example.com"])
      #expect(run.failures == [])
      #expect(run.advisories.contains { $0.contains("Group torn") }, "\(run.advisories)")
      #expect(run.writes.allSatisfy { !$0.contains("/Groups") })
    }
  }
}
