import DirectoryModel
import JSONReader
import SyncConfiguration
import Testing

struct ConfigurationDecoderTests {
  @Test func `what is left out has the default`() throws {
    let configuration = try decode(minimal)
    var policy = SyncPolicy()
    policy.sources["export"] = SyncPolicy.SourceRules()
    policy.fingerprint = #"{"sources":[{"kind":"export","path":"okta"}]}"#
    #expect(configuration.policy == policy)
    #expect(configuration.run.concurrency == 4)
    #expect(configuration.run.deadline == 1800)
    #expect(configuration.run.state == nil)
    #expect(configuration.run.keepRuns == 7_776_000)
    guard case .export(let export) = configuration.sources.first else {
      Issue.record("not an export")
      return
    }
    #expect(export.name == "export")
    #expect(export.path == "/etc/rollcall/okta")
    #expect(export.provider == "auto")
    #expect(export.maximumAge == 259_200)
    #expect(export.userFilter == nil)
    #expect([export.externalID, export.email, export.displayName] == [nil, nil, nil])
    #expect(export.extras == [])
    #expect(export.realm == nil)
    #expect(export.oneloginGroups == "roles")
    #expect(configuration.organization == .file("/etc/rollcall/organization.json"))
  }

  @Test func `comments, trailing commas and a schema are allowed`() throws {
    let configuration = try decode(
      """
      { // the nightly run
        "$schema": "https://example.com/rollcall.json",
        "sources": [{ "kind": "export", "path": "/srv/okta", },],
        "organization": { "kind": "file", "path": "/srv/organization.json" /* no server */ },
      }
      """
    )
    #expect(configuration.organization == .file("/srv/organization.json"))
  }

  @Test func `everything can be said`() throws {
    let configuration = try decode(Self.everything)
    let policy = configuration.policy
    #expect(configuration.sources.map(\.name) == ["hq", "okta", "idp"])
    #expect(policy.sources["hq"]?.domains == ["example.com"])
    #expect(policy.sources["okta"]?.doubtful == .additionsOnly)
    #expect(policy.sources["okta"]?.requiresProof == true)
    #expect(policy.users.prefer == ["status eq \"ACTIVE\""])
    #expect(!policy.groups.isSynced)
    #expect(policy.groups.departed == .delete)
    #expect(!policy.adoptsMembersByEmail)
    #expect(!policy.adoptsGroupsByName)
    #expect(policy.restore == .never)
    #expect(policy.departures.deleted == .remove)
    #expect(policy.departures.removeAfter == 2_592_000)
    #expect(policy.absence.age == 21_600)
    #expect(policy.absence.confirm == .always)
    #expect(policy.protection.roles == [.owner, .admin])
    #expect(policy.protection.rolesAreGiven)
    #expect(policy.protection.minimumOwners == 2)
    #expect(policy.limits.mustExist == ["ceo@example.com"])
    #expect(policy.limits.seats == 250)
    #expect(configuration.run.deadline == nil)
    #expect(configuration.run.state == "/etc/rollcall/state")
    guard case .ldap(let ldap) = configuration.sources[0],
      case .export(let export) = configuration.sources[1],
      case .bitwarden(let bitwarden) = configuration.organization
    else {
      Issue.record("the kinds are not those that were written")
      return
    }
    #expect(ldap.bind.password == .environment("LDAP_PASSWORD"))
    #expect(ldap.users.bases == ["ou=people,dc=example,dc=com", "ou=more,dc=example,dc=com"])
    #expect(ldap.groups.bases == ["ou=groups,dc=example,dc=com"])
    #expect(ldap.users.email == ["mail"])
    #expect(export.maximumAge == nil)
    #expect(export.externalID == "profile.employeeNumber")
    #expect(export.email == "profile.secondEmail")
    #expect(export.displayName == "profile.nickName")
    #expect(bitwarden.apiURL == "https://api.bitwarden.eu")
    #expect("\(bitwarden.clientSecret)" == "credential:bitwarden")
  }

  private static let everything = """
    {
      "sources": [
        { "kind": "ldap", "name": "hq", "urls": ["ldaps://dc1.example.com", "ldapi:///"],
          "domains": ["example.com"],
          "bind": { "method": "simple", "dn": "cn=reader,dc=example,dc=com", "password": "env:LDAP_PASSWORD" },
          "schema": "openldap",
          "users": { "base": ["ou=people,dc=example,dc=com", "ou=more,dc=example,dc=com"], "email": "mail" },
          "groups": { "base": "ou=groups,dc=example,dc=com" } },
        { "kind": "export", "name": "okta", "path": "exports/okta", "maximumAge": null, "requireProof": true,
          "doubtful": "additionsOnly", "domains": ["example.net"], "provider": "okta",
          "users": { "filter": "profile.department eq \\"IT\\"", "externalId": "profile.employeeNumber",
            "email": "profile.secondEmail", "displayName": "profile.nickName" }, "extras": ["builtInGroups"] },
        { "kind": "scim", "name": "idp", "url": "https://idp.example.com/scim/v2", "token": "file:scim.token",
          "domains": ["example.org"] }
      ],
      "organization": { "kind": "bitwarden", "region": "eu", "clientId": "organization.x",
        "clientSecret": "credential:bitwarden" },
      "users": { "include": ["*@example.com"], "prefer": ["status eq \\"ACTIVE\\""] },
      "groups": { "sync": false, "departed": "delete" },
      "adopt": { "members": "none", "groups": "none" }, "restore": "never",
      "departures": { "deleted": "remove", "removeAfter": "30d" },
      "absence": { "confirm": "always", "age": "6h" },
      "protect": { "roles": ["owner", "admin"], "members": ["x@example.com"], "minimumOwners": 2 },
      "limits": { "memberRemovals": { "count": 40 }, "mustExist": ["ceo@example.com"], "seats": 250 },
      "run": { "deadline": null, "state": "state" }
    }
    """

  @Test(
    "an error names key, place and what would be right",
    arguments: [
      (
        #""adopt": { "member": "none" }"#, "adopt.member (line 3, column 79): there is no such key",
        "Did you mean 'members'?"
      ),
      (
        #""restoer": "own""#, "restoer (line 3, column 68): there is no such key",
        "Did you mean 'restore'?"
      ),
      (
        #""adopt": { "x1234567890": 1 }"#,
        "adopt.x1234567890 (line 3, column 79): there is no such key",
        "Known here: groups, members."
      ),
      (
        #""restore": "allways""#,
        #"restore (line 3, column 79): expected one of "own", "always", "never""#,
        #"Did you mean "always"?"#
      ),
      (#""restore": null"#, "restore (line 3, column 79): must not be null", nil),
      (
        #""run": { "deadline": "30 m" }"#,
        "run.deadline (line 3, column 89): expected a duration such as \"90s\", \"30m\", \"72h\" or \"7d\"",
        nil
      ),
      (
        #""run": { "concurrency": 0 }"#,
        "run.concurrency (line 3, column 92): must be from 1 to 64", nil
      ),
      (
        #""run": { "concurrency": 1.5 }"#,
        "run.concurrency (line 3, column 92): expected a whole number, found a number", nil
      ),
      (#""run": [1]"#, "run (line 3, column 75): expected an object, found an array", nil),
      (
        #""users": { "include": "x" }"#,
        "users.include (line 3, column 90): expected a list of texts, found a string", nil
      ),
      (
        #""users": { "include": ["a", 1] }"#,
        "users.include (line 3, column 90): expected a list of texts, found a number in it", nil
      ),
      (
        #""users": { "include": [""] }"#,
        "users.include (line 3, column 90): expected a list of texts, found an empty one in it", nil
      ),
      (
        #""users": { "domains": ["@example.com"] }"#,
        "users.domains (line 3, column 90): '@example.com' is no domain such as example.com", nil
      ),
      (
        #""users": { "prefer": ["status is 1"] }"#,
        "users.prefer (line 3, column 89): 'status is 1': expected an operator (eq, ne, co, sw, ew, gt, ge, lt, le, pr) after 'status', at character 8",
        nil
      ),
      (
        #""groups": { "sync": "no" }"#,
        "groups.sync (line 3, column 88): expected true or false, found a string", nil
      ),
      (
        #""protect": { "roles": ["boss"] }"#,
        #"protect.roles (line 3, column 90): expected one of "owner", "admin", "custom", "user""#,
        nil
      ),
      (
        #""protect": { "members": ["*@ops.example.com"] }"#,
        "protect.members (line 3, column 92): '*@ops.example.com' would protect nobody",
        "Write a whole address, or id: and the id that the organization gave the member; patterns are not known here."
      ),
      (
        #""protect": { "members": ["ada?@example.com"] }"#,
        "protect.members (line 3, column 92): 'ada?@example.com' would protect nobody",
        "Write a whole address, or id: and the id that the organization gave the member; patterns are not known here."
      ),
      (
        #""protect": { "members": ["@ops.example.com"] }"#,
        "protect.members (line 3, column 92): '@ops.example.com' would protect nobody",
        "Write a whole address, or id: and the id that the organization gave the member; patterns are not known here."
      ),
      (
        #""protect": { "members": ["break-glass@"] }"#,
        "protect.members (line 3, column 92): 'break-glass@' would protect nobody",
        "Write a whole address, or id: and the id that the organization gave the member; patterns are not known here."
      ),
      (
        #""protect": { "members": ["Ada <ada@example.com>"] }"#,
        "protect.members (line 3, column 92): 'Ada <ada@example.com>' would protect nobody",
        "Write a whole address, or id: and the id that the organization gave the member; patterns are not known here."
      ),
      (
        #""protect": { "members": ["ada@example.com,bob@example.com"] }"#,
        "protect.members (line 3, column 92): 'ada@example.com,bob@example.com' would protect nobody",
        "Write a whole address, or id: and the id that the organization gave the member; patterns are not known here."
      ),
      (
        #""protect": { "members": ["ada"] }"#,
        "protect.members (line 3, column 92): 'ada' would protect nobody",
        "Write a whole address, or id: and the id that the organization gave the member; patterns are not known here."
      ),
      (
        #""protect": { "members": ["id:"] }"#,
        "protect.members (line 3, column 92): 'id:' would protect nobody",
        "Write a whole address, or id: and the id that the organization gave the member; patterns are not known here."
      ),
      (
        #""limits": { "memberRemovals": { "percent": 101 } }"#,
        "limits.memberRemovals.percent (line 3, column 111): expected a number from 0 to 100", nil
      ),
      (
        #""limits": { "memberRemovals": null }"#,
        "limits.memberRemovals (line 3, column 98): must not be null",
        "To go without it: { \"percent\": null, \"count\": null }."
      ),
      (
        #""limits": { "mustExist": ["ceo"] }"#,
        "limits.mustExist (line 3, column 93): 'ceo' is no e-mail address", nil
      ),
    ] as [(String, String, String?)]
  )
  func errors(more: String, summary: String, hint: String?) throws {
    let error = try failure(with: more)
    #expect(error.summary == summary)
    #expect(error.hint == hint)
    #expect(error.category == .configuration)
  }

  @Test(
    "what is not JSON is an error with key and place",
    arguments: [
      ("", "line 1, column 1: the text ends within a value"),
      (
        "{ \"sources\": [ { \"kind\": } ] }",
        "sources[0].kind (line 1, column 26): expected a value, found '}'"
      ),
      (
        "{ \"run\": { \"state\": \"a\",\n \"state\": \"b\" } }",
        "run.state (line 2, column 2): the key 'state' stands twice in one object"
      ),
      (
        "{ \"sources\": [ {}, { \"a\": 1, \"b\": [ [], { \"c\": 1, \"c\": 2 } ] } ] }",
        "sources[1].b[1].c (line 1, column 51): the key 'c' stands twice in one object"
      ),
      ("[]", "the configuration (line 1, column 1): expected an object, found an array"),
    ]
  )
  func syntax(text: String, summary: String) throws {
    #expect(try failure(text).summary == summary)
  }

  @Test func `a required key that is misspelt is named`() throws {
    let error = try failure(#"{ "sources": [{ "kind": "export", "pth": "a" }] }"#)
    #expect(error.hint == "Is 'pth' meant to be 'path'?")
  }

  @Test(
    "what single keys cannot show is checked too",
    arguments: [
      (
        #"[]"#, #"{ "kind": "file", "path": "x" }"#, "sources: at least one source is required"
      ),
      (
        #"[{ "path": "x" }]"#, #"{ "kind": "file", "path": "x" }"#,
        "sources[0].kind (line 1, column 14): is required"
      ),
      (
        #"[{ "kind": "export" }]"#, #"{ "kind": "file", "path": "x" }"#,
        "sources[0].path (line 1, column 14): is required"
      ),
      (
        #"[{ "kind": "export", "path": "a", "domains": ["a.example"] }, { "kind": "export", "path": "b", "domains": ["b.example"] }]"#,
        #"{ "kind": "file", "path": "x" }"#, "sources[1].name: two sources are called 'export'"
      ),
      (
        #"[{ "kind": "export", "path": "a", "domains": ["a.example"] }, { "kind": "export", "path": "b", "name": "b" }]"#,
        #"{ "kind": "file", "path": "x" }"#,
        "sources[1].domains: with two or more sources each names the domains that it speaks for"
      ),
      (
        #"[{ "kind": "export", "path": "a", "domains": [] }]"#, #"{ "kind": "file", "path": "x" }"#,
        "sources[0].domains (line 1, column 58): names no domain"
      ),
      (
        #"[{ "kind": "export", "path": "a", "users": { "email": "profile." } }]"#,
        #"{ "kind": "file", "path": "x" }"#,
        "sources[0].users.email (line 1, column 67): 'profile.' is no attribute"
      ),
      (
        #"[{ "kind": "export", "path": "a", "name": "a/b" }]"#, #"{ "kind": "file", "path": "x" }"#,
        "sources[0].name (line 1, column 55): expected letters, digits, '-', '_', '.' and spaces, at most 64 bytes"
      ),
      (
        #"[{ "kind": "export", "path": "a" }]"#, #"{ "kind": "file", "path": "" }"#,
        "organization.path (line 1, column 92): is required"
      ),
      (
        #"[{ "kind": "export", "path": "a" }]"#,
        #"{ "kind": "bitwarden", "clientId": "organization.x", "clientSecret": "env:X" }"#,
        "organization.region (line 1, column 66): one of 'region', 'url', or 'apiUrl' and 'identityUrl' is required"
      ),
      (
        #"[{ "kind": "export", "path": "a" }]"#,
        #"{ "kind": "bitwarden", "region": "us", "url": "https://x.example", "clientId": "organization.x", "clientSecret": "env:X" }"#,
        "organization.region (line 1, column 99): either a region or addresses, not both"
      ),
      (
        #"[{ "kind": "export", "path": "a" }]"#,
        #"{ "kind": "bitwarden", "region": "us", "clientId": "user.x", "clientSecret": "env:X" }"#,
        "organization.clientId (line 1, column 117): an organization's key begins with \"organization.\""
      ),
      (
        #"[{ "kind": "ldap", "urls": ["ldaps://x"], "bind": { "dn": "cn=x" } }]"#,
        #"{ "kind": "file", "path": "x" }"#,
        "sources[0].bind.password (line 1, column 63): is required for a simple bind"
      ),
      (
        #"[{ "kind": "ldap", "urls": [], "bind": { "method": "anonymous" } }]"#,
        #"{ "kind": "file", "path": "x" }"#,
        "sources[0].urls (line 1, column 40): at least one address is required"
      ),
    ]
  )
  func together(sources: String, organization: String, summary: String) throws {
    let error = try failure("{\"sources\": \(sources), \"organization\": \(organization)}")
    #expect(error.summary == summary)
  }

  @Test(
    "an address has to protect what it carries",
    arguments: [
      ("https://scim.example.com/v2", nil), ("http://127.0.0.1:8080/scim", nil),
      ("http://localhost", nil), ("http://[::1]:80/x", nil), ("HTTPS://scim.example.com", nil),
      (
        "http://scim.example.com",
        "must begin with https:// unless it is this machine's own address"
      ),
      (
        "http://127.0.0.1.example.com",
        "must begin with https:// unless it is this machine's own address"
      ),
      (
        "http://localhost.example.com",
        "must begin with https:// unless it is this machine's own address"
      ),
      ("https://ada:secret@scim.example.com", "an address holds no user name and no password"),
      ("scim.example.com", "expected an address such as \"https://service.example.com\""),
      ("https:///v2", "expected an address such as \"https://service.example.com\""),
      ("ftp://scim.example.com", "expected an address such as \"https://service.example.com\""),
      (
        "https://scim.example.com/a b",
        "expected an address such as \"https://service.example.com\""
      ),
    ] as [(String, String?)]
  )
  func addresses(url: String, problem: String?) throws {
    let text = """
      { "sources": [{ "kind": "export", "path": "a" }],
        "organization": { "kind": "scim", "url": "\(url)", "token": "env:TOKEN" } }
      """
    if let problem {
      #expect(try failure(text).summary == "organization.url (line 2, column 44): \(problem)")
    } else {
      _ = try decode(text)
    }
  }

  @Test func `options of a SCIM service are words and numbers`() throws {
    let text = """
      { "sources": [{ "kind": "export", "path": "a" }],
        "organization": { "kind": "scim", "url": "https://x.example", "token": "env:TOKEN", "preset": "slack",
          "options": { "paging": "cursor", "pageSize": 50, "rate": 2.5, "attributes.omit": ["name", "title"] } } }
      """
    guard case .scim(let scim) = try decode(text).organization else {
      Issue.record("not a SCIM service")
      return
    }
    #expect(scim.preset == "slack")
    #expect(
      scim.overrides == [
        "paging": "cursor", "pageSize": "50", "rate": "2.5", "attributes.omit": "name,title",
      ]
    )
  }
}
