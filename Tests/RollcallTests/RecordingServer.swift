import NIOCore
import NIOPosix
import Synchronization

/// A service on loopback that keeps every request and answers 200.
final class RecordingServer: Sendable {
  private let kept = Mutex<[String]>([])

  /// Method, target and body of each request, in order: `POST /hook {…}`.
  var requests: [String] { kept.withLock { $0 } }

  /// - Parameter body: Is given the server and its address, `http://127.0.0.1:PORT`.
  /// - Throws: What `body` throws, or that no port is free.
  static func run(_ body: (RecordingServer, String) async throws -> Void) async throws {
    let server = RecordingServer()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Handler(server: server))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    do {
      try await body(server, "http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
    } catch {
      try? await channel.close()
      throw error
    }
    try await channel.close()
  }

  private func keep(_ request: String) { kept.withLock { $0.append(request) } }

  /// One request, whose body is as long as its `content-length` says; then the connection is closed.
  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let server: RecordingServer
    private var text = ""

    init(server: RecordingServer) {
      self.server = server
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      text += String(buffer: unwrapInboundIn(data))
      guard let end = text.firstRange(of: "\r\n\r\n") else { return }
      let lines = text[..<end.lowerBound].split(separator: "\r\n")
      let length = lines.first { $0.lowercased().hasPrefix("content-length: ") }
        .flatMap { Int($0.dropFirst("content-length: ".count)) }
      let body = text[end.upperBound...]
      guard body.utf8.count >= length ?? 0 else { return }
      let words = lines[0].split(separator: " ").prefix(2) + (body.isEmpty ? [] : [body])
      server.keep(words.joined(separator: " "))
      let answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
      context.close(promise: nil)
    }
  }
}
