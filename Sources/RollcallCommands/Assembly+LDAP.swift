internal import DirectorySources
internal import LDAPClient
internal import SyncConfiguration

extension LDAPSourceSettings {
  /// The configuration's keys as the source at `place` (`sources[0]`) wants them; the password is read now.
  ///
  /// - Throws: ``ConfigurationError`` where the password cannot be read.
  init(
    _ ldap: LDAPSourceConfiguration,
    place: String,
    preferences: [String],
    environment: [String: String]
  ) async throws {
    self.init(name: ldap.name, urls: ldap.urls)
    startTLS = ldap.startTLS
    caFile = ldap.caFile
    certificateFile = ldap.certificateFile
    keyFile = ldap.keyFile
    verifiesCertificate = ldap.verifyCertificate
    acceptsUnprotected = ldap.acceptsUnprotected
    usesSystemDefaults = ldap.usesSystemDefaults
    bind = try await Self.bind(ldap, place, environment: environment)
    schema = ldap.schema
    users.bases = ldap.users.bases
    users.filter = ldap.users.filter
    users.scope = LDAPScope(rawValue: ldap.users.scope) ?? .subtree
    users.externalID = ldap.users.externalID
    users.email = ldap.users.email
    users.displayName = ldap.users.displayName
    users.disabled = ldap.users.disabled
    groups.bases = ldap.groups.bases
    groups.filter = ldap.groups.filter
    groups.scope = LDAPScope(rawValue: ldap.groups.scope) ?? .subtree
    groups.externalID = ldap.groups.externalID
    groups.name = ldap.groups.name
    groups.member = ldap.groups.member
    pageSize = ldap.pageSize
    timeouts = LDAPTimeouts(answer: Double(ldap.timeout))
    ignoredReferrals = ldap.ignoreReferrals
    readsMembershipsFromUsers = ldap.membershipsFromUsers
    extras = ldap.extras
    self.preferences = preferences
  }

  private static func bind(
    _ ldap: LDAPSourceConfiguration,
    _ place: String,
    environment: [String: String]
  ) async throws -> Bind {
    switch ldap.bind.method {
    case "simple":
      let password = try await ldap.bind.password?.read(
        key: "\(place).bind.password",
        environment: environment
      )
      return .simple(dn: ldap.bind.dn ?? "", password: { password?.value ?? "" })
    case "external": return .external
    case "gssapi":
      return .gssapi(ticketCache: ldap.bind.ticketCache, keytab: ldap.bind.keytab)
    default: return .anonymous
    }
  }
}
