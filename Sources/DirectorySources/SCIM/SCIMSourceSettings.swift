package import HTTPTransport
package import SCIMClient

/// What the configuration says about a source of `kind: "scim"`.
package struct SCIMSourceSettings: Sendable {
  package var name: String
  /// `https://idp.example.com/scim/v2`, in front of `/Users`.
  package var url: String
  /// Taken out of everything that the service says.
  package var credentials: SCIMCredentials
  /// Certificates in PEM to trust instead of the system's.
  package var caFile: String?
  /// The way out, where there is only one.
  package var proxy: ProxySettings?
  /// `users.filter`: a SCIM filter over the service's own attributes, judged here, so that whom it leaves out is known.
  package var userFilter: String?
  /// `groups.filter`.
  package var groupFilter: String?
  /// `users.prefer` of the policy: at most 32 SCIM filters, the first most preferred.
  package var preferences: [String]
  /// How it is spoken to.
  package var options: SCIMClientOptions

  package init(
    name: String,
    url: String,
    caFile: String? = nil,
    userFilter: String? = nil,
    groupFilter: String? = nil,
    preferences: [String] = [],
    options: SCIMClientOptions = SCIMClientOptions(),
    credentials: SCIMCredentials
  ) {
    self.name = name
    self.url = url
    self.credentials = credentials
    self.caFile = caFile
    self.userFilter = userFilter
    self.groupFilter = groupFilter
    self.preferences = preferences
    self.options = options
  }
}
