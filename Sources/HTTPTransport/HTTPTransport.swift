package import HTTPTypes

/// Sends one request and hears the whole answer; policies (retry, pace, authorization) are decorators of it.
package protocol HTTPTransport: Sendable {
  /// - Parameters:
  ///   - request: With scheme, authority and path.
  ///   - body: The whole body; nil for none.
  /// - Returns: The answer, whatever its status.
  /// - Throws: ``HTTPTransportError`` if there is no complete answer.
  func send(_ request: HTTPRequest, body: [UInt8]?) async throws(HTTPTransportError) -> HTTPReply
}
