import JSONReader
import TestSupport
import Testing

/// The built binary and a real SCIM server that knows callers by something else than a bearer token: as the organization,
/// and then as the source of a file.
@Suite struct SCIMAuthorizationTests {
  @Test(.needs(.strict), .scimServer(.strict, environment: ["AUTH": "basic"]))
  func `user and password`() async throws {
    let auth = #"{ "method": "basic", "user": "rollcall", "password": "file:token" }"#
    try await works(auth)
    try await isRefused(auth)
  }

  @Test(.needs(.strict), .scimServer(.strict, environment: ["AUTH": "oauth2"]))
  func `tokens of an authorization server, which end before their time`() async throws {
    let auth = try Self.oauth2()
    try await works(auth)
    let refused = try await isRefused(auth)
    #expect(refused.contains("/token refused the client: 401 invalid_client"), "\(refused)")
    #expect(refused.contains("\"clientAuthentication\": \"body\""), "\(refused)")
  }

  @Test(.needs(.strict), .scimServer(.strict, environment: ["AUTH": "oauth2", "CLIENT": "body"]))
  func `an authorization server that wants id and secret in the body`() async throws {
    try await works(try Self.oauth2(#", "clientAuthentication": "body""#))
    try await isRefused(try Self.oauth2(), secret: nil)
  }

  // MARK: -

  private static func oauth2(_ more: String = "") throws -> String {
    let base = try SCIMServer.running().url.replacing("/v2", with: "")
    return
      #"{ "method": "oauth2", "tokenUrl": "\#(base)/token", "clientId": "rollcall", "clientSecret": "file:token"\#(more) }"#
  }

  private func site(_ folder: String, _ auth: String) throws -> Site {
    let server = try SCIMServer.running()
    var site = Site(folder, people: 30)
    site.target = #"{"kind":"scim","url":"\#(server.url)","auth":\#(auth)}"#
    site.settings = #", "protect": {"roles": []}"#
    try site.write(auth.contains("oauth2") ? server.token + "+/:=" : server.token, to: "token")
    try site.protect("token")
    return site
  }

  private func works(_ auth: String) async throws {
    let server = try SCIMServer.running()
    try await inTemporaryFolder { folder in
      var site = try site(folder, auth)
      let first = try await site.run("sync", "--yes")
      #expect(first.code == 0, "\(first.output)\(first.errors)")
      #expect(first.output.contains("30 applied, 0 failed"), "\(first.output)")
      #expect(try await site.run("sync", "--yes").output.hasPrefix("in sync"))
      let check = try await site.run("check")
      #expect(check.code == 0, "\(check.output)\(check.errors)")
      #expect(check.output.contains("organization.auth."), "\(check.output)")
      let schedule = try await site.run("schedule", "--systemd")
      #expect(
        schedule.output.contains("LoadCredential=token:\(folder)/token"),
        "\(schedule.output)"
      )

      site.source =
        #"{"kind":"scim","name":"idp","url":"\#(server.url)","auth":\#(auth),"options":{"rate":900,"timeout.answer":"20s"}}"#
      site.target = #"{"kind":"file","path":"organization.json"}"#
      let read = try await site.runWithoutExport(["sync", "--yes"])
      #expect(read.code == 0, "\(read.output)\(read.errors)")
      #expect(try site.organization()["members"]?.array?.count == 30)
    }
  }

  /// - Returns: What is said of wrong credentials.
  @discardableResult
  private func isRefused(_ auth: String, secret: String? = "wrong-secret") async throws -> String {
    var said = ""
    try await inTemporaryFolder { folder in
      let site = try site(folder, auth)
      if let secret { try site.write(secret, to: "token") }
      let run = try await site.run("plan")
      #expect(run.code == 77, "\(run.output)\(run.errors)")
      #expect(!run.errors.contains("wrong-secret"), "\(run.errors)")
      said = run.errors
    }
    return said
  }
}
