internal import HTTPTransport
internal import HTTPTypes
internal import JSONReader

/// Calls of the Public API: request out, checked answer back.
struct BitwardenConnection: Sendable {
  let api: ServiceAddress
  /// Authorizes, paces and retries.
  let transport: any HTTPTransport
  let secrets: KnownSecrets

  /// - Returns: An answer of 200 to 299.
  func call(
    _ method: HTTPRequest.Method,
    _ path: String,
    body: JSONValue? = nil
  ) async throws(BitwardenFailure) -> HTTPReply {
    var request = api.request(method, path)
    request.headerFields[.accept] = "application/json"
    var bytes: [UInt8]?
    if let body {
      request.headerFields[.contentType] = "application/json"
      var writer = JSONWriter()
      writer.value(body)
      bytes = writer.bytes
    }
    let reply: HTTPReply
    do throws(HTTPTransportError) {
      reply = try await transport.send(request, body: bytes)
    } catch {
      throw .transport(error)
    }
    if reply.isSuccess { return reply }
    throw failure(reply)
  }

  /// An object or array that a path answers with.
  func json(_ path: String) async throws(BitwardenFailure) -> JSONValue {
    try Self.json(try await call(.get, path))
  }

  static func json(_ reply: HTTPReply) throws(BitwardenFailure) -> JSONValue {
    do throws(JSONError) {
      return try JSONValue(parsing: reply.body)
    } catch {
      if looksLikeMarkup(reply.body) { throw .notBitwarden(status: reply.status) }
      throw .unreadable(error.description)
    }
  }

  /// What a refusal means (the contract's section 3).
  private func failure(_ reply: HTTPReply) -> BitwardenFailure {
    if reply.status == 404, reply.body.isEmpty { return .missing }
    guard let answer = try? JSONValue(parsing: reply.body), answer.object != nil else {
      // Without a body, a 401 or 403 is Bitwarden's own, and so is whatever a gateway says by status alone.
      if reply.body.isEmpty { return .refused(status: reply.status, message: "") }
      return .notBitwarden(status: reply.status)
    }
    // Vaultwarden's web framework, where no call is known by this path.
    if reply.status == 404, answer["error"]?["reason"] != nil { return .vaultwarden }
    var texts = [answer["message"]?.string, answer["detail"]?.string].compactMap(\.self)
    for field in answer["errors"]?.object ?? [] {
      texts += (field.value.array ?? []).compactMap(\.string)
    }
    let text = secrets.removed(from: texts.joined(separator: " "))
    return .refused(status: reply.status, message: Self.shortened(text))
  }

  private static func looksLikeMarkup(_ body: [UInt8]) -> Bool {
    body.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) } == 0x3c
  }

  /// A server's words, at most 500 characters of them.
  private static func shortened(_ text: String) -> String {
    text.count > 500 ? text.prefix(499) + "…" : text
  }
}
