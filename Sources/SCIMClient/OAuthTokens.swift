internal import HTTPTransport
internal import HTTPTypes
internal import JSONReader

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Asks an authorization server for tokens (RFC 6749, 4.4.2).
struct OAuthTokens: Sendable {
  let client: SCIMCredentials.OAuthClient
  /// Repeats what failed for a passing reason: to ask twice does no harm.
  let transport: any HTTPTransport
  let secrets: KnownSecrets

  /// - Returns: A token, good for an hour unless the server says otherwise.
  func makeToken() async throws(HTTPTransportError) -> AccessToken {
    secrets.add(client.secret)
    let reply = try await transport.send(request, body: Array(form.utf8))
    let answer = try? JSONValue(parsing: reply.body)
    if reply.isSuccess, let token = answer?["access_token"]?.string, Self.isToken(token) {
      secrets.add(token)
      let seconds = min(max(answer?["expires_in"]?.count ?? 3600, 1), 86_400)
      return AccessToken(value: token, lifetime: .seconds(seconds))
    }
    let place = client.tokenAddress.description
    let said = [answer?["error"]?.string, answer?["error_description"]?.string]
      .compactMap(\.self).joined(separator: ": ")
    let reason = secrets.removed(from: said.isEmpty ? "\(reply.status)" : "\(reply.status) \(said)")
    guard [400, 401, 403].contains(reply.status) else {
      throw HTTPTransportError(
        .noToken("cannot get a token from \(place): it answered \(reason.prefix(300))"),
        place: place
      )
    }
    throw HTTPTransportError(
      .refusedCredentials("\(place) refused the client: \(reason.prefix(300))"),
      place: place
    )
  }

  private var request: HTTPRequest {
    var request = client.tokenAddress.request(.post, "")
    if request.path == "" { request.path = "/" }
    request.headerFields[.contentType] = "application/x-www-form-urlencoded"
    request.headerFields[.accept] = "application/json"
    if !client.isInBody {
      // Escaped before it is coded (RFC 6749, 2.3.1).
      let pair = "\(PercentEncoding.encode(client.id)):\(PercentEncoding.encode(client.secret))"
      let value = Data(pair.utf8).base64EncodedString()
      secrets.add(value)
      request.headerFields[.authorization] = "Basic \(value)"
    }
    return request
  }

  private var form: String {
    var fields = [("grant_type", "client_credentials")]
    if let scope = client.scope { fields.append(("scope", scope)) }
    if client.isInBody { fields += [("client_id", client.id), ("client_secret", client.secret)] }
    return fields.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
  }

  /// What can stand in a header.
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 65_536
      && text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
  }
}
