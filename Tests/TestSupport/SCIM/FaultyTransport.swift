package import HTTPTransport
package import HTTPTypes

/// A bad network, or a service that is less than the standard says, in front of a real one: passes everything
/// through, except where a fault says so.
package actor FaultyTransport: HTTPTransport {
  private let base: any HTTPTransport
  private var faults: [Fault] = []
  /// `GET /Users?startIndex=1`, in the order of the calls; paths as sent, below the service's prefix.
  package private(set) var calls: [String] = []
  private let prefix: String

  /// What happens to requests that fit; the first fault that fits acts.
  package struct Fault: Sendable {
    /// nil: any.
    package var method: HTTPRequest.Method?
    /// Has to occur in path and query, as sent.
    package var contains: String
    /// Requests that fit and pass before.
    package var skip: Int
    /// How often it acts.
    package var times: Int
    package var effect: Effect

    package init(
      _ method: HTTPRequest.Method? = nil,
      _ contains: String = "",
      skip: Int = 0,
      times: Int = .max,
      _ effect: Effect
    ) {
      self.method = method
      self.contains = contains
      self.skip = skip
      self.times = times
      self.effect = effect
    }
  }

  package enum Effect: Sendable {
    /// Nothing is forwarded.
    case noConnection
    /// Forwarded, and the answer is lost.
    case lostAnswer
    /// Nothing is forwarded; this is the answer.
    case answer(status: Int, body: String = "", fields: HTTPFields = [:])
    /// Forwarded, and answered with this instead.
    case answerAfter(status: Int, body: String = "")
    /// Forwarded; only so many bytes of the body come through, as a proxy might cut them.
    case cut(bytes: Int)
    /// Forwarded; the text of the answer is changed.
    case edit(@Sendable (String) -> String)
    /// Forwarded; then something else happens before the answer is given.
    case meanwhile(@Sendable () async -> Void)
    /// Nothing is forwarded; something else happens instead, and is answered with this.
    case instead(status: Int, @Sendable ([UInt8]) async -> Void)
    /// The request is judged by what it carries; nil lets it pass.
    case judge(@Sendable (HTTPRequest, [UInt8]?) -> HTTPReply?)
  }

  /// - Parameters:
  ///   - base: The way to the real service.
  ///   - prefix: The path of its base, left out of ``calls``.
  package init(_ base: any HTTPTransport, prefix: String) {
    self.base = base
    self.prefix = prefix
  }

  package func set(_ faults: [Fault]) { self.faults = faults }

  package func forgetCalls() { calls = [] }

  /// Calls that could have changed something.
  package var writes: [String] { calls.filter { !$0.hasPrefix("GET ") } }

  package func send(
    _ request: HTTPRequest,
    body: [UInt8]?
  ) async throws(HTTPTransportError) -> HTTPReply {
    let path = request.path ?? ""
    calls.append("\(request.method.rawValue) \(path.dropFirst(prefix.utf8.count))")
    guard let effect = effect(on: request) else { return try await base.send(request, body: body) }
    switch effect {
    case .noConnection: throw HTTPTransportError(.noConnection("refused"), place: path)
    case .answer(let status, let body, let fields):
      return HTTPReply(status: status, fields: fields, body: Array(body.utf8))
    case .instead(let status, let action):
      await action(body ?? [])
      return HTTPReply(status: status)
    case .judge(let judge):
      if let reply = judge(request, body) { return reply }
      return try await base.send(request, body: body)
    case .lostAnswer, .answerAfter, .cut, .edit, .meanwhile: break
    }
    let reply = try await base.send(request, body: body)
    switch effect {
    case .lostAnswer: throw HTTPTransportError(.lost("reset"), place: path)
    case .answerAfter(let status, let body):
      return HTTPReply(status: status, body: Array(body.utf8))
    case .cut(let bytes): return reply.with(Array(reply.body.prefix(bytes)))
    case .edit(let edit):
      return reply.with(Array(edit(String(decoding: reply.body, as: UTF8.self)).utf8))
    case .meanwhile(let action):
      await action()
      return reply
    case .noConnection, .answer, .instead, .judge: return reply
    }
  }

  private func effect(on request: HTTPRequest) -> Effect? {
    for index in faults.indices {
      let fault = faults[index]
      guard fault.method == nil || fault.method == request.method,
        fault.contains.isEmpty || (request.path ?? "").contains(fault.contains)
      else { continue }
      if fault.skip > 0 {
        faults[index].skip -= 1
        continue
      }
      guard fault.times > 0 else { continue }
      if fault.times < .max { faults[index].times -= 1 }
      return fault.effect
    }
    return nil
  }
}

extension HTTPReply {
  fileprivate func with(_ body: [UInt8]) -> HTTPReply {
    HTTPReply(status: status, fields: fields, body: body)
  }
}
