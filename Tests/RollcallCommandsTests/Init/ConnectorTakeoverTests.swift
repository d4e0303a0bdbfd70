import DirectoryModel
import RollcallCommands
import SyncConfiguration
import Testing

/// `init --from-bwdc`: what becomes of the Directory Connector's settings.
struct ConnectorTakeoverTests {
  private static let file = "/etc/rollcall/config.json"

  private func take(_ json: String) throws -> ConnectorTakeover {
    try ConnectorTakeover(try ConnectorFile(Array(json.utf8)), file: Self.file)
  }

  private func configuration(_ takeover: ConnectorTakeover) throws -> Configuration {
    try Configuration.decode(Array(takeover.text.utf8), file: Self.file)
  }

  private func directory(_ json: String) throws -> LDAPSourceConfiguration {
    guard case .ldap(let ldap)? = try configuration(take(json)).sources.first else {
      throw Missing()
    }
    return ldap
  }

  private struct Missing: Error {}

  /// The flat layout, with what most tests do not care about.
  private static func flat(_ ldap: String, _ sync: String = "", _ others: String = "") -> String {
    let root = ldap.contains("rootPath") ? "" : #", "rootPath": "dc=example,dc=com""#
    let usual = ["users", "groups", "removeDisabled"].filter { !sync.contains("\"\($0)\"") }
      .map { ", \"\($0)\": true" }.joined()
    return """
      { "stateVersion": 8, "directoryType": 0, "organizationId": "539a36c5", \(others)
        "directoryLdap": { "hostname": "dc1.example.com" \(root) \(ldap) },
        "sync": { "largeImport": false \(usual) \(sync) } }
      """
  }

  @Test func `Active Directory becomes its preset, with the ids that are carried`() throws {
    let ldap = try directory(
      Self.flat(
        #", "ssl": true, "port": 636, "ad": true, "username": "EXAMPLE\\sync", "password": "hunter2""#,
        #", "userObjectClass": "person", "userFilter": "(department=IT)", "groupPath": "OU=Groups""#
      )
    )
    #expect(ldap.urls == ["ldaps://dc1.example.com"])
    #expect(ldap.schema == "activeDirectory")
    #expect(ldap.bind.dn == "EXAMPLE\\sync")
    #expect(ldap.bind.password == .environment("LDAP_PASSWORD"))
    #expect(ldap.users.bases == ["CN=Users,dc=example,dc=com"])
    #expect(ldap.groups.bases == ["OU=Groups,dc=example,dc=com"])
    #expect(ldap.users.filter == "(department=IT)")
    #expect(ldap.users.externalID == nil)
    #expect(ldap.users.email == ["mail"])
  }

  @Test func `another directory keeps its classes, attributes and DNs as ids`() throws {
    let ldap = try directory(
      Self.flat(
        #", "ad": false, "startTls": true, "ssl": true, "pagedSearch": false"#,
        """
        , "userPath": "ou=people", "userObjectClass": "inetOrgPerson", "userFilter": "(l=Ulm)",
          "groupObjectClass": "posixGroup", "groupNameAttribute": "cn", "memberAttribute": "memberUid",
          "userEmailAttribute": "mail", "useEmailPrefixSuffix": true, "emailPrefixAttribute": "uid",
          "emailSuffix": "@example.com"
        """
      )
    )
    #expect(ldap.urls == ["ldap://dc1.example.com"])
    #expect(ldap.startTLS)
    #expect(ldap.bind.method == "anonymous")
    #expect(ldap.users.bases == ["ou=people,dc=example,dc=com"])
    #expect(ldap.groups.bases == ["dc=example,dc=com"])
    #expect(ldap.users.filter == "(&(objectClass=inetOrgPerson)(l=Ulm))")
    #expect(ldap.groups.filter == "(objectClass=posixGroup)")
    #expect(ldap.users.externalID == "dn")
    #expect(ldap.groups.externalID == "dn")
    #expect(ldap.groups.name == "cn")
    #expect(ldap.groups.member == "memberUid")
    #expect(ldap.users.email == ["mail", "{uid}@example.com"])
    #expect(ldap.pageSize == 0)
  }

  @Test func `a path is the whole base where the root has no dc`() throws {
    let ldap = try directory(
      Self.flat(
        #", "ad": false, "rootPath": "o=Acme""#,
        #", "userPath": "ou=people,o=acme", "groupPath": null"#
      )
    )
    #expect(ldap.users.bases == ["ou=people,o=acme"])
    #expect(ldap.groups.bases == ["o=acme"])
  }

  @Test(
    "what meant something else there is said",
    arguments: [
      (#", "startTls": true"#, "", "'startTls' without 'ssl' was no protection"),
      ("", "", "The connection was plain text"),
      (#", "ssl": true, "sslAllowUnauthorized": true"#, "", "ANYBODY ON THE WAY"),
      (
        #", "ssl": true, "sslCaPath": "/nonexistent/ca.pem""#, "",
        "'/nonexistent/ca.pem', which is no file"
      ),
      (#", "username": "cn=r""#, "", "LDAP_PASSWORD"),
      (#", "rootPath": "cn=accounts,dc=x""#, "", "only 'dc=x' was used"),
      (#", "ad": false, "rootPath": "o=acme""#, "", "without a 'dc='"),
      (#", "ad": false"#, "", "plan --relink --out plan.json"),
      (#", "ad": false"#, "", "'sources[0].users.filter': there is no filter, so the classes"),
      (
        #", "ad": false"#, #", "userFilter": "(l=Ulm)""#,
        "'sources[0].users.filter': the filter names no class"
      ),
      (
        #", "ad": false"#, #", "userFilter": "(objectClass=account)", "groupFilter": "(cn=x*)""#,
        "'sources[0].groups.filter': the filter names no class"
      ),
      ("", "", "userAccountControl"), ("", "", "own timer"),
      ("", "", "'Domain Users' and the like"),
      (#", "ad": false"#, "", "Nothing said there who is disabled"),
      (#", "ad": false"#, #", "memberAttribute": "memberUid""#, "case counts, as RFC 2307"),
      (#", "ad": false"#, #", "memberAttribute": "rfc822member""#, "'rfc822member': its values"),
      ("", #", "removeDisabled": false"#, "'sync.removeDisabled' was off"),
      ("", #", "users": false"#, "'sync.users' was off"),
      ("", #", "overwriteExisting": true"#, "'sync.overwriteExisting' removed for good"),
      ("", #", "interval": 60"#, "every 60 minutes"),
      ("", #", "revisionDateAttribute": "whenChanged""#, "'sync.revisionDateAttribute' has no use"),
    ]
  )
  func notes(ldap: String, sync: String, words: String) throws {
    let takeover = try take(Self.flat(ldap, sync))
    #expect(takeover.notes.contains { $0.contains(words) }, "\(takeover.notes)")
    #expect(takeover.text.contains("// Written by 'rollcall init'"))
  }

  @Test func `a filter that names a class is not warned of`() throws {
    let keys = #", "userObjectClass": "person", "groupFilter": "(objectClass=posixGroup)""#
    let takeover = try take(Self.flat(#", "ad": false"#, keys))
    #expect(!takeover.notes.contains { $0.contains("so the classes") }, "\(takeover.notes)")
    let forced = try take(Self.flat("", #", "userFilter": "(l=Ulm)""#))
    #expect(!forced.notes.contains { $0.contains("so the classes") }, "\(forced.notes)")
  }

  @Test func `secrets never leave the old file`() throws {
    let takeover = try take(
      Self.flat(#", "username": "cn=r", "password": "hunter2""#, "", #""clientSecret": "s3cret","#)
    )
    #expect(!takeover.text.contains("hunter2") && !takeover.text.contains("s3cret"))
    #expect(!takeover.notes.joined().contains("hunter2"))
  }

  private func organization(_ urls: String) throws -> BitwardenConfiguration {
    let takeover = try take(Self.flat("", "", "\"environmentUrls\": \(urls),"))
    guard case .bitwarden(let bitwarden) = try configuration(takeover).organization else {
      throw Missing()
    }
    return bitwarden
  }

  @Test(
    "the addresses become a cloud or a server",
    arguments: [
      (#"{ "base": null }"#, "https://api.bitwarden.com", "https://identity.bitwarden.com"),
      (
        #"{ "base": "https://vault.bitwarden.eu" }"#, "https://api.bitwarden.eu",
        "https://identity.bitwarden.eu"
      ),
      (
        #"{ "base": "https://vault.example.com" }"#, "https://vault.example.com/api",
        "https://vault.example.com/identity"
      ),
      (
        #"{ "api": "https://a.example.com", "identity": "https://i.example.com" }"#,
        "https://a.example.com", "https://i.example.com"
      ),
      (
        #"{ "base": "https://vault.example.com/", "api": "https://a.example.com" }"#,
        "https://a.example.com", "https://vault.example.com/identity"
      ),
      (
        #"{ "base": "https://vault.bitwarden.com", "api": "https://a.example.com", "identity": "https://i.example.com" }"#,
        "https://a.example.com", "https://i.example.com"
      ),
    ]
  )
  func addresses(urls: String, api: String, identity: String) throws {
    let organization = try organization(urls)
    #expect(organization.apiURL == api)
    #expect(organization.identityURL == identity)
    #expect(organization.clientID == "organization.539a36c5")
  }

  @Test("the hosts of the cloud are its region", arguments: ["com", "eu"])
  func cloud(domain: String) throws {
    let organization = try organization(
      """
      { "api": "https://api.bitwarden.\(domain)", "identity": "https://identity.bitwarden.\(domain)" }
      """
    )
    #expect(organization.isCloud)
    #expect(organization.apiURL == "https://api.bitwarden.\(domain)")
  }

  @Test(
    "one of two addresses never brings the cloud in for the other",
    arguments: ["api", "identity"]
  )
  func halfAddress(key: String) {
    let error = #expect(throws: InitError.self) {
      try organization(#"{ "\#(key)": "https://bw.corp.example.com" }"#)
    }
    #expect(error?.summary.contains("'api' and 'identity'") == true)
  }

  @Test(
    "people are staged only where that was asked for",
    arguments: [("", "invite"), (#", "inviteUsersAfterProvisioning": false"#, "stage")]
  )
  func stages(sync: String, word: String) throws {
    guard case .bitwarden(let bitwarden) = try configuration(take(Self.flat("", sync))).organization
    else { throw Missing() }
    #expect(bitwarden.newMembers == word)
  }

  @Test func `the layout by account is read`() throws {
    let takeover = try take(
      """
      { "globals": { "stateVersion": 4, "environmentUrls": { "base": "https://vault.bitwarden.eu" } },
        "activeUserId": "u-1",
        "u-1": { "profile": { "apiKeyClientId": "organization.77" },
          "directoryConfigurations": { "okta": { "orgUrl": "https://example.okta.com" } },
          "directorySettings": { "directoryType": 3, "organizationId": "77",
            "sync": { "users": true, "userFilter": "exclude: bo@example.com , zoe@example.com" } } } }
      """
    )
    let configuration = try configuration(takeover)
    guard case .export(let export)? = configuration.sources.first,
      case .bitwarden(let bitwarden) = configuration.organization
    else { throw Missing() }
    #expect(export.provider == "okta")
    #expect(bitwarden.clientID == "organization.77")
    #expect(configuration.policy.users.exclude.count == 2)
    #expect(takeover.notes.contains { $0.contains("orgUrl 'https://example.okta.com'") })
  }

  @Test func `an LDAP filter that is none stops`() {
    #expect(throws: InitError.self) { try take(Self.flat("", #", "userFilter": "(l=Ulm""#)) }
  }

  @Test(
    "what is not the connector's file is refused",
    arguments: [
      "", "[]", "{}", #"{"directoryType":9}"#, #"{"globals":{},"activeUserId":null}"#,
      #"{"directoryType":0}"#, #"{"directoryType":0,"directoryLdap":{"hostname":"a"}}"#,
    ]
  )
  func hostile(json: String) {
    #expect(throws: InitError.self) { try take(json) }
  }
}
