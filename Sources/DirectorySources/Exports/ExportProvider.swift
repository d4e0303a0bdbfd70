/// Whose export it is.
enum ExportProvider: String, CaseIterable, Sendable {
  case okta
  case onelogin
  case google
  case entra
  case jumpcloud
  case ping
  case keycloak
  case authentik
  case lldap
  case authelia
  case scim
  case generic

  /// What makes of its records what all others need.
  var dialect: any ExportDialect.Type {
    switch self {
    case .okta: OktaDialect.self
    case .onelogin: OneLoginDialect.self
    case .google: GoogleDialect.self
    case .entra: EntraDialect.self
    case .jumpcloud: JumpCloudDialect.self
    case .ping: PingDialect.self
    case .keycloak: KeycloakDialect.self
    case .authentik: AuthentikDialect.self
    case .lldap: LLDAPDialect.self
    case .authelia: AutheliaDialect.self
    case .scim: SCIMDialect.self
    case .generic: GenericDialect.self
    }
  }

  /// Its bit among all providers.
  var bit: UInt16 {
    switch self {
    case .okta: 1 << 0
    case .onelogin: 1 << 1
    case .google: 1 << 2
    case .entra: 1 << 3
    case .jumpcloud: 1 << 4
    case .ping: 1 << 5
    case .keycloak: 1 << 6
    case .authentik: 1 << 7
    case .lldap: 1 << 8
    case .authelia: 1 << 9
    case .scim: 1 << 10
    case .generic: 1 << 11
    }
  }

  /// In the order in which records are tried (`contracts/idp-exports.md` 4).
  static let recordOrder: [ExportProvider] = [
    .okta, .google, .ping, .scim, .entra, .jumpcloud, .onelogin, .keycloak, .authentik, .lldap,
    .authelia, .generic,
  ]
}
