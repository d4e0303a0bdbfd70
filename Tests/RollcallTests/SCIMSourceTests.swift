import JSONReader
import TestSupport
import Testing

/// The built binary with a real SCIM server as its source.
@Suite struct SCIMSourceTests {
  @Test(.needs(.strict), .scimServer(.strict))
  func `people and groups of a SCIM service come over, and its leavers go`() async throws {
    try await follow()
  }

  @Test(.needs(.strict), .scimServer(.strict, environment: ["ANNOUNCE": "cursor"]))
  func `a service that pages by cursor is read as well`() async throws { try await follow() }

  @Test(.needs(.softdelete), .scimServer(.softdelete))
  func `a service of another maker, which keeps those whom it deletes, is read as well`()
    async throws
  {
    try await follow(filter: #"userName ne \"robot\""#)
  }

  /// The filter, as JSON, leaves the robot out.
  private func follow(filter: String = #"userType ne \"Service\""#) async throws {
    try await inTemporaryFolder { folder in
      let server = try SCIMServer.running()
      var ids: [String: String] = [:]
      for name in ["ada", "bo", "cy", "robot"] {
        let type = name == "robot" ? "Service" : "Employee"
        ids[name] = try await Self.id(
          server.ask(
            "POST",
            "/Users",
            #"""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"\#(name)","active":true,
             "userType":"\#(type)","displayName":"\#(name)","name":{"givenName":"\#(name)","familyName":"X"},
             "emails":[{"value":"\#(name)@example.com","type":"work","primary":true}]}
            """#
          )
        )
      }
      let members = ["ada", "bo", "robot"].compactMap { ids[$0] }
        .map { #"{"value":"\#($0)"}"# }.joined(separator: ",")
      let staff = try await Self.id(
        server.ask(
          "POST",
          "/Groups",
          #"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Staff"}"#
        )
      )
      try await server.ask(
        "PATCH",
        "/Groups/\(staff)",
        #"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"members","value":[\#(members)]}]}"#
      )
      let site = try Self.site(folder, server, filter)
      let first = try await Self.run(site, "sync", "--yes")
      #expect(first.code == 0, "\(first.output)\(first.errors)")
      #expect(
        try Self.members(site) == [
          "ada@example.com invited", "bo@example.com invited", "cy@example.com invited",
        ]
      )
      let group = try site.organization()["groups"]?.array?.first
      #expect(group?["name"]?.string == "Staff")
      #expect(group?["members"]?.array?.count == 2)
      #expect(try await Self.run(site, "sync", "--yes").output.hasPrefix("in sync"))

      try await server.ask(
        "PATCH",
        "/Users/\(ids["ada"] ?? "")",
        #"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"active","value":false}]}"#
      )
      try await server.ask("DELETE", "/Users/\(ids["cy"] ?? "")")
      let second = try await Self.run(site, "sync", "--yes")
      #expect(second.code == 0, "\(second.output)\(second.errors)")
      #expect(
        try Self.members(site) == [
          "ada@example.com revoked", "bo@example.com invited", "cy@example.com revoked",
        ]
      )
    }
  }

  @Test(.needs(.strict), .scimServer(.strict))
  func `whoever may be in a group within a group that is not listed is not taken out`() async throws
  {
    try await inTemporaryFolder { folder in
      let server = try SCIMServer.running()
      var users: [String] = []
      for name in ["ada", "bo"] {
        users.append(
          try await Self.id(
            server.ask(
              "POST",
              "/Users",
              #"""
              {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"\#(name)","active":true,
               "emails":[{"value":"\#(name)@example.com","type":"work","primary":true}]}
              """#
            )
          )
        )
      }
      let group = try await Self.id(
        server.ask(
          "POST",
          "/Groups",
          #"""
          {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Staff",
           "members":[{"value":"\#(users[0])"},{"value":"\#(users[1])"}]}
          """#
        )
      )
      let site = try Self.site(folder, server)
      #expect(try await Self.run(site, "sync", "--yes").code == 0)
      let bo = #"{"value":"\#(users[1])"}"#
      for (members, isTaken) in [(bo + #",{"value":"hidden","type":"Group"}"#, false), (bo, true)] {
        try await server.ask(
          "PATCH",
          "/Groups/\(group)",
          #"""
          {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
           "Operations":[{"op":"replace","path":"members","value":[\#(members)]}]}
          """#
        )
        let run = try await Self.run(site, "plan")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.contains("ada@example.com") == isTaken, "\(run.output)")
      }
    }
  }

  @Test(.needs(.strict), .scimServer(.strict))
  func `a service that refuses the token, or is none, stops the run`() async throws {
    try await inTemporaryFolder { folder in
      let server = try SCIMServer.running()
      let site = try Self.site(folder, server)
      try site.write("scim_wrong_token", to: "token")
      let refused = try await Self.run(site, "plan")
      #expect(refused.code == 77, "\(refused.errors)")
      #expect(!refused.errors.contains("scim_wrong_token"))
      try site.write(server.token, to: "token")
      try Self.configure(site, url: "http://127.0.0.1:9/scim")
      #expect(try await Self.run(site, "plan").code == 5)
    }
  }

  // MARK: -

  private static func site(
    _ folder: String,
    _ server: SCIMServer,
    _ filter: String = #"userType ne \"Service\""#
  ) throws -> Site {
    let site = Site(folder, people: 0)
    try site.write(server.token, to: "token")
    try site.protect("token")
    try configure(site, url: server.url, filter)
    return site
  }

  private static func configure(
    _ site: Site,
    url: String,
    _ filter: String = #"userType ne \"Service\""#
  ) throws {
    try site.write(
      #"""
      { "sources": [ { "kind": "scim", "name": "idp", "url": "\#(url)", "token": "file:token", "pageSize": 2,
          "users": { "filter": "\#(filter)" } } ],
        "organization": { "kind": "file", "path": "organization.json" }, "run": { "state": "state" } }
      """#,
      to: "config.json"
    )
  }

  private static func run(_ site: Site, _ words: String...) async throws -> RollcallProcess.Result {
    try await RollcallProcess.run(words + ["--config", site.configurationPath])
  }

  private static func id(_ body: String) throws -> String {
    try #require(try JSONValue(parsing: Array(body.utf8))["id"]?.string)
  }

  private static func members(_ site: Site) throws -> [String] {
    let members = try site.organization()["members"]?.array ?? []
    return members.map { "\($0["email"]?.string ?? "") \($0["status"]?.string ?? "")" }.sorted()
  }
}
