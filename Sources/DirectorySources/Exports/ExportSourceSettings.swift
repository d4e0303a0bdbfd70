/// What the configuration says about a source of `kind: "export"`.
package struct ExportSourceSettings: Equatable, Sendable {
  package let name: String
  /// A file or folder.
  package let path: String
  /// `auto`, or a provider's name.
  package let provider: String
  /// Seconds since the oldest file that lists users was written; nil: any age.
  package let maximumAge: Int64?
  /// Which attributes say who somebody is.
  package let attributes: ExportAttributes
  /// `users.filter`: a SCIM filter over the provider's own attributes.
  package let userFilter: String?
  /// `users.prefer` of the policy: at most 32 SCIM filters, the first most preferred.
  package let preferences: [String]
  /// What is left out unless it stands here: `guests`, `outsiders`, `builtInGroups`.
  package let extras: [String]
  /// The realm of a Keycloak export with several.
  package let realm: String?
  /// OneLogin: `roles` or `groups`.
  package let oneloginGroups: String

  package init(
    name: String,
    path: String,
    provider: String = "auto",
    maximumAge: Int64? = nil,
    attributes: ExportAttributes = ExportAttributes(),
    userFilter: String? = nil,
    preferences: [String] = [],
    extras: [String] = [],
    realm: String? = nil,
    oneloginGroups: String = "roles"
  ) {
    self.name = name
    self.path = path
    self.provider = provider
    self.maximumAge = maximumAge
    self.attributes = attributes
    self.userFilter = userFilter
    self.preferences = preferences
    self.extras = extras
    self.realm = realm
    self.oneloginGroups = oneloginGroups
  }
}
