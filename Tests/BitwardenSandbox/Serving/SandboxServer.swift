internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// Serves a ``Sandbox`` on loopback.
package enum SandboxServer {
  /// Runs the server while `body` does, on a free port; `body` gets the base address, `http://127.0.0.1:PORT`.
  package static func run<Value: Sendable>(
    _ sandbox: Sandbox,
    _ body: @escaping @Sendable (String) async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
      group.addTask {
        try await application(sandbox, port: 0) { continuation.yield($0) }.run()
        return nil
      }
      group.addTask {
        for await port in ports { return try await body("http://127.0.0.1:\(port)") }
        throw CancellationError()
      }
      defer { group.cancelAll() }
      while let value = try await group.next() {
        if let value { return value }
      }
      throw CancellationError()
    }
  }

  /// Runs the server until the task is cancelled or a signal arrives; `onReady` gets the port.
  package static func run(
    _ sandbox: Sandbox,
    port: Int,
    onReady: @escaping @Sendable (Int) -> Void
  ) async throws {
    try await application(sandbox, port: port, onReady: onReady).runService()
  }

  private static func application(
    _ sandbox: Sandbox,
    port: Int,
    onReady: @escaping @Sendable (Int) -> Void
  ) -> some ApplicationProtocol {
    var logger = Logger(label: "bitwarden-sandbox")
    logger.logLevel = .warning
    return Application(
      responder: SandboxResponder(sandbox: sandbox),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
      logger: logger
    )
  }
}

/// Passes requests on and answers back; knows the channel, so that it can be closed instead of answered.
struct SandboxResponder: HTTPResponder {
  let sandbox: Sandbox

  func respond(to request: Request, context: SandboxContext) async throws -> Response {
    let body = try await request.body.collect(upTo: 64 << 20)
    let answer = await sandbox.handle(
      SandboxRequest(
        method: request.method.rawValue,
        path: request.uri.path,
        query: QueryText.pairs(request.uri.query ?? ""),
        fields: request.headers,
        body: Array(body.readableBytesView)
      )
    )
    if answer.dropsConnection {
      try await context.channel.close()
      throw CancellationError()
    }
    return Response(
      status: HTTPResponse.Status(code: answer.status),
      headers: answer.fields,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
    )
  }
}

struct SandboxContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
