import DirectoryModel
import HTTPTransport
import HTTPTypes
import TestSupport
import Testing

/// Too many requests: a real server behind something that counts them.
@Suite(.serialized, .needs(.strict), .scimServer(.strict))
struct SCIMRateTests {
  private typealias Fault = FaultyTransport.Fault

  private static func busy(_ seconds: Int?) -> FaultyTransport.Effect {
    .answer(status: 429, fields: seconds.map { [.retryAfter: "\($0)"] } ?? [:])
  }

  @Test func `Retry-After is obeyed, in reading and in writing`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("after", in: folder)
      await stage.network.set([
        Fault(.get, "/Users?", times: 1, Self.busy(40)),
        Fault(.patch, "/Users/", times: 2, Self.busy(70)),
        Fault(.post, "/Users", times: 1, Self.busy(90)),
      ])
      stage.source.users[0].state = .disabled
      stage.source.users.append(.init("after-new", "after-new@example.com", name: "New"))
      let start = stage.clock.transportClock.now()
      let run = try await stage.sync()
      #expect(run.failures == [])
      #expect(stage.clock.transportClock.now() - start >= .seconds(40 + 70 + 70 + 90))
      #expect(run.writes.count { $0 == "POST /Users" } == 2)
      #expect(try await stage.sync().plan == [])
    }
  }

  @Test func `a service that refuses without end is not read, and nothing is written`() async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("endless", in: folder)
      await stage.network.set([Fault(.get, "/Users?", Self.busy(7))])
      await stage.network.forgetCalls()
      stage.source.users[0].state = .disabled
      let error = await #expect(throws: TargetError.self) { try await stage.sync() }
      #expect(error?.category == .organization)
      #expect(error?.summary.contains("429") == true, "\(error?.summary ?? "")")
      #expect(
        error?.hint
          == "The service wants to be left alone for 7 seconds: run again after that."
      )
      #expect(await stage.network.writes == [])
      // Five attempts.
      #expect(await stage.network.calls.count { $0.hasPrefix("GET /Users?") } == 5)
    }
  }

  @Test func `a wait that is too long ends the attempts at once, and says how long`() async throws {
    try await inTemporaryFolder { folder in
      let stage = try await SCIMStage.filled("long", in: folder)
      await stage.network.set([Fault(.get, "/Users?", Self.busy(7200))])
      await stage.network.forgetCalls()
      let error = await #expect(throws: TargetError.self) { try await stage.sync() }
      #expect(error?.hint?.contains("7200 seconds") == true)
      #expect(await stage.network.calls.count { $0.hasPrefix("GET /Users?") } == 1)
    }
  }

  @Test
  func `a run whose every write is refused for its rate ends after ten, and is finished later`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("writes", in: folder)
      for number in 0..<30 {
        stage.source.users.append(.init("writes-n\(number)", "writes-n\(number)@example.com"))
      }
      await stage.network.set([Fault(.post, "/Users", Self.busy(nil))])
      let run = try await stage.sync()
      #expect(run.exitCode == 6)
      #expect(run.failures.count == 30)
      #expect(run.failures.first?.contains("429") == true, "\(run.failures)")
      // Those under way when the tenth failed are tried to their end; nothing new begins.
      #expect((10...12).contains(run.writes.count / 5), "\(run.writes.count)")
      await stage.network.set([])
      #expect(try await stage.sync().failures == [])
      #expect(try await stage.sync().plan == [])
    }
  }
}
