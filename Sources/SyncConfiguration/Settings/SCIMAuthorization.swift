/// What a SCIM service is to know us by: `token`, or what `auth` says.
package enum SCIMAuthorization: Sendable, Equatable {
  case bearer(token: SecretReference)
  case basic(user: String, password: SecretReference)
  case oauth2(OAuthClientConfiguration)

  /// The secret, and its key below the service's own.
  package var secret: (key: String, reference: SecretReference) {
    switch self {
    case .bearer(let token): ("token", token)
    case .basic(_, let password): ("auth.password", password)
    case .oauth2(let client): ("auth.clientSecret", client.secret)
    }
  }
}

/// `auth.method: "oauth2"`: client credentials.
package struct OAuthClientConfiguration: Sendable, Equatable {
  package let tokenURL: String
  package let id: String
  package let secret: SecretReference
  package let scope: String?
  /// `clientAuthentication: "body"`.
  package let isInBody: Bool
}
