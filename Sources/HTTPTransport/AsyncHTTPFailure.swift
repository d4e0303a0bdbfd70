internal import AsyncHTTPClient
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Tells our kinds of failure from those of AsyncHTTPClient and NIO.
enum AsyncHTTPFailure {
  static func problem(
    _ error: any Error,
    _ limits: AsyncHTTPTransport.Limits
  ) -> HTTPTransportError.Problem {
    switch error {
    case is CancellationError: .cancelled
    case is ResponseAccumulator.ResponseTooBigError: .tooLarge(limit: limits.bodyBytes)
    case let error as HTTPClientError: clientProblem(error, limits)
    case let error as NIOConnectionError: .noConnection(connectionDetail(error))
    case let error as IOError: ioProblem(error)
    case let error as NIOSSLError: sslProblem(error)
    case let error as NIOSSLExtraError: .noConnection("TLS: \(error)")
    // A handshake that fails comes as an error of NIO: this is a connection that carried the request.
    case let error as BoringSSLError: .lost("TLS: \(error)")
    default: .lost("\(error)")
    }
  }

  private static func clientProblem(
    _ error: HTTPClientError,
    _ limits: AsyncHTTPTransport.Limits
  ) -> HTTPTransportError.Problem {
    switch error {
    case .cancelled: .cancelled
    case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
      .noConnection("none within \(limits.connectSeconds) s")
    case .httpProxyHandshakeTimeout, .proxyAuthenticationRequired, .invalidProxyResponse:
      .noConnection("the proxy: \(error.shortDescription)")
    case .readTimeout: .timedOut("silent for \(limits.idleSeconds) s")
    case .deadlineExceeded: .timedOut("not complete in \(limits.totalSeconds) s")
    case .invalidURL, .emptyHost, .emptyScheme: .refusedAddress(error.shortDescription)
    default: .lost(error.shortDescription)
    }
  }

  /// A single address fails with the system's own error.
  private static func ioProblem(_ error: IOError) -> HTTPTransportError.Problem {
    let neverLeft = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH].contains(error.errnoCode)
    return neverLeft ? .noConnection(words(error)) : .lost(words(error))
  }

  /// "connection refused": the system's own words, without what the library was doing.
  private static func words(_ error: any Error) -> String {
    guard let error = error as? IOError else { return "\(error)" }
    let text = Errno(rawValue: error.errnoCode).description
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  private static func sslProblem(_ error: NIOSSLError) -> HTTPTransportError.Problem {
    if case .uncleanShutdown = error { return .lost("unclean end of TLS") }
    let text = "\(error)"
    // What an HTTP server answers to a greeting of TLS.
    if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
      return .noConnection("the server does not speak TLS at this port")
    }
    switch error {
    case .handshakeFailed, .noCertificateToValidate, .unableToValidateCertificate,
      .cannotFindPeerIP:
      return .noConnection("TLS: \(text)")
    default: return .lost("TLS: \(text)")
    }
  }

  private static func connectionDetail(_ error: NIOConnectionError) -> String {
    if let first = error.connectionErrors.first { return words(first.error) }
    if error.dnsAError != nil || error.dnsAAAAError != nil {
      return "the name '\(error.host)' is not known"
    }
    return "\(error.host):\(error.port)"
  }
}
