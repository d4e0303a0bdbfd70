/// One of `sources`.
package enum SourceSettings: Sendable, Equatable {
  case ldap(LDAPSourceConfiguration)
  case export(ExportSourceConfiguration)
  case scim(SCIMSourceConfiguration)

  package var name: String {
    switch self {
    case .ldap(let settings): settings.name
    case .export(let settings): settings.name
    case .scim(let settings): settings.name
    }
  }
}

/// `kind: "export"`.
package struct ExportSourceConfiguration: Sendable, Equatable {
  package let name: String
  /// A file or folder, from the root.
  package let path: String
  /// `auto`, or a provider's name.
  package let provider: String
  /// Seconds; nil: any age.
  package let maximumAge: Int64?
  /// `users.externalId`, `users.email`, `users.displayName`: paths such as `profile.secondEmail`; nil = the provider's.
  package let externalID: String?
  package let email: String?
  package let displayName: String?
  /// A SCIM filter over the provider's own attributes.
  package let userFilter: String?
  package let extras: [String]
  /// Keycloak.
  package let realm: String?
  /// OneLogin: `roles` or `groups`.
  package let oneloginGroups: String
}

/// `kind: "ldap"`.
package struct LDAPSourceConfiguration: Sendable, Equatable {
  package let name: String
  package let urls: [String]
  package let startTLS: Bool
  package let caFile: String?
  package let certificateFile: String?
  package let keyFile: String?
  package let verifyCertificate: Bool
  package let bind: Bind
  package let schema: String
  package let users: Search
  package let groups: Search
  package let pageSize: Int
  /// Seconds.
  package let timeout: Int64
  package let ignoreReferrals: [String]
  package let acceptsUnprotected: Bool
  package let usesSystemDefaults: Bool
  /// Read memberships from the users' `memberOf` instead of the groups.
  package let membershipsFromUsers: Bool
  package let extras: [String]

  package struct Bind: Sendable, Equatable {
    package let method: String
    package let dn: String?
    package let password: SecretReference?
    /// A Kerberos ticket cache or keytab.
    package let keytab: String?
    package let ticketCache: String?
  }

  /// `users` or `groups`.
  package struct Search: Sendable, Equatable {
    package let bases: [String]
    package let filter: String?
    package let scope: String
    package let externalID: String?
    /// `users.email`: attributes in order, or a template such as `{sAMAccountName}@example.com`.
    package let email: [String]
    package let displayName: String?
    /// `users.disabled`: an LDAP filter that fits disabled entries.
    package let disabled: String?
    package let name: String?
    package let member: String?
  }
}

/// `kind: "scim"` as a source.
package struct SCIMSourceConfiguration: Sendable, Equatable {
  package let name: String
  package let url: String
  package let authorization: SCIMAuthorization
  package let caFile: String?
  package let userFilter: String?
  package let groupFilter: String?
  package let pageSize: Int
  /// Keys that change how it is spoken to, by name, as written.
  package let overrides: [String: String]
}
