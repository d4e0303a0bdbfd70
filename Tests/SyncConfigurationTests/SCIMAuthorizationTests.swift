import SyncConfiguration
import Testing

/// `token` and `auth` of a SCIM service.
struct SCIMAuthorizationTests {
  private func authorization(_ keys: String) throws -> SCIMAuthorization {
    let json = """
      { "sources": [{ "kind": "export", "path": "x" }],
        "organization": { "kind": "scim", "url": "https://a.example/v2", \(keys) } }
      """
    guard case .scim(let scim) = try decode(json).organization else {
      throw ConfigurationError("not a SCIM service")
    }
    return scim.authorization
  }

  @Test func `each method has its own keys`() throws {
    #expect(
      try authorization(#""token": "env:T""#) == .bearer(token: .environment("T"))
    )
    #expect(
      try authorization(#""auth": {"method": "basic", "user": "u", "password": "env:P"}"#)
        == .basic(user: "u", password: .environment("P"))
    )
    let client = try authorization(
      #""auth": {"method": "oauth2", "tokenUrl": "https://b.example/t", "clientId": "c", "clientSecret": "env:S", "scope": "x y", "clientAuthentication": "body"}"#
    )
    guard case .oauth2(let oauth) = client else {
      Issue.record("not oauth2")
      return
    }
    #expect(oauth.tokenURL == "https://b.example/t")
    #expect(oauth.id == "c")
    #expect(oauth.scope == "x y")
    #expect(oauth.isInBody)
    #expect(client.secret.key == "auth.clientSecret")
    #expect(client.secret.reference == .environment("S"))
  }

  @Test(
    "what does not fit together is told by its key",
    arguments: [
      (#""caFile": null"#, "token", "is required"),
      (#""auth": {"method": "basic", "password": "env:P"}"#, "auth.user", "is required"),
      (#""auth": {"method": "basic", "user": "u"}"#, "auth.password", "is required"),
      (
        #""auth": {"method": "basic", "user": "a:b", "password": "env:P"}"#, "auth.user",
        "cannot hold a colon"
      ),
      (
        #""token": "env:T", "auth": {"method": "basic", "user": "u", "password": "env:P"}"#,
        "token", "goes with \"method\": \"bearer\" alone"
      ),
      (
        #""auth": {"method": "oauth2", "clientId": "c", "clientSecret": "env:S"}"#,
        "auth.tokenUrl", "is required"
      ),
      (
        #""auth": {"method": "oauth2", "tokenUrl": "https://b.example", "clientSecret": "env:S"}"#,
        "auth.clientId", "is required"
      ),
      (
        #""auth": {"method": "oauth2", "tokenUrl": "https://b.example", "clientId": "c"}"#,
        "auth.clientSecret", "is required"
      ),
      (
        #""auth": {"method": "oauth2", "tokenUrl": "http://b.example", "clientId": "c", "clientSecret": "env:S"}"#,
        "auth.tokenUrl", "https"
      ),
      (#""token": "env:T", "options": {"timeout.answer": "0s"}"#, "options.timeout.answer", "1s"),
      (
        #""token": "env:T", "options": {"attributes.extra": {"userName": "x"}}"#,
        "options.attributes.extra", "'userName' comes from the directory"
      ),
      (
        #""token": "env:T", "options": {"attributes.extra": []}"#, "options.attributes.extra",
        "object"
      ),
      (#""token": "env:T", "options": {"timeout": "9s"}"#, "options.timeout", "no such key"),
    ]
  )
  func flaws(keys: String, key: String, words: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try authorization(keys) }
    let summary = error?.summary ?? ""
    #expect(summary.hasPrefix("organization.\(key) ("), "\(summary)")
    #expect(summary.contains(words), "\(summary)")
  }
}
