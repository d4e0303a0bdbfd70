internal import AsyncHTTPClient
package import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// Sends requests with AsyncHTTPClient: https only except to loopback, no redirects, time-outs on everything.
package final class AsyncHTTPTransport: HTTPTransport {
  private let direct: HTTPClient
  /// For hosts that ``ProxySettings`` covers.
  private let proxied: HTTPClient?
  private let proxy: ProxySettings?
  private let limits: Limits
  /// One thread for all connections: two would wake each other for each answer.
  private static let eventLoop = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private static let userAgent = "rollcall/\(ProductVersion.current)"

  /// What one request may take.
  package struct Limits: Sendable {
    package var connectSeconds: Int64 = 10
    /// Without a single byte: above the 90 s after which a self-hosted proxy gives up.
    package var idleSeconds: Int64 = 100
    /// From the call to the last byte of the answer.
    package var totalSeconds: Int64 = 600
    /// Bytes of an answer (`DESIGN.md` section 8).
    package var bodyBytes = 1 << 30
    /// To one host at once; more requests than that wait.
    package var connections = 64

    package init() {}
  }

  /// - Parameters:
  ///   - caFile: Certificates in PEM to trust instead of the system's.
  ///   - proxy: The way out, where there is only one.
  ///   - limits: Time-outs and size of answers.
  /// - Throws: ``HTTPTransportError`` if the certificates cannot be read.
  package init(
    caFile: String? = nil,
    proxy: ProxySettings? = nil,
    limits: Limits = Limits()
  ) throws(HTTPTransportError) {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    if let caFile {
      tls.trustRoots = .certificates(try Self.certificates(caFile))
    }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls,
      redirectConfiguration: .disallow,
      timeout: .init(
        connect: .seconds(limits.connectSeconds),
        read: .seconds(limits.idleSeconds),
        write: .seconds(limits.idleSeconds)
      )
    )
    // Attempts are counted in one place, `RetryingTransport`.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.httpVersion = .http1Only
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = limits.connections
    // Below the 75 s of most servers, so that no request meets a connection that is being closed.
    configuration.connectionPool.idleTimeout = .seconds(30)
    let group = HTTPClient.EventLoopGroupProvider.shared(Self.eventLoop)
    direct = HTTPClient(eventLoopGroupProvider: group, configuration: configuration)
    proxied = proxy.map { proxy in
      configuration.proxy = .server(
        host: proxy.host,
        port: proxy.port,
        authorization: proxy.user.map { .basic(username: $0, password: proxy.password) }
      )
      return HTTPClient(eventLoopGroupProvider: group, configuration: configuration)
    }
    self.proxy = proxy
    self.limits = limits
  }

  deinit {
    for client in [direct, proxied].compactMap(\.self) {
      client.shutdown { [client] _ in withExtendedLifetime(client) {} }
    }
  }

  package func send(
    _ request: HTTPRequest,
    body: [UInt8]?
  ) async throws(HTTPTransportError) -> HTTPReply {
    let place = request.place
    guard request.isSafe else {
      throw HTTPTransportError(.refusedAddress("it is not https"), place: place)
    }
    do {
      return try await reply(to: message(request, body), through: client(for: request))
    } catch {
      throw HTTPTransportError(AsyncHTTPFailure.problem(error, limits), place: place)
    }
  }

  private func client(for request: HTTPRequest) -> HTTPClient {
    let host = ServiceAddress.host(of: request.authority ?? "") ?? ""
    return proxy?.covers(host.lowercased()) ?? false ? proxied ?? direct : direct
  }

  private func message(
    _ request: HTTPRequest,
    _ body: [UInt8]?
  ) throws -> HTTPClient.Request {
    var headers = HTTPHeaders()
    // Some services answer 403 to a client without a name, others behave differently for a known one.
    if request.headerFields[.userAgent] == nil {
      headers.add(name: "User-Agent", value: Self.userAgent)
    }
    for field in request.headerFields {
      headers.add(name: field.name.canonicalName, value: field.value)
    }
    return try HTTPClient.Request(
      url: request.place + request.query,
      method: HTTPMethod(rawValue: request.method.rawValue),
      headers: headers,
      body: body.map { .bytes($0) }
    )
  }

  /// The call on NIO's own side, whose time-out is for the whole answer: the other one's is for its head.
  private func reply(
    to message: HTTPClient.Request,
    through client: HTTPClient
  ) async throws -> HTTPReply {
    let task = client.execute(
      request: message,
      delegate: ResponseAccumulator(
        request: message,
        // Its buffer has no room for more.
        maxBodySize: min(limits.bodyBytes, Int(UInt32.max))
      ),
      deadline: .now() + .seconds(limits.totalSeconds)
    )
    let response = try await withTaskCancellationHandler {
      try await task.get()
    } onCancel: {
      task.cancel()
    }
    var fields = HTTPFields()
    for (name, value) in response.headers {
      if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
    }
    return HTTPReply(
      status: Int(response.status.code),
      fields: fields,
      body: response.body.map { Array($0.readableBytesView) } ?? []
    )
  }

  private static func certificates(
    _ path: String
  ) throws(HTTPTransportError) -> [NIOSSLCertificate] {
    do {
      let certificates = try NIOSSLCertificate.fromPEMFile(path)
      guard certificates.isEmpty else { return certificates }
    } catch {
      throw HTTPTransportError(.certificates("\(path): \(error)"), place: path)
    }
    throw HTTPTransportError(.certificates("\(path) holds none"), place: path)
  }
}

extension HTTPRequest {
  fileprivate var query: String {
    guard let path, let start = path.firstIndex(of: "?") else { return "" }
    return String(path[start...])
  }
}
