import JSONReader
import TestSupport
import Testing

/// What the configuration asks of an export that does not show that it is whole.
@Suite struct ProofTests {
  private static func user(_ id: String) -> String {
    #"{"id":"\#(id)","status":"ACTIVE","profile":{"login":"\#(id)","email":"\#(id)@example.com"}}"#
  }

  private static func run(
    _ site: Site,
    _ keys: String,
    _ arguments: String...
  ) async throws -> RollcallProcess.Result {
    try site.write(
      """
      { "sources": [ { "kind": "export", "name": "hr", "path": "export.json" \(keys) } ],
        "organization": { "kind": "file", "path": "organization.json" }, "run": { "state": "state" } }
      """,
      to: "config.json"
    )
    return try await RollcallProcess.run(arguments + ["--config", site.configurationPath])
  }

  @Test func `requireProof refuses what proves nothing`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 0)
      try site.write("[\(Self.user("u1"))]", to: "export.json")
      #expect(try await Self.run(site, "", "plan").code == 0)
      let refused = try await Self.run(site, #", "requireProof": true"#, "plan")
      #expect(refused.code == 5)
      #expect(refused.errors.contains("'requireProof' asks for that"), "\(refused.errors)")
      #expect(refused.errors.contains("'rollcall check'"), "\(refused.errors)")
      let check = try await Self.run(site, #", "requireProof": true"#, "check")
      #expect(check.code == 5, "\(check.output)")
      #expect(
        check.output.contains(
          "fail  hr                source hr does not prove that it is complete"
        )
      )
    }
  }

  @Test func `a doubtful export stops, or with additionsOnly only adds`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 0)
      try site.write("[\(Self.user("u1")),\(Self.user("u2"))]", to: "export.json")
      #expect(try await Self.run(site, "", "sync", "--yes").code == 0)
      // A member that is not in the list of users shows that the list is not whole.
      try site.write(
        """
        {"users":[\(Self.user("u1")),\(Self.user("u3"))],"members":{"g1":["u1","u9"]},
        "groups":[{"id":"g1","type":"OKTA_GROUP","profile":{"name":"G"}}]}
        """,
        to: "export.json"
      )
      let stopped = try await Self.run(site, "", "sync", "--yes")
      #expect(stopped.code == 5, "\(stopped.errors)")
      let check = try await Self.run(site, "", "check")
      #expect(check.code == 5)
      let lines = check.output.split(separator: "\n").map {
        $0.split(separator: " ").joined(separator: " ")
      }
      #expect(
        lines.contains(
          "warn hr unknown-member: u9: is listed as a member, but is not in the list of users"
        ),
        "\(check.output)"
      )
      #expect(
        lines.contains {
          $0.hasPrefix("fail hr source hr is readable, but something in it shows")
        },
        "\(check.output)"
      )
      #expect(try site.organization()["members"]?.array?.count == 2)
      let added = try await Self.run(site, #", "doubtful": "additionsOnly""#, "sync", "--yes")
      #expect(added.code == 0, "\(added.output)\(added.errors)")
      let members = try site.organization()["members"]?.array ?? []
      #expect(members.count == 3)
      #expect(!members.contains { $0["status"]?.string == "revoked" })
    }
  }
}
