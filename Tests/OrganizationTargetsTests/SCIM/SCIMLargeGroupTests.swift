import TestSupport
import Testing

/// A group of 5,000 on a real server: one list of it is half a megabyte, and the server goes through it for every
/// change.
@Suite(.needs(.strict), .scimServer(.strict))
struct SCIMLargeGroupTests {
  @Test func `a group of 5,000 is made, found in sync, and changed by what differs`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try SCIMStage(.running(), stateFolder: folder)
      stage.options = ["pageSize": "1000"]
      stage.source.users = (0..<5010).map { .init("u\($0)", "p\($0)@example.com", name: "P \($0)") }
      stage.source.groups = [.init("g", "Everybody", members: (0..<5000).map { "u\($0)" })]
      let first = try await stage.sync()
      #expect(first.failures == [])
      #expect(first.plan.count == 10_011)
      // One request for each person, one for the group, and the members by the hundred.
      #expect(first.writes.count == 5010 + 1 + 50)
      let second = try await stage.sync()
      #expect(second.plan == [])
      #expect(second.writes == [])

      stage.source.groups?[0].members = (3..<5007).map { "u\($0)" }
      let delta = try await stage.sync()
      #expect(delta.failures == [])
      #expect(delta.plan.count == 10)
      #expect(delta.writes.count == 2)
      let group = try await stage.organization().last ?? ""
      let members = Set(group.split(separator: " ").map { $0.filter { $0 != "," } })
      #expect(members.count { $0.hasSuffix("@example.com") } == 5004)
      #expect(!members.contains("p2@example.com"))
      #expect(members.contains("p5006@example.com"))
    }
  }
}
