import DirectoryModel
import HTTPTransport
import HTTPTypes
import Synchronization
import TestSupport
import Testing

/// A real server behind a front that shows no members of groups, and takes no PATCH.
@Suite(.serialized, .needs(.strict), .scimServer(.strict))
struct SCIMHiddenMembersTests {
  private typealias Fault = FaultyTransport.Fault

  private static let hidden = [
    Fault(.get, "/Groups", .keeping(0, of: "members")), Fault(.patch, "", .answer(status: 405)),
  ]

  /// A filled stage that has not found out yet what the front does; the leaver makes it known that there is no PATCH.
  private func stage(_ name: String, in folder: String) async throws -> SCIMStage {
    var stage = try await SCIMStage.filled(name, in: folder)
    stage.memory.forget()
    await stage.network.set(Self.hidden)
    stage.options = ["members.chunk": "2", "concurrency": "1"]
    stage.source.users[4].state = .disabled
    return stage
  }

  @Test func `a group that was there is not written anew, so that nobody is lost`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await stage("there", in: folder)
      stage.source.groups?[0].name = "Another name"
      stage.source.groups?[0].members.append("there-3")
      let run = try await stage.sync()
      #expect(run.failures.count == 2, "\(run.failures)")
      #expect(
        run.failures.allSatisfy { $0.contains("could take out whoever is in it") },
        "\(run.failures)"
      )
      #expect(!run.writes.contains { $0.hasPrefix("PUT /Groups") }, "\(run.writes)")
      await stage.network.set([])
      #expect(
        try await stage.organization().contains(
          "Group there there-g: there0@example.com, there1@example.com, there2@example.com"
        )
      )
    }
  }

  @Test func `two who are refused keep nobody else out`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("bad", in: folder)
      stage.source.users.append(.init("bad-5", "bad5@example.com", name: "Person 5"))
      #expect(try await stage.sync().failures == [])
      stage.memory.forget()
      stage.options = ["concurrency": "1"]
      // The first two who come alone are those whom the service does not take.
      let refused = Mutex<Set<[UInt8]>>([])
      let refusal = FaultyTransport.Effect.judge { _, body in
        let body = body ?? []
        let isAlone =
          String(decoding: body, as: UTF8.self).split(separator: #"{"value":"#).count == 2
        let isRefused = refused.withLock { refused in
          if isAlone, refused.count < 2 { refused.insert(body) }
          return !isAlone || refused.contains(body)
        }
        return isRefused ? HTTPReply(status: 400) : nil
      }
      await stage.network.set([Self.hidden[0], Fault(.patch, "/Groups/", refusal)])
      stage.source.groups?[0].members += ["bad-3", "bad-4", "bad-5"]
      let run = try await stage.sync()
      #expect(run.failures.count == 2, "\(run.failures)")
      await stage.network.set([])
      let group = try await stage.organization().first { $0.hasPrefix("Group bad") }
      #expect(group?.split(separator: "@").count == 5, "\(group ?? "")")
    }
  }

  @Test func `a new group gets everybody at once`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await stage("new", in: folder)
      stage.source.groups?.append(
        .init("new-h", "Second", members: ["new-0", "new-1", "new-2", "new-3"])
      )
      let run = try await stage.sync()
      #expect(run.failures == [])
      #expect(run.writes.count { $0.hasPrefix("PUT /Groups") } == 1, "\(run.writes)")
      await stage.network.set([])
      #expect(
        try await stage.organization().contains(
          "Second new-h: new0@example.com, new1@example.com, new2@example.com, new3@example.com"
        )
      )
    }
  }
}
