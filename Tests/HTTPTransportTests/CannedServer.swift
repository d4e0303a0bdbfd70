import NIOCore
import NIOPosix

/// A server on loopback that answers every connection with the same bytes, then closes it, or goes on dripping.
enum CannedServer {
  /// - Parameters:
  ///   - answer: A whole HTTP answer, or none.
  ///   - drip: What follows ten times a second, for ever.
  ///   - hears: Is given what comes first.
  ///   - body: Is given the authority to send to.
  /// - Throws: What `body` throws, or that no port is free.
  static func run(
    _ answer: String,
    drip: String? = nil,
    hears: @escaping @Sendable (String) -> Void = { _ in },
    _ body: (String) async throws -> Void
  ) async throws {
    try await serve(body) { pipeline in
      try pipeline.addHandler(Handler(answer: answer, drip: drip, hears: hears))
    }
  }

  /// Serves on a free port of loopback while `body` runs; `addHandlers` says how each connection is served.
  static func serve(
    _ body: (String) async throws -> Void,
    by addHandlers: @escaping @Sendable (ChannelPipeline.SynchronousOperations) throws -> Void
  ) async throws {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try addHandlers(channel.pipeline.syncOperations) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    do {
      try await body("127.0.0.1:\(channel.localAddress?.port ?? 0)")
    } catch {
      try? await channel.close()
      throw error
    }
    try await channel.close()
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: String
    private let drip: String?
    private let hears: @Sendable (String) -> Void
    private var isAnswered = false

    init(answer: String, drip: String?, hears: @escaping @Sendable (String) -> Void) {
      self.answer = answer
      self.drip = drip
      self.hears = hears
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      if isAnswered { return }
      isAnswered = true
      hears(String(buffer: unwrapInboundIn(data)))
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
      guard let drip else { return context.close(promise: nil) }
      let channel = context.channel
      let pause = TimeAmount.milliseconds(100)
      channel.eventLoop.scheduleRepeatedTask(initialDelay: pause, delay: pause) { task in
        guard channel.isActive else { return task.cancel() }
        channel.writeAndFlush(ByteBuffer(string: drip), promise: nil)
      }
    }
  }
}
