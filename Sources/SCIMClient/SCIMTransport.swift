package import HTTPTransport
internal import HTTPTypes

/// The way to a SCIM service: authorized, held back as it wants, repeated where that does no harm.
package enum SCIMTransport {
  /// Bytes of an answer that are read unless the configuration says otherwise.
  package static let bodyLimit = 64 << 20

  /// - Parameters:
  ///   - base: What sends; with ``bodyLimit``.
  ///   - token: The bearer token, asked for once an hour and when it is refused.
  ///   - concurrency: Requests at a time.
  ///   - rate: Requests a second; nil: as many as can be.
  ///   - clock: For pauses.
  /// - Returns: What requests go through.
  package static func wrapping(
    _ base: any HTTPTransport,
    token: @escaping @Sendable () async throws(HTTPTransportError) -> String,
    concurrency: Int,
    rate: Double?,
    clock: TransportClock = .system
  ) -> any HTTPTransport {
    let gate = ServiceGate(base, concurrency: concurrency, rate: rate, clock: clock)
    let authorizing = AuthorizingTransport(gate, clock: clock) { () throws(HTTPTransportError) in
      AccessToken(value: try await token(), lifetime: .seconds(3600))
    }
    var policy = RetryingTransport.Policy()
    policy.longestWait = .seconds(ServiceGate.longestPause)
    // Every PATCH that this tool sends says what shall be, so that doing it twice does no harm.
    policy.isRepeatable = { $0.method != .post }
    return RetryingTransport(authorizing, clock: clock, policy: policy)
  }
}
