package import HTTPTypes

/// What goes into `Authorization`, and how long it is good for.
package struct AccessToken: Equatable, Sendable {
  /// `Bearer`, `Basic`.
  package let scheme: String
  package let value: String
  /// From the moment it was issued; nil: it is ever the same.
  package let lifetime: Duration?

  package init(scheme: String = "Bearer", value: String, lifetime: Duration?) {
    self.scheme = scheme
    self.value = value
    self.lifetime = lifetime
  }
}

/// Adds a token to requests, renews it early, and once more when the server refuses it.
///
/// One that is ever the same is not tried again: failed logins are limited too.
package actor AuthorizingTransport: HTTPTransport {
  private let next: any HTTPTransport
  private let clock: TransportClock
  private let makeToken: @Sendable () async throws(HTTPTransportError) -> AccessToken
  private var current: (token: AccessToken, renewAt: Duration?)?
  private var isFetching = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// A token that is no longer good for this long is renewed.
  private static let margin = Duration.seconds(60)

  /// - Parameters:
  ///   - next: What sends the requests.
  ///   - clock: Tells when a token is renewed.
  ///   - makeToken: Asks for a new token.
  package init(
    _ next: any HTTPTransport,
    clock: TransportClock = .system,
    makeToken: @escaping @Sendable () async throws(HTTPTransportError) -> AccessToken
  ) {
    self.next = next
    self.clock = clock
    self.makeToken = makeToken
  }

  package func send(
    _ request: HTTPRequest,
    body: [UInt8]?
  ) async throws(HTTPTransportError) -> HTTPReply {
    let first = try await token(otherThan: nil)
    let reply = try await next.send(request.authorized(first), body: body)
    guard reply.status == 401, first.lifetime != nil else { return reply }
    let second = try await token(otherThan: first)
    return try await next.send(request.authorized(second), body: body)
  }

  /// The token, fetched by one caller at a time.
  private func token(
    otherThan refused: AccessToken?
  ) async throws(HTTPTransportError) -> AccessToken {
    while isFetching { await withCheckedContinuation { waiting.append($0) } }
    if let current, current.token != refused, current.renewAt.map({ clock.now() < $0 }) ?? true {
      return current.token
    }
    isFetching = true
    defer {
      isFetching = false
      for continuation in waiting { continuation.resume() }
      waiting = []
    }
    let asked = clock.now()
    let token = try await makeToken()
    // A token that lives shorter than the margin is used for half its life.
    current = (token, token.lifetime.map { asked + max($0 - Self.margin, $0 / 2) })
    return token
  }
}

extension HTTPRequest {
  fileprivate func authorized(_ token: AccessToken) -> HTTPRequest {
    var request = self
    var field = HTTPField(name: .authorization, value: "\(token.scheme) \(token.value)")
    field.indexingStrategy = .disallow
    request.headerFields[fields: .authorization] = [field]
    return request
  }
}
