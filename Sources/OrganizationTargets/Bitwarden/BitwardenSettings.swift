package import HTTPTransport

/// Where a Bitwarden organization is and how it is reached.
package struct BitwardenSettings: Sendable {
  /// `https://api.bitwarden.com`, `https://HOST/api`.
  package var apiURL: String
  /// `https://identity.bitwarden.com`, `https://HOST/identity`.
  package var identityURL: String
  /// Bitwarden's cloud: has published limits and tells its seats.
  package var isCloud: Bool
  /// `organization.` and the organization's GUID.
  package var clientID: String
  /// The secret of the organization's API key.
  package var clientSecret: String
  /// Certificates in PEM to trust instead of the system's.
  package var caFile: String?
  /// New people above which they go out in imports.
  package var importAbove: Int
  /// Requests under way at once.
  package var concurrency: Int

  /// Whether new people are staged, for an administrator to invite, instead of invited.
  package var stagesNewMembers = false
  /// What revokes and restores on servers before 2026.2.0.
  package var scim: SCIM?
  /// The way out, where there is only one.
  package var proxy: ProxySettings?

  /// The organization's SCIM endpoint, which has a key of its own.
  package struct SCIM: Sendable {
    /// `https://scim.bitwarden.com/v2/ORGANIZATION`; the organization is added where it is missing.
    package var url: String
    package var token: String

    package init(url: String, token: String) {
      self.url = url
      self.token = token
    }
  }

  package init(
    apiURL: String,
    identityURL: String,
    isCloud: Bool,
    clientID: String,
    clientSecret: String,
    caFile: String? = nil,
    importAbove: Int = 100,
    concurrency: Int = 4
  ) {
    self.apiURL = apiURL
    self.identityURL = identityURL
    self.isCloud = isCloud
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.caFile = caFile
    self.importAbove = importAbove
    self.concurrency = concurrency
  }
}
