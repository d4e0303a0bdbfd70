import HTTPTransport
import HTTPTypes
import TestSupport
import Testing

@Suite struct PacingTransportTests {
  private static let rules = [
    PacingTransport.Rule(count: 58, span: .seconds(60)),
    PacingTransport.Rule(count: 5, span: .milliseconds(1050)),
  ]

  private static func send(
    _ count: Int,
    _ path: @Sendable (Int) -> String
  ) async throws -> [Duration] {
    let clock = ManualClock()
    let time = clock.transportClock
    var script: [String: [ScriptedTransport.Answer]] = [:]
    for index in 0..<count { script["POST \(path(index))"] = [.empty()] }
    let transport = PacingTransport(ScriptedTransport(script), rules: rules, clock: time)
    var times: [Duration] = []
    for index in 0..<count {
      let request = HTTPRequest(
        method: .post,
        scheme: "https",
        authority: "api.example.com",
        path: path(index)
      )
      _ = try await transport.send(request, body: nil)
      times.append(time.now())
    }
    return times
  }

  @Test func `no span of a second holds more than five`() async throws {
    let times = try await Self.send(11) { _ in "/members" }
    #expect(
      times == [
        .zero, .zero, .zero, .zero, .zero, .milliseconds(1050), .milliseconds(1050),
        .milliseconds(1050), .milliseconds(1050), .milliseconds(1050), .milliseconds(2100),
      ]
    )
  }

  @Test func `no span of a minute holds more than fifty-eight`() async throws {
    let times = try await Self.send(117) { _ in "/members" }
    #expect(times[57] < .seconds(60))
    #expect(times[58] == .seconds(60))
    for index in 58..<117 { #expect(times[index] - times[index - 58] >= .seconds(60)) }
  }

  @Test func `every path has its own count, whatever its case and query`() async throws {
    #expect(try await Self.send(12) { "/members/\($0)" }.last == .zero)
    let same = try await Self.send(6) { $0 == 5 ? "/MEMBERS?x=1" : "/members" }
    #expect(same.last == .milliseconds(1050))
  }
}
