import DirectoryModel
import HTTPTransport
import HTTPTypes
import TestSupport
import Testing

/// Many members in one request, of which a real server's front does not like one.
@Suite(.serialized, .needs(.strict), .scimServer(.strict))
struct SCIMChunkTests {
  private typealias Fault = FaultyTransport.Fault

  /// A group of three, with 45 more people who are to come in by tens.
  private func stage(_ name: String, in folder: String) async throws -> SCIMStage {
    var stage = try await SCIMStage.filled(name, in: folder)
    for number in 5..<50 {
      stage.source.users.append(.init("\(name)-\(number)", "\(name)\(number)@example.com"))
    }
    #expect(try await stage.sync().failures == [])
    stage.options = ["members.chunk": "10", "members.removeChunk": "10"]
    stage.source.groups?[0].members = (0..<50).map { "\(name)-\($0)" }
    return stage
  }

  @Test(
    "one who cannot be added or taken out costs the others nothing but single requests",
    arguments: [400, 404, 409, 500]
  )
  func oneAtFault(status: Int) async throws {
    try await inTemporaryFolder { folder in
      let name = "fault\(status)"
      var stage = try await stage(name, in: folder)
      let bad = try await stage.id(of: "\(name)10@example.com")
      let refusal = FaultyTransport.Effect.judge { _, body in
        String(decoding: body ?? [], as: UTF8.self).contains(bad) ? HTTPReply(status: status) : nil
      }
      await stage.network.set([Fault(.patch, "/Groups/", refusal)])
      let added = try await stage.sync()
      #expect(added.failures.count == 1, "\(added.failures)")
      #expect(
        added.failures.first?.contains("addToGroup \(name)10@example.com") == true,
        "\(added.failures)"
      )
      // Five requests, of which the first has the fault; a 500 is tried once more by itself.
      let tries = status == 500 ? 2 : 1
      // What is refused first may be refused for its form: it is sent again when the second has gone through.
      let again = status == 400 ? 1 : 0
      #expect(added.writes.count == 4 + 2 * tries + 9 + again, "\(added.writes.count)")
      await stage.network.set([])
      #expect(try await stage.sync().failures == [])
      #expect(try await stage.sync().plan == [])

      await stage.network.set([Fault(.patch, "/Groups/", refusal)])
      stage.source.groups?[0].members = (0..<3).map { "\(name)-\($0)" }
      let removed = try await stage.sync()
      #expect(removed.failures.count == 1, "\(removed.failures)")
      #expect(
        removed.failures.first?.contains("removeFromGroup \(name)10@example.com") == true,
        "\(removed.failures)"
      )
      await stage.network.set([])
      #expect(try await stage.sync().failures == [])
    }
  }

  @Test func `who is refused alone does not change how others are sent`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("alone", in: folder)
      stage.options["concurrency"] = "1"
      stage.source.groups = [
        .init("alone-a", "A alone"), .init("alone-b", "B others"), .init("alone-c", "C also"),
      ]
      #expect(try await stage.sync().failures == [])
      let bad = try await stage.id(of: "alone3@example.com")
      let refusal = FaultyTransport.Effect.judge { _, body in
        String(decoding: body ?? [], as: UTF8.self).contains(bad) ? HTTPReply(status: 400) : nil
      }
      await stage.network.set([Fault(nil, "/Groups/", refusal)])
      stage.source.groups?[0].members = ["alone-3"]
      stage.source.groups?[1].members = ["alone-0", "alone-1"]
      stage.source.groups?[2].members = ["alone-3"]
      let run = try await stage.sync()
      #expect(run.failures.count == 2, "\(run.failures)")
      let writes = run.writes.map { String($0.prefix { $0 != " " }) }
      // Every form for the first, the usual one for the second, which shows that it is good.
      #expect(writes == ["PATCH", "PATCH", "PUT", "PATCH", "PATCH"], "\(run.writes)")
    }
  }

  @Test func `what was done in spite of a refusal is not sent again`() async throws {
    try await inTemporaryFolder { folder in
      let stage = try await stage("done", in: folder)
      await stage.network.set([Fault(.patch, "/Groups/", times: 1, .answerAfter(status: 409))])
      let run = try await stage.sync()
      #expect(run.failures == [])
      #expect(run.writes.count == 5, "\(run.writes)")
      #expect(try await stage.sync().plan == [])
    }
  }

  @Test func `a request that is too large is halved until it goes through`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await stage("size", in: folder)
      let limit = FaultyTransport.Effect.judge { _, body in
        let text = String(decoding: body ?? [], as: UTF8.self)
        let count = text.split(separator: #""value":""#).count + text.split(separator: "eq").count
        return count - 2 > 3 ? HTTPReply(status: 413) : nil
      }
      await stage.network.set([Fault(.patch, "/Groups/", limit)])
      // 10, 5, and then by twos: the size that went through is kept.
      let added = try await stage.sync()
      #expect(added.failures == [])
      #expect(added.writes.count == 2 + 24, "\(added.writes.count)")
      stage.source.groups?[0].members = (0..<3).map { "size-\($0)" }
      let removed = try await stage.sync()
      #expect(removed.failures == [])
      #expect(removed.writes.count == 2 + 24, "\(removed.writes.count)")
      await stage.network.set([])
      #expect(try await stage.sync().plan == [])
    }
  }
}
