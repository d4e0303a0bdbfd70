package import LDAPClient

/// What an LDAP source reads and how; values that were checked.
package struct LDAPSourceSettings: Sendable {
  /// `sources[].name`.
  package var name: String
  /// Tried in this order; the next one when one cannot be reached.
  package var urls: [String]
  package var startTLS = false
  package var caFile: String?
  package var certificateFile: String?
  package var keyFile: String?
  package var verifiesCertificate = true
  package var acceptsUnprotected = false
  package var usesSystemDefaults = false
  package var bind = Bind.anonymous
  /// `auto`, or the name of one of ``LDAPSchema``'s presets.
  package var schema = "auto"
  package var users = Users()
  package var groups = Groups()
  /// Entries per page; 0: without paging.
  package var pageSize = 500
  package var timeouts = LDAPTimeouts()
  /// Seconds before a broken read or a busy server is tried again; doubles each time.
  package var retryDelay = 0.5
  /// URLs (or their beginnings) and DNs of continuation references whose parts need not be read.
  package var ignoredReferrals: [String] = []
  /// Memberships come from the users' `memberOf`, not from the groups.
  package var readsMembershipsFromUsers = false
  /// `systemObjects`: Active Directory's own accounts and groups as well.
  package var extras: [String] = []
  /// `users.prefer`: SCIM expressions over the directory's attributes.
  package var preferences: [String] = []

  package init(name: String, urls: [String]) {
    self.name = name
    self.urls = urls
  }

  /// How to authenticate; a secret is asked for when it is needed.
  package enum Bind: Sendable {
    case anonymous
    case simple(dn: String, password: @Sendable () throws -> String)
    case external
    case gssapi(ticketCache: String?, keytab: String?)
  }

  /// Where users are and what they say; nil and empty lists mean the schema's own.
  package struct Users: Sendable, Equatable {
    /// Empty: the naming context, if there is only one.
    package var bases: [String] = []
    package var filter: String?
    package var scope = LDAPScope.subtree
    /// An attribute, or `dn`.
    package var externalID: String?
    /// Attributes in order of preference, and templates such as `{sAMAccountName}@example.com`.
    package var email: [String] = []
    package var displayName: String?
    /// An LDAP filter that fits disabled entries.
    package var disabled: String?

    package init() {}
  }

  /// Where groups are and what they say; nil means the schema's own.
  package struct Groups: Sendable, Equatable {
    /// Empty: there are none to read.
    package var bases: [String] = []
    package var filter: String?
    package var scope = LDAPScope.subtree
    package var externalID: String?
    package var name: String?
    package var member: String?

    package init() {}
  }
}

extension LDAPSourceSettings {
  /// Whether groups name their members by `uid`.
  func namesMembersByLogin(_ schema: LDAPSchema) -> Bool {
    guard !groups.bases.isEmpty, !readsMembershipsFromUsers else { return false }
    return (groups.member ?? schema.memberLogins)?.lowercased() == "memberuid"
  }
}
