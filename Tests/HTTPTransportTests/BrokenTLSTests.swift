import HTTPTransport
import HTTPTypes
import NIOCore
import NIOSSL
import Synchronization
import TestSupport
import Testing

/// A connection over TLS that breaks at different times.
@Suite struct BrokenTLSTests {
  private static func send(
    authority: String,
    trusting caFile: String?
  ) async -> HTTPTransportError? {
    let request = HTTPRequest(method: .post, scheme: "https", authority: authority, path: "/")
    return await #expect(throws: HTTPTransportError.self) {
      try await AsyncHTTPTransport(caFile: caFile).send(request, body: [0x7b, 0x7d])
    }
  }

  @Test func `what breaks behind a request may have been done`() async throws {
    try await inTemporaryFolder { folder in
      let certificates = try TestCertificates(in: folder)
      let heard = Mutex("")
      try await BrokenTLSServer.run(certificates, hears: { text in heard.withLock { $0 = text } }) {
        authority in
        let error = await Self.send(authority: authority, trusting: certificates.authority)
        #expect(error?.mayHaveArrived == true, "\(String(describing: error))")
      }
      #expect(heard.withLock { $0 }.hasPrefix("POST / HTTP/1.1"))
    }
  }

  @Test func `a certificate that nobody trusts is no connection`() async throws {
    try await inTemporaryFolder { folder in
      let certificates = try TestCertificates(in: folder)
      try await BrokenTLSServer.run(certificates, hears: { _ in }) { authority in
        let error = await Self.send(authority: authority, trusting: nil)
        #expect(error?.mayHaveArrived == false, "\(String(describing: error))")
      }
    }
  }
}

/// A server on loopback that answers with bytes that are not TLS, once it has heard a request over TLS.
private enum BrokenTLSServer {
  static func run(
    _ certificates: TestCertificates,
    hears: @escaping @Sendable (String) -> Void,
    _ body: (String) async throws -> Void
  ) async throws {
    let chain = try NIOSSLCertificate.fromPEMFile(certificates.server).map {
      NIOSSLCertificateSource.certificate($0)
    }
    let key = try NIOSSLPrivateKey(file: certificates.serverKey, format: .pem)
    let context = try NIOSSLContext(
      configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
    )
    try await CannedServer.serve(body) { pipeline in
      let outside = Outside()
      try pipeline.addHandler(outside)
      try pipeline.addHandler(NIOSSLServerHandler(context: context))
      try pipeline.addHandler(Inside(outside: outside, hears: hears))
    }
  }

  /// Between TLS and the network.
  private final class Outside: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func breakOff() {
      guard let context else { return }
      context.writeAndFlush(
        wrapOutboundOut(ByteBuffer(string: "these are no bytes of TLS")),
        promise: nil
      )
      context.close(promise: nil)
    }
  }

  /// Behind TLS.
  private final class Inside: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let outside: Outside
    private let hears: @Sendable (String) -> Void

    init(outside: Outside, hears: @escaping @Sendable (String) -> Void) {
      self.outside = outside
      self.hears = hears
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      hears(String(buffer: unwrapInboundIn(data)))
      outside.breakOff()
    }
  }
}
