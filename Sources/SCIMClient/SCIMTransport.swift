package import HTTPTransport
internal import HTTPTypes

/// The way to a SCIM service: authorized, held back as it wants, repeated where that does no harm.
package enum SCIMTransport {
  /// - Parameters:
  ///   - base: What sends; see ``network(caFile:proxy:options:)``.
  ///   - credentials: What the service knows us by.
  ///   - secrets: Gets every secret that is sent.
  ///   - options: How many requests at a time and a second, and the longest pause.
  ///   - clock: For pauses.
  /// - Returns: What requests go through.
  package static func wrapping(
    _ base: any HTTPTransport,
    _ credentials: SCIMCredentials,
    secrets: KnownSecrets,
    options: SCIMClientOptions,
    clock: TransportClock = .system
  ) -> any HTTPTransport {
    var policy = RetryingTransport.Policy()
    policy.longestWait = .seconds(options.longestPause)
    policy.isRepeatable = { _ in true }
    let repeating = RetryingTransport(base, clock: clock, policy: policy)
    let authorizing = AuthorizingTransport(
      ServiceGate(base, options, clock: clock),
      clock: clock,
      makeToken: credentials.tokens(repeating, secrets)
    )
    // Every PATCH that this tool sends says what shall be, so that doing it twice does no harm.
    policy.isRepeatable = { $0.method != .post }
    return RetryingTransport(authorizing, clock: clock, policy: policy)
  }

  /// Over the network, within the time-outs and the size of answers that `options` say.
  ///
  /// - Parameters:
  ///   - caFile: Certificates in PEM to trust instead of the system's.
  ///   - proxy: The way out, where there is only one.
  ///   - options: Time-outs and sizes.
  /// - Returns: What sends single requests.
  /// - Throws: ``HTTPTransportError`` if the certificates cannot be read.
  package static func network(
    caFile: String?,
    proxy: ProxySettings?,
    options: SCIMClientOptions
  ) throws(HTTPTransportError) -> any HTTPTransport {
    func transport(_ seconds: Int) throws(HTTPTransportError) -> AsyncHTTPTransport {
      var limits = AsyncHTTPTransport.Limits()
      limits.connectSeconds = Int64(options.connectSeconds)
      limits.idleSeconds = Int64(seconds)
      limits.totalSeconds = max(limits.totalSeconds, Int64(seconds))
      limits.bodyBytes = options.bodyMegabytes << 20
      return try AsyncHTTPTransport(caFile: caFile, proxy: proxy, limits: limits)
    }
    return PatientTransport(
      usual: try transport(options.answerSeconds),
      patient: try transport(options.changeSeconds)
    )
  }
}
