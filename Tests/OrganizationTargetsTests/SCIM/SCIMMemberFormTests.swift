import DirectoryModel
import HTTPTransport
import HTTPTypes
import JSONReader
import SCIMClient
import Synchronization
import TestSupport
import Testing

/// Members of groups on a real server that refuses, ignores or misunderstands forms of their change.
@Suite(.serialized, .needs(.strict), .scimServer(.strict))
struct SCIMMemberFormTests {
  private typealias Fault = FaultyTransport.Fault

  /// Refuses, or accepts without doing, changes whose body holds a text.
  private static func fault(_ rules: [(HTTPRequest.Method, String, Int)]) -> Fault {
    Fault(
      nil,
      "/Groups/",
      .judge { request, body in
        let text = String(decoding: body ?? [], as: UTF8.self)
        return rules.first { $0.0 == request.method && text.contains($0.1) }
          .map { HTTPReply(status: $0.2) }
      }
    )
  }

  private static let filterPath = #"members[value eq"#
  private static let replacement = #""op":"replace","path":"members""#
  private static let addition = #""op":"add","path":"members""#

  struct Ladder {
    let name: String
    let faults: [(HTTPRequest.Method, String, Int)]
    /// Of group changes: removals, then additions.
    let writes: [String]
  }

  @Test(
    "a form that is refused or ignored gives way to the next, and nobody else's membership is touched",
    arguments: [
      Ladder(
        name: "refused",
        faults: [(.patch, filterPath, 400)],
        // Both at once, each by itself, the whole list, and the additions.
        writes: ["PATCH", "PATCH", "PATCH", "PATCH", "PATCH"]
      ),
      Ladder(
        name: "ignored",
        faults: [(.patch, filterPath, 204)],
        writes: ["PATCH", "PATCH", "PATCH"]
      ),
      Ladder(
        name: "put",
        faults: [(.patch, filterPath, 501), (.patch, replacement, 400)],
        writes: ["PATCH", "PATCH", "PUT", "PATCH"]
      ),
      Ladder(
        name: "additions",
        faults: [(.patch, addition, 400)],
        writes: ["PATCH", "PATCH", "PATCH", "PATCH", "PATCH"]
      ),
      Ladder(
        name: "only-put",
        faults: [(.patch, "Operations", 400)],
        writes: [
          "PATCH", "PATCH", "PATCH", "PATCH", "PUT", "PATCH", "PATCH", "PATCH", "PATCH", "PUT",
        ]
      ),
    ]
  )
  func ladder(_ ladder: Ladder) async throws {
    try await inTemporaryFolder { folder in
      let name = ladder.name
      var stage = try await SCIMStage.filled(name, in: folder)
      // Somebody whom no source knows is in the group too.
      let stranger = try await addStranger("\(name)-x@example.com", to: "Group \(name)", stage)
      await stage.network.set([Self.fault(ladder.faults)])
      stage.source.groups?[0].members = ["\(name)-2", "\(name)-3", "\(name)-4"]
      let run = try await stage.sync()
      #expect(run.failures == [])
      #expect(run.writes.map { String($0.prefix { $0 != " " }) } == ladder.writes, "\(run.writes)")
      await stage.network.set([])
      #expect(
        try await stage.organization().contains(
          "Group \(name) \(name)-g: \(stranger), \(name)2@example.com, \(name)3@example.com, \(name)4@example.com"
        )
      )
      #expect(try await stage.sync().plan == [])
    }
  }

  @Test func `a whole list that is too large is a failure, not sent again and again`() async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("toolarge", in: folder)
      await stage.network.set([
        Self.fault([(.patch, Self.filterPath, 501), (.patch, Self.replacement, 413)])
      ])
      stage.source.groups?[0].members = ["toolarge-2"]
      let run = try await stage.sync()
      #expect(run.failures.count == 2, "\(run.failures)")
      #expect(run.failures.allSatisfy { $0.contains("413") }, "\(run.failures)")
      #expect(run.writes.count == 2, "\(run.writes)")
    }
  }

  private func addStranger(
    _ userName: String,
    to group: String,
    _ stage: SCIMStage
  ) async throws -> String {
    try await stage.server.ask(
      "POST",
      "/Users",
      #"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"\#(userName)","active":true}"#
    )
    let id = try await stage.id(of: userName)
    try await stage.server.ask(
      "PATCH",
      "/Groups/\(try await stage.id(ofGroup: group))",
      #"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"members","value":[{"value":"\#(id)"}]}]}"#
    )
    return userName
  }

  @Test func `what is no user of ours stays when a list is written anew`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("inner", in: folder)
      let extra: [JSONValue] = [
        ["value": "9999", "type": "Group", "display": "Inner"], ["display": "without a value"],
      ]
      let written = Mutex<[JSONValue]>([])
      await stage.network.set([
        Fault(
          .get,
          "/Groups/",
          .edit { text in
            guard let json = try? JSONValue(parsing: [UInt8](text.utf8)) else { return text }
            let members = (json["members"]?.array ?? []) + extra
            let more = json.setting("members", to: JSONValue(.array(members)))
            return String(decoding: more.encoded, as: UTF8.self)
          }
        ),
        Fault(
          .patch,
          "/Groups/",
          .judge { _, body in
            let json = try? JSONValue(parsing: body ?? [])
            let operation = json?["Operations"]?.array?.first
            guard operation?["op"] == "replace" else { return HTTPReply(status: 400) }
            written.withLock { $0 = operation?["value"]?.array ?? [] }
            return HTTPReply(status: 204)
          }
        ),
      ])
      stage.source.groups?[0].members = ["inner-0", "inner-1"]
      _ = try await stage.sync()
      let entries = written.withLock { $0 }
      #expect(entries.count == 4, "\(entries)")
      #expect(extra.allSatisfy { entries.contains($0) }, "\(entries)")
    }
  }

  @Test
  func `a service that keeps every removal back is a failure, and so is one that adds nobody`()
    async throws
  {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("deaf", in: folder)
      await stage.network.set([Self.fault([(.patch, "Operations", 204), (.put, "members", 200)])])
      stage.source.groups?[0].members = ["deaf-1", "deaf-2", "deaf-3"]
      let run = try await stage.sync()
      #expect(run.failures.count == 2, "\(run.failures)")
      #expect(run.failures.first?.contains("of the group's members and does not show it") == true)
      #expect(run.failures.last?.contains("accepted the member twice") == true)
      await stage.network.set([])
      #expect(try await stage.sync().failures == [])
    }
  }

  @Test(
    "removal by value on a service that takes everybody out is undone and told, and ends there",
    arguments: [("whole", false), ("broken", true)]
  )
  func removesEverybody(name: String, isBroken: Bool) async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled(name, in: folder)
      let other = (0..<3).map { "\(name)-\($0)" }
      stage.source.groups?.append(.init("\(name)-h", "Second \(name)", members: other))
      #expect(try await stage.sync().failures == [])
      // One at a time, so that it is known which group is tried first.
      stage.options = ["members.remove": "value", "members.chunk": "1", "concurrency": "1"]
      await stage.network.set([
        Fault(.patch, "/Groups/", times: 1, try await emptying("Group \(name)", stage)),
        Fault(.patch, "/Groups/", skip: 1, times: isBroken ? .max : 0, .answer(status: 400)),
      ])
      stage.source.groups?[0].members = ["\(name)-2"]
      stage.source.groups?[1].members = ["\(name)-2"]
      let run = try await stage.sync()
      #expect(run.failures.count == 4, "\(run.failures)")
      let end = isBroken ? ", and 1 of them could not be put back" : "; they were put back"
      #expect(
        run.failures.first?.contains("took 2 others out of the group as well\(end)") == true,
        "\(run.failures)"
      )
      #expect(
        run.failures.last?.contains("nobody is removed by value any more") == true,
        "\(run.failures)"
      )
      // The removal, and each of the two by itself; nothing more is sent to the second group.
      #expect(run.writes.count == 3, "\(run.writes)")
      await stage.network.set([])
      let left = (isBroken ? [1] : [1, 2]).map { "\(name)\($0)@example.com" }
      let groups = try await stage.organization().filter { $0.contains("\(name)-g:") }
      #expect(groups == ["Group \(name) \(name)-g: \(left.joined(separator: ", "))"])
    }
  }

  /// Takes three people out of a group at once.
  private func emptying(_ group: String, _ stage: SCIMStage) async throws -> FaultyTransport.Effect
  {
    let server = stage.server
    let id = try await stage.id(ofGroup: group)
    let name = group.split(separator: " ").last ?? ""
    let members = try await (0..<3).map { "\(name)\($0)@example.com" }
      .asyncMap { try await stage.id(of: $0) }
    let paths = members.map { #"{"op":"remove","path":"members[value eq \"\#($0)\"]"}"# }
    return .instead(status: 204) { _ in
      _ = try? await server.ask(
        "PATCH",
        "/Groups/\(id)",
        #"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[\#(paths.joined(separator: ","))]}"#
      )
    }
  }

  @Test func `removal by value is tried on one, and then used for all`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("proven", in: folder)
      stage.options["members.remove"] = "value"
      let server = stage.server
      let group = try await stage.id(ofGroup: "Group proven")
      // The server itself knows only filters: each value becomes one.
      let translated = FaultyTransport.Effect.instead(status: 204) { body in
        let operations = (try? JSONValue(parsing: body))?["Operations"]?.array ?? []
        let values = operations.first?["value"]?.array?.compactMap { $0["value"]?.string } ?? []
        let paths = values.map { #"{"op":"remove","path":"members[value eq \"\#($0)\"]"}"# }
        _ = try? await server.ask(
          "PATCH",
          "/Groups/\(group)",
          #"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[\#(paths.joined(separator: ","))]}"#
        )
      }
      await stage.network.set([Fault(.patch, "/Groups/", translated)])
      stage.source.groups?[0].members = []
      let run = try await stage.sync()
      #expect(run.failures == [])
      #expect(run.writes.count == 2, "\(run.writes)")
      #expect(try await stage.sync().plan == [])
    }
  }

  @Test("members that are not read are what was written", arguments: ["none", "filter"])
  func unread(read: String) async throws {
    try await inTemporaryFolder { folder in
      var stage = try SCIMStage(.running(), stateFolder: folder)
      stage.options["members.read"] = read
      stage.source.users = (0..<3).map {
        .init("\(read)-\($0)", "\(read)\($0)@example.com", name: "P")
      }
      stage.source.groups = [
        .init("\(read)-g", "Group \(read)", members: ["\(read)-0", "\(read)-1"])
      ]
      #expect(try await stage.sync().failures == [])
      let again = try await stage.sync()
      #expect(again.plan == [])
      #expect(again.writes == [])
      stage.source.groups?[0].members = ["\(read)-1", "\(read)-2"]
      #expect(try await stage.sync().failures == [])
      #expect(try await stage.sync().plan == [])
      stage.options = [:]
      #expect(
        try await stage.organization().contains(
          "Group \(read) \(read)-g: \(read)1@example.com, \(read)2@example.com"
        )
      )
    }
  }
}

extension [String] {
  fileprivate func asyncMap(_ transform: (String) async throws -> String) async rethrows -> [String]
  {
    var result: [String] = []
    for element in self { result.append(try await transform(element)) }
    return result
  }
}
