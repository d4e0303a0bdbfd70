/// Decodes `token` and `auth` of a SCIM service.
enum SCIMAuthorizationDecoder {
  private enum Method: String, CaseIterable {
    case bearer
    case basic
    case oauth2
  }

  static func decode(
    _ decoder: ObjectDecoder,
    _ file: String
  ) throws(ConfigurationError) -> SCIMAuthorization {
    let token = try SecretDecoder.optional("token", decoder, file)
    let auth = try decoder.object("auth")
    let method: Method = try auth.word("method", default: .bearer)
    let user = try auth.string("user")
    let password = try SecretDecoder.optional("password", auth, file)
    let client = try client(auth, file)
    switch method {
    case .bearer:
      guard let token else {
        throw decoder.error(
          "token",
          "is required",
          hint: "Or say \"auth\": { \"method\": \"basic\" } or \"oauth2\", with what that needs."
        )
      }
      return .bearer(token: token)
    case .basic, .oauth2:
      guard token == nil else {
        throw decoder.error("token", "goes with \"method\": \"bearer\" alone")
      }
    }
    if method == .basic {
      guard let user, let password, !user.isEmpty else {
        throw auth.error(user == nil ? "user" : "password", "is required for \"method\": \"basic\"")
      }
      guard !user.contains(":") else { throw auth.error("user", "cannot hold a colon") }
      return .basic(user: user, password: password)
    }
    return .oauth2(try required(client, auth))
  }

  private struct Client {
    var tokenURL: String?
    var id: String?
    var secret: SecretReference?
    var scope: String?
    var isInBody: Bool
  }

  private static func client(
    _ auth: ObjectDecoder,
    _ file: String
  ) throws(ConfigurationError) -> Client {
    Client(
      tokenURL: try auth.url("tokenUrl"),
      id: try auth.string("clientId"),
      secret: try SecretDecoder.optional("clientSecret", auth, file),
      scope: try auth.string("scope"),
      isInBody: try auth.word(
        "clientAuthentication",
        among: ["header", "body"],
        default: "header"
      ) == "body"
    )
  }

  private static func required(
    _ client: Client,
    _ auth: ObjectDecoder
  ) throws(ConfigurationError) -> OAuthClientConfiguration {
    guard let tokenURL = client.tokenURL, let id = client.id, let secret = client.secret else {
      let missing =
        client.tokenURL == nil ? "tokenUrl" : client.id == nil ? "clientId" : "clientSecret"
      throw auth.error(missing, "is required for \"method\": \"oauth2\"")
    }
    return OAuthClientConfiguration(
      tokenURL: tokenURL,
      id: id,
      secret: secret,
      scope: client.scope,
      isInBody: client.isInBody
    )
  }
}
