import DirectoryModel
import SyncConfiguration
import Testing

struct FingerprintTests {
  private static let base = try? decode(minimal).policy.fingerprint

  @Test(
    "what decides who is read and who takes part changes the fingerprint",
    arguments: [
      #""users": { "include": ["a*"] }"#, #""users": { "exclude": ["a*"] }"#,
      #""users": { "groups": ["a"] }"#, #""users": { "domains": ["a.example"] }"#,
      #""users": { "prefer": ["a pr"] }"#, #""groups": { "include": ["a"] }"#,
      #""groups": { "exclude": ["a"] }"#, #""groups": { "sync": false }"#,
    ]
  )
  func deciding(more: String) throws {
    #expect(try decode(with: more).policy.fingerprint != Self.base)
  }

  @Test(
    "what does not, and a default that is written out, do not",
    arguments: [
      #""users": { "include": [], "exclude": [], "groups": [], "domains": [], "prefer": [] }"#,
      #""users": {}"#, #""groups": { "sync": true, "departed": "keep" }"#,
      #""departures": { "absent": "keep" }"#, #""limits": { "memberRemovals": { "count": 1 } }"#,
      #""run": { "state": "elsewhere", "deadline": "1h" }"#, #""restore": "never""#,
      #""absence": { "age": "2h" }"#, #""protect": { "members": ["a@example.com"] }"#,
    ]
  )
  func indifferent(more: String) throws {
    #expect(try decode(with: more).policy.fingerprint == Self.base)
  }

  private func fingerprint(_ sources: String) throws -> String {
    try decode(
      #"{ "sources": [\#(sources)], "organization": { "kind": "file", "path": "x" } }"#
    ).policy.fingerprint
  }

  @Test
  func `filters, bases, paths and domains of sources count; addresses, secrets and ages do not`()
    throws
  {
    let ldap = #"""
      { "kind": "ldap", "urls": ["ldaps://a"], "bind": { "dn": "cn=a", "password": "env:A" },
        "users": { "base": ["ou=a"] } }
      """#
    #expect(
      try fingerprint(ldap) == #"{"sources":[{"kind":"ldap","users":{"base":["ou=a"]}}]}"#
    )
    #expect(
      try fingerprint(ldap)
        == fingerprint(
          #"""
          { "kind": "ldap", "urls": ["ldaps://b", "ldaps://c"], "bind": { "dn": "cn=b", "password": "env:B" },
            "timeout": "5m", "users": { "base": ["ou=a"], "filter": null } }
          """#
        )
    )
    let export = #"{ "kind": "export", "path": "a", "users": { "filter": "x pr" } }"#
    #expect(
      try fingerprint(export)
        == #"{"sources":[{"kind":"export","path":"a","users":{"filter":"x pr"}}]}"#
    )
    #expect(
      try fingerprint(export)
        == fingerprint(
          #"{ "maximumAge": null, "path": "a", "kind": "export", "users": { "filter": "x pr" } }"#
        )
    )
  }

  @Test func `chosen ids and addresses of an export count; its names do not`() throws {
    func users(_ keys: String) throws -> String {
      try fingerprint(#"{ "kind": "export", "path": "a", "users": { \#(keys) } }"#)
    }
    let base = try users("")
    #expect(
      try users(#""externalId": "a.b", "email": "c""#)
        == #"{"sources":[{"kind":"export","path":"a","users":{"email":"c","externalId":"a.b"}}]}"#
    )
    #expect(try users(#""displayName": "d""#) == base)
    #expect(try users(#""externalId": null, "email": null, "filter": null"#) == base)
  }

  @Test func `one base is the same as a list of one`() throws {
    let texts = try [#""ou=a""#, #"["ou=a"]"#].map {
      try fingerprint(
        #"{ "kind": "ldap", "urls": ["ldaps://a"], "bind": { "method": "anonymous" }, "users": { "base": \#($0) } }"#
      )
    }
    #expect(texts[0] == texts[1])
  }

  @Test func `the order of sources is none of it`() throws {
    let a = #"{ "kind": "export", "name": "a", "path": "a", "domains": ["a.example"] }"#
    let b = #"{ "kind": "export", "name": "b", "path": "b", "domains": ["b.example"] }"#
    #expect(try fingerprint("\(a), \(b)") == fingerprint("\(b), \(a)"))
  }
}
