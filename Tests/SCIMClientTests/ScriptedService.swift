import HTTPTransport
import SCIMClient
import TestSupport
import Testing

/// A client of a service that says what a script says, below `/v2`.
struct ScriptedService {
  let transport: ScriptedTransport
  let client: SCIMClient
  let clock = ManualClock()

  /// - Parameters:
  ///   - script: Answers by verb and path; discovery is not offered unless the script says otherwise.
  ///   - options: Two resources a page and one attempt, unless changed.
  /// - Throws: Nothing that a test could cause.
  init(
    _ script: [String: [ScriptedTransport.Answer]],
    _ options: (inout SCIMClientOptions) -> Void = { _ in }
  ) throws {
    var all: [String: [ScriptedTransport.Answer]] = [
      "GET /v2/ServiceProviderConfig": [.empty(404)], "GET /v2/ResourceTypes": [.empty(404)],
      "GET /v2/Schemas": [.empty(404)],
    ]
    for (call, answers) in script {
      let words = call.split(separator: " ", maxSplits: 1)
      all["\(words[0]) /v2\(words[1])"] = answers
    }
    transport = ScriptedTransport(all)
    var chosen = SCIMClientOptions()
    chosen.pageSize = 2
    chosen.listingAttempts = 1
    options(&chosen)
    let secrets = KnownSecrets()
    secrets.add("s3cret-token")
    client = SCIMClient(
      address: try ServiceAddress(parsing: "https://scim.example.com/v2"),
      transport: transport,
      options: chosen,
      clock: clock.transportClock,
      secrets: secrets
    )
  }

  /// Ids of all users.
  func users() async throws(SCIMError) -> [String] {
    try await client.list(.init(.users)) { $0.id }
  }

  /// Paths that were asked for, without discovery.
  func pages() async -> [String] {
    await transport.calls.filter { $0.contains("/Users") }.map { String($0.dropFirst(7)) }
  }
}

/// A page of users with these ids.
func page(_ total: Int?, _ ids: [String], more: String = "") -> ScriptedTransport.Answer {
  let resources = ids.map { #"{"id":"\#($0)","userName":"\#($0)@example.com"}"# }
  let head = total.map { #""totalResults":\#($0),"# } ?? ""
  return .text("{\(head)\(more)\"Resources\":[\(resources.joined(separator: ","))]}")
}
