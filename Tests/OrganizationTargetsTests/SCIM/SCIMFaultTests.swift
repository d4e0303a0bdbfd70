import DirectoryModel
import HTTPTransport
import HTTPTypes
import TestSupport
import Testing

/// A real server behind a bad network, or one that is less than the standard says: nothing is concluded, nothing is
/// believed done that is not.
@Suite(.serialized, .needs(.strict), .scimServer(.strict))
struct SCIMFaultTests {
  private typealias Fault = FaultyTransport.Fault

  private func stage(_ name: String, in folder: String) async throws -> SCIMStage {
    try await .filled(name, in: folder)
  }

  @Test func `a revocation that is accepted and not done is a failure of its own`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await stage("ignored", in: folder)
      let id = "ignored0@example.com"
      await stage.network.set([
        Fault(.patch, "/Users/", .answer(status: 204)),
        Fault(.put, "/Users/", .answer(status: 200, body: "{}")),
      ])
      stage.source.users[0].state = .disabled
      let run = try await stage.sync()
      #expect(run.exitCode == 4)
      #expect(run.failures.count == 1)
      #expect(run.failures.first?.hasPrefix("revoke \(id)") == true, "\(run.failures)")
      await stage.network.set([])
      #expect(try await stage.sync().failures == [])
      #expect(try await stage.organization().contains { $0.hasPrefix("-\(id)") })
    }
  }

  @Test(
    "a listing that is not whole stops the run before its first write",
    arguments: [
      (
        "total",
        Fault(
          .get,
          "/Users?",
          .edit { $0.replacing("\"totalResults\":", with: "\"totalResults\":9") }
        )
      ),
      ("cut", Fault(.get, "/Users?", .cut(bytes: 300))),
      ("html", Fault(.get, "/Users?", .answer(status: 200, body: "<html>Sign in</html>"))),
      ("error", Fault(.get, "/Groups/", .answer(status: 500))),
      ("lost", Fault(.get, "/Users?", .lostAnswer)),
    ]
  )
  private func incomplete(name: String, fault: Fault) async throws {
    try await inTemporaryFolder { folder in
      var stage = try await stage(name, in: folder)
      await stage.network.set([fault])
      await stage.network.forgetCalls()
      stage.source.users[0].state = .disabled
      let error = await #expect(throws: TargetError.self) { try await stage.sync() }
      #expect(error?.category == .organization)
      #expect(await stage.network.writes == [])
    }
  }

  @Test func `a refused token ends with the credentials' code and is not repeated`() async throws {
    try await inTemporaryFolder { folder in
      let stage = try await stage("token", in: folder)
      let token = stage.server.token
      await stage.network.set([
        Fault(.get, "", .answer(status: 401, body: #"{"detail":"bad token \#(token)"}"#))
      ])
      let error = await #expect(throws: TargetError.self) { try await stage.sync() }
      #expect(error?.category == .credentials)
      #expect(error?.summary.contains(token) == false)
    }
  }

  @Test(
    "what a service cannot do is done another way",
    arguments: [
      ("put", Fault(.patch, "", .answer(status: 501))),
      ("busy", Fault(nil, "/Users", times: 2, .answer(status: 503))),
      ("filter", Fault(.get, "filter=", .answer(status: 400))),
    ]
  )
  private func otherWays(name: String, fault: Fault) async throws {
    try await inTemporaryFolder { folder in
      var stage = try await stage(name, in: folder)
      await stage.network.set([fault])
      stage.source.users[0].state = .disabled
      stage.source.users[1].email = "\(name)-other@example.com"
      stage.source.users.append(.init("\(name)-new", "\(name)-new@example.com", name: "New"))
      stage.source.groups?[0].members = ["\(name)-2", "\(name)-3", "\(name)-new"]
      let run = try await stage.sync()
      #expect(run.failures == [])
      #expect(try await stage.sync().plan == [])
      #expect(
        try await stage.organization().contains(
          "Group \(name) \(name)-g: \(name)-new@example.com, \(name)0@example.com, \(name)2@example.com, \(name)3@example.com"
        )
      )
    }
  }

  @Test func `somebody whose creation was not answered is not created twice`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await stage("lostcreate", in: folder)
      await stage.network.set([Fault(.post, "/Users", times: 1, .lostAnswer)])
      stage.source.users.append(.init("lc-new", "lc-new@example.com", name: "New"))
      _ = try await stage.sync()
      await stage.network.set([])
      #expect(try await stage.sync().failures == [])
      #expect(try await stage.sync().plan == [])
      #expect(
        try await stage.organization().count { $0.hasPrefix("+lc-new@example.com") } == 1
      )
    }
  }

  @Test func `somebody who comes in between two pages spoils no listing`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await stage("between", in: folder)
      stage.options["pageSize"] = "2"
      let server = stage.server
      await stage.network.set([
        Fault(
          .get,
          "/Users?",
          times: 1,
          .meanwhile {
            _ = try? await server.ask(
              "POST",
              "/Users",
              #"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"aaa@example.com"}"#
            )
          }
        )
      ])
      let people = try await stage.organization().filter { $0.contains("between") }
      #expect(people.count == 6)
    }
  }

  @Test func `a group of hundreds is filled and emptied in pieces`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await stage("large", in: folder)
      stage.options = ["members.chunk": "40", "members.removeChunk": "30", "pageSize": "50"]
      for number in 5..<130 {
        stage.source.users.append(.init("large-\(number)", "large\(number)@example.com"))
      }
      stage.source.groups?[0].members = (0..<130).map { "large-\($0)" }
      #expect(try await stage.sync().failures == [])
      stage.source.groups?[0].members = (0..<10).map { "large-\($0)" }
      let run = try await stage.sync()
      #expect(run.failures == [])
      #expect(run.plan.count == 120)
      #expect(run.writes.count == 4)
      #expect(try await stage.sync().plan == [])
    }
  }
}
