import BitwardenSandbox
import HTTPTransport
import HTTPTypes
import Synchronization

/// Carries requests to a sandbox without sockets, and can kill whoever sends them at any call.
final class SandboxTransport: HTTPTransport {
  private let sandbox: Sandbox
  private let death: Death?
  private let sent = Mutex(0)

  /// After which call everything ends, and whether that call still reached the server.
  struct Death: Sendable, Equatable {
    let call: Int
    let reachesServer: Bool
  }

  init(_ sandbox: Sandbox, death: Death? = nil) {
    self.sandbox = sandbox
    self.death = death
  }

  /// Calls made so far, those that died included.
  var count: Int { sent.withLock { $0 } }

  func send(
    _ request: HTTPRequest,
    body: [UInt8]?
  ) async throws(HTTPTransportError) -> HTTPReply {
    let number = sent.withLock { sent in
      sent += 1
      return sent
    }
    let isDying = death.map { number >= $0.call } ?? false
    if isDying, number != death?.call || death?.reachesServer == false {
      throw HTTPTransportError(.cancelled, place: request.path ?? "")
    }
    let path = request.path ?? ""
    let answer = await sandbox.handle(
      SandboxRequest(
        method: request.method.rawValue,
        path: String(path.prefix { $0 != "?" }),
        query: QueryText.pairs(String(path.drop { $0 != "?" }.dropFirst())),
        fields: request.headerFields,
        body: body ?? []
      )
    )
    if isDying { throw HTTPTransportError(.cancelled, place: path) }
    if answer.dropsConnection { throw HTTPTransportError(.lost("dropped"), place: path) }
    return HTTPReply(status: answer.status, fields: answer.fields, body: answer.body)
  }
}

extension SandboxClock {
  /// The sandbox's time for whoever speaks to it: who waits moves it forward.
  var transportClock: TransportClock {
    TransportClock(
      now: { self.now },
      wallSeconds: { 1_800_000_000 + self.now.components.seconds },
      sleep: { self.advance(by: $0) },
      random: { 0 }
    )
  }
}
