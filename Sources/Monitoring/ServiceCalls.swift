package import HTTPTransport
internal import HTTPTypes

/// Tells services on the network, in short time and at most twice; nobody follows a redirect.
package enum ServiceCalls {
  /// A transport for pings and webhooks: ten seconds for all of a call, 64 KiB of an answer, one repetition.
  ///
  /// - Parameter proxy: The way out, where there is only one.
  /// - Returns: The transport.
  /// - Throws: ``HTTPTransportError`` if it cannot be made.
  package static func makeTransport(
    proxy: ProxySettings?
  ) throws(HTTPTransportError) -> any HTTPTransport {
    var limits = AsyncHTTPTransport.Limits()
    limits.connectSeconds = 5
    limits.idleSeconds = 10
    limits.totalSeconds = 10
    limits.bodyBytes = 64 << 10
    var policy = RetryingTransport.Policy()
    policy.attempts = 2
    policy.longestWait = .seconds(5)
    return RetryingTransport(try AsyncHTTPTransport(proxy: proxy, limits: limits), policy: policy)
  }

  /// Calls an address: GET, and POST where that is the only method it takes (405).
  ///
  /// - Returns: What went wrong; nil for an answer of 200 to 299.
  package static func ping(_ url: String, over transport: any HTTPTransport) async -> String? {
    do throws(HTTPTransportError) {
      let endpoint = try ServiceEndpoint(parsing: url)
      do throws(HTTPTransportError) {
        var reply = try await transport.send(endpoint.request(.get), body: nil)
        if reply.status == 405 {
          reply = try await transport.send(endpoint.request(.post), body: [])
        }
        return problem(reply, endpoint)
      } catch {
        return endpoint.named(error)
      }
    } catch {
      return error.summary
    }
  }

  /// Sends a JSON document.
  ///
  /// - Returns: What went wrong; nil for an answer of 200 to 299.
  package static func post(
    _ json: [UInt8],
    to url: String,
    over transport: any HTTPTransport
  ) async -> String? {
    do throws(HTTPTransportError) {
      let endpoint = try ServiceEndpoint(parsing: url)
      var request = endpoint.request(.post)
      request.headerFields[.contentType] = "application/json"
      do throws(HTTPTransportError) {
        return problem(try await transport.send(request, body: json), endpoint)
      } catch {
        return endpoint.named(error)
      }
    } catch {
      return error.summary
    }
  }

  private static func problem(_ reply: HTTPReply, _ endpoint: ServiceEndpoint) -> String? {
    reply.isSuccess ? nil : "\(endpoint.place) answered \(reply.status)"
  }
}
