internal import DirectoryModel
internal import HTTPTransport
internal import HTTPTypes
internal import JSONReader

/// Asks the identity service for tokens (the contract's section 4).
struct BitwardenTokens: Sendable {
  let identity: ServiceAddress
  let clientID: String
  let clientSecret: String
  let secrets: KnownSecrets
  let transport: any HTTPTransport

  static let path = "/connect/token"

  /// - Returns: A token, good for an hour as a rule.
  func makeToken() async throws(HTTPTransportError) -> AccessToken {
    var request = identity.request(.post, Self.path)
    request.headerFields[.contentType] = "application/x-www-form-urlencoded"
    request.headerFields[.accept] = "application/json"
    secrets.add(clientSecret)
    let reply = try await transport.send(request, body: Array(form.utf8))
    let place = "\(identity)\(Self.path)"
    let answer = try? JSONValue(parsing: reply.body)
    if reply.isSuccess, let token = answer?["access_token"]?.string, Self.isToken(token) {
      secrets.add(token)
      let seconds = min(max(answer?["expires_in"]?.int ?? 3600, 1), 86_400)
      return AccessToken(value: token, lifetime: .seconds(seconds))
    }
    guard [400, 401, 403].contains(reply.status), let answer, answer.object != nil else {
      throw HTTPTransportError(
        .noToken("cannot get a token from \(place): it answered \(reply.status)"),
        place: place
      )
    }
    let reason = [answer["error"]?.string, answer["message"]?.string]
      .compactMap { $0 }.first { !$0.isEmpty }.map { secrets.removed(from: $0) }
    throw HTTPTransportError(
      .refusedCredentials(
        "\(place) refused the organization's key: \(reason?.prefix(200) ?? "\(reply.status)")"
      ),
      place: place
    )
  }

  /// All seven fields, so that one form serves every server.
  private var form: String {
    let fields = [
      ("grant_type", "client_credentials"), ("scope", "api.organization"),
      ("client_id", clientID), ("client_secret", clientSecret), ("deviceType", "25"),
      ("deviceIdentifier", "0d2f3a52-6a1e-4f0b-9b1c-7e54b7d1c0aa"), ("deviceName", "rollcall"),
    ]
    return fields.map { "\($0.0)=\(Self.escaped($0.1))" }.joined(separator: "&")
  }

  /// Everything but unreserved characters as `%XX` (RFC 3986, 2.3).
  private static func escaped(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }

  /// What can stand in a header.
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 65_536
      && text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
  }
}
