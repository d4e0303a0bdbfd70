/// `organization`.
package enum OrganizationSettings: Sendable, Equatable {
  case bitwarden(BitwardenConfiguration)
  case scim(SCIMTargetConfiguration)
  /// The file's path, from the root.
  case file(String)
}

/// `kind: "bitwarden"`.
package struct BitwardenConfiguration: Sendable, Equatable {
  package let apiURL: String
  package let identityURL: String
  /// Bitwarden's cloud, whose published limits are kept.
  package let isCloud: Bool
  package let clientID: String
  package let clientSecret: SecretReference
  package let scimURL: String?
  package let scimToken: SecretReference?
  package let caFile: String?
  /// `invite` or `stage`.
  package let newMembers: String
  /// New people above which they go out in imports.
  package let importAbove: Int
}

/// `kind: "scim"` as the organization.
package struct SCIMTargetConfiguration: Sendable, Equatable {
  package let url: String
  package let authorization: SCIMAuthorization
  package let caFile: String?
  package let preset: String
  /// Keys that override the preset, by name, as written.
  package let overrides: [String: String]
}
