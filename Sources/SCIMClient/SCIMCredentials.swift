package import HTTPTransport

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What a SCIM service knows us by.
package enum SCIMCredentials: Sendable, Equatable {
  case bearer(String)
  case basic(user: String, password: String)
  case oauth2(OAuthClient)

  /// A client of an authorization server, which gives it tokens for itself (RFC 6749, 4.4).
  package struct OAuthClient: Sendable, Equatable {
    package let tokenAddress: ServiceAddress
    package let id: String
    package let secret: String
    /// What to ask for, words with blanks between; nil: the server's own choice.
    package let scope: String?
    /// Id and secret go in the body instead of a header.
    package let isInBody: Bool

    package init(
      tokenAddress: ServiceAddress,
      id: String,
      secret: String,
      scope: String?,
      isInBody: Bool
    ) {
      self.tokenAddress = tokenAddress
      self.id = id
      self.secret = secret
      self.scope = scope
      self.isInBody = isInBody
    }
  }

  /// What to put into requests; of a password or bearer token ever the same.
  func tokens(
    _ transport: any HTTPTransport,
    _ secrets: KnownSecrets
  ) -> @Sendable () async throws(HTTPTransportError) -> AccessToken {
    switch self {
    case .bearer(let token):
      secrets.add(token)
      return Self.unchanging(AccessToken(value: token, lifetime: nil))
    case .basic(let user, let password):
      let value = Data("\(user):\(password)".utf8).base64EncodedString()
      secrets.add(password)
      secrets.add(value)
      return Self.unchanging(AccessToken(scheme: "Basic", value: value, lifetime: nil))
    case .oauth2(let client):
      let tokens = OAuthTokens(client: client, transport: transport, secrets: secrets)
      return { () throws(HTTPTransportError) in try await tokens.makeToken() }
    }
  }

  private static func unchanging(
    _ token: AccessToken
  ) -> @Sendable () async throws(HTTPTransportError) -> AccessToken {
    { () throws(HTTPTransportError) in token }
  }
}
