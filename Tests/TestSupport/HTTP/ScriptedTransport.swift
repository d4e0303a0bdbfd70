package import HTTPTransport
package import HTTPTypes
package import Testing

/// A server that says what the script says, call by call; a call that is not in it fails the test by name.
package actor ScriptedTransport: HTTPTransport {
  private var script: [String: [Answer]]
  private let location: SourceLocation
  /// `GET /public/members`, and what was sent after a space, in the order of the calls.
  package private(set) var calls: [String] = []
  /// The `Authorization` fields, in the order of the calls.
  package private(set) var authorizations: [String?] = []

  package enum Answer: Sendable {
    case reply(HTTPReply)
    case failure(HTTPTransportError.Problem)

    /// An answer with a body of text.
    package static func text(
      _ body: String,
      status: Int = 200,
      fields: HTTPFields = [:]
    ) -> Answer {
      .reply(HTTPReply(status: status, fields: fields, body: Array(body.utf8)))
    }

    /// An answer without a body.
    package static func empty(_ status: Int = 200, fields: HTTPFields = [:]) -> Answer {
      .reply(HTTPReply(status: status, fields: fields))
    }
  }

  /// Answers go by verb and path; the last one of a list is given again and again.
  package init(
    _ script: [String: [Answer]],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    self.script = script
    location = sourceLocation
  }

  package func send(
    _ request: HTTPRequest,
    body: [UInt8]?
  ) async throws(HTTPTransportError) -> HTTPReply {
    let name = "\(request.method.rawValue) \(request.path ?? "")"
    calls.append(body.map { "\(name) \(String(decoding: $0, as: UTF8.self))" } ?? name)
    authorizations.append(request.headerFields[.authorization])
    guard var answers = script[name], let answer = answers.first else {
      Issue.record("\(name) is not in the script", sourceLocation: location)
      throw HTTPTransportError(.refusedAddress("not in the script"), place: name)
    }
    if answers.count > 1 {
      answers.removeFirst()
      script[name] = answers
    }
    switch answer {
    case .reply(let reply): return reply
    case .failure(let problem): throw HTTPTransportError(problem, place: name)
    }
  }

  /// The calls of one verb that changed something.
  package func calls(_ verb: String) -> [String] {
    calls.filter { $0.hasPrefix(verb + " ") && !$0.contains("/connect/token") }
  }
}
