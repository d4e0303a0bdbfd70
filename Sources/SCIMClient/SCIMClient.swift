package import HTTPTransport
internal import HTTPTypes
package import JSONReader
internal import Synchronization

/// Speaks SCIM 2.0 (RFC 7644) with one service: single requests here, listings and discovery in the extensions.
///
/// What the service proves unable to do is remembered for as long as the client lives.
package final class SCIMClient: Sendable {
  package let address: ServiceAddress
  package let options: SCIMClientOptions
  let clock: TransportClock
  private let transport: any HTTPTransport
  private let secrets: KnownSecrets
  let lessons = Mutex(ClientLessons())

  /// - Parameters:
  ///   - address: The service's base, in front of `/Users`.
  ///   - transport: Authorizes, paces and repeats; see ``SCIMTransport``.
  ///   - options: How it is spoken to.
  ///   - clock: For pauses between attempts.
  ///   - secrets: Taken out of what the service says in errors.
  package init(
    address: ServiceAddress,
    transport: any HTTPTransport,
    options: SCIMClientOptions = SCIMClientOptions(),
    clock: TransportClock,
    secrets: KnownSecrets = KnownSecrets()
  ) {
    self.address = address
    self.transport = transport
    self.options = options
    self.clock = clock
    self.secrets = secrets
  }

  /// The service's clock minus ours at the last answer that had a date, in seconds.
  package var clockSkew: Int64? { lessons.withLock(\.clockSkew) }

  /// A resource by its id.
  ///
  /// - Throws: ``SCIMError``
  package func resource(
    _ endpoint: SCIMEndpoint,
    _ id: String
  ) async throws(SCIMError) -> SCIMResource {
    let (reply, request) = try await send(.get, path(endpoint, id))
    return try resource(reply, request)
  }

  /// A resource by its id with the tag that an `If-Match` wants; nil if the service gives none.
  package func taggedResource(
    _ endpoint: SCIMEndpoint,
    _ id: String
  ) async throws(SCIMError) -> (resource: SCIMResource, tag: String?) {
    let (reply, request) = try await send(.get, path(endpoint, id))
    let resource = try resource(reply, request)
    return (resource, reply.fields[.eTag] ?? resource.version)
  }

  /// - Returns: The resource made; nil if the service answers without it.
  package func create(
    _ endpoint: SCIMEndpoint,
    _ body: JSONValue
  ) async throws(SCIMError) -> SCIMResource? {
    let (reply, request) = try await send(.post, path(endpoint), body)
    return try optionalResource(reply, request)
  }

  /// - Returns: The resource as it is now; nil if the service answers without it.
  package func patch(
    _ endpoint: SCIMEndpoint,
    _ id: String,
    _ operations: [PatchOperation]
  ) async throws(SCIMError) -> SCIMResource? {
    let body = PatchOperation.body(operations)
    let (reply, request) = try await change(.patch, endpoint, id, body)
    return try optionalResource(reply, request)
  }

  /// - Parameters:
  ///   - endpoint: Users or groups.
  ///   - id: Of the resource.
  ///   - body: The whole resource.
  ///   - tag: For `If-Match`, as the service gave it.
  /// - Returns: The resource as it is now; nil if the service answers without it.
  /// - Throws: ``SCIMError``
  package func replace(
    _ endpoint: SCIMEndpoint,
    _ id: String,
    _ body: JSONValue,
    tag: String? = nil
  ) async throws(SCIMError) -> SCIMResource? {
    do throws(SCIMError) {
      let (reply, request) = try await send(.put, path(endpoint, id), body, tag: tag)
      return try optionalResource(reply, request)
    } catch {
      // The caller reads again: what is written was made of what was read.
      if error.status == 428 { lessons.withLock { $0.insistsOnTags = true } }
      throw error
    }
  }

  package func delete(_ endpoint: SCIMEndpoint, _ id: String) async throws(SCIMError) {
    _ = try await change(.delete, endpoint, id, nil)
  }

  /// The service has refused a change without `If-Match` (428, RFC 6585).
  package var insistsOnTags: Bool { lessons.withLock(\.insistsOnTags) }

  /// A change that says what shall be, whatever is there.
  ///
  /// It goes without a tag, unless the service insists on one: then the resource is read just before, and again at most
  /// 3 times if somebody else is faster.
  private func change(
    _ method: HTTPRequest.Method,
    _ endpoint: SCIMEndpoint,
    _ id: String,
    _ body: JSONValue?
  ) async throws(SCIMError) -> (reply: HTTPReply, request: String) {
    let path = path(endpoint, id)
    if !insistsOnTags {
      do throws(SCIMError) {
        return try await send(method, path, body)
      } catch {
        guard error.status == 428, options.tags != .no else { throw error }
        lessons.withLock { $0.insistsOnTags = true }
      }
    }
    var attempt = 1
    while true {
      let (_, tag) = try await taggedResource(endpoint, id)
      do throws(SCIMError) {
        return try await send(method, path, body, tag: tag)
      } catch {
        guard error.kind == .changedMeanwhile, attempt < 3 else { throw error }
        attempt += 1
      }
    }
  }

  func path(_ endpoint: SCIMEndpoint, _ id: String? = nil) -> String {
    let collection = lessons.withLock { $0.paths[endpoint] } ?? endpoint.rawValue
    guard let id else { return "/\(collection)" }
    return "/\(collection)/\(PercentEncoding.encode(id))"
  }

  /// Sends one request and follows what may be followed.
  ///
  /// - Returns: A 2xx answer, and the request for messages.
  func send(
    _ method: HTTPRequest.Method,
    _ path: String,
    _ body: JSONValue? = nil,
    tag: String? = nil
  ) async throws(SCIMError) -> (reply: HTTPReply, request: String) {
    var request = address.request(method, path)
    request.headerFields[.accept] = "application/scim+json, application/json;q=0.9"
    if body != nil {
      request.headerFields[.contentType] =
        options.sendsPlainJSON ? "application/json" : "application/scim+json; charset=utf-8"
    }
    if let tag { request.headerFields[.ifMatch] = tag }
    let bytes = body?.encoded
    for _ in 0...Self.redirectLimit {
      let reply = try await exchange(request, bytes)
      guard reply.isRedirection else { return (reply, request.label) }
      request = try followed(reply, from: request)
    }
    throw SCIMError(.redirected(to: "itself, in circles"), request: request.label)
  }

  static let redirectLimit = 3

  private func exchange(
    _ request: HTTPRequest,
    _ body: [UInt8]?
  ) async throws(SCIMError) -> HTTPReply {
    let reply: HTTPReply
    do throws(HTTPTransportError) {
      reply = try await transport.send(request, body: body)
    } catch {
      throw SCIMError(.transport(error), request: request.label)
    }
    if let date = reply.date {
      let skew = date.subtractingReportingOverflow(clock.wallSeconds()).partialValue
      lessons.withLock { $0.clockSkew = skew }
    }
    if reply.isSuccess || reply.isRedirection { return reply }
    throw failure(reply, request.label)
  }

  /// A GET is followed within the same origin; anything else would carry the token or the change elsewhere.
  private func followed(
    _ reply: HTTPReply,
    from request: HTTPRequest
  ) throws(SCIMError) -> HTTPRequest {
    let place = reply.fields[.location] ?? "nowhere"
    let origin = "\(address.scheme)://\(address.authority)"
    let target = place.hasPrefix("/") && !place.hasPrefix("//") ? origin + place : place
    guard request.method == .get, target.hasPrefix(origin + "/") else {
      throw SCIMError(
        .redirected(to: place),
        request: request.label,
        status: reply.status
      )
    }
    var next = request
    next.path = String(target.dropFirst(origin.count))
    return next
  }

  func failure(_ reply: HTTPReply, _ request: String) -> SCIMError {
    let message = ErrorMessage(reply.body, without: secrets)
    let kind: SCIMError.Kind =
      switch reply.status {
      case 401: .unauthorized
      case 403: .forbidden
      case 404, 410: .notFound
      case 409: .conflict
      case 400 where message.scimType == "uniqueness": .conflict
      case 405, 501: .unsupported
      case 412: .changedMeanwhile
      case 413: .tooLarge
      case 408, 425, 429, 502, 503, 504:
        .unavailable(retryAfter: reply.retryAfter(now: reply.date ?? clock.wallSeconds()))
      case 500...: .serverError
      default: .refused(message.scimType)
      }
    return SCIMError(
      kind,
      request: request,
      status: reply.status,
      detail: message.detail
    )
  }

  /// The body of an answer that has to have one.
  func json(_ reply: HTTPReply, _ request: String) throws(SCIMError) -> JSONValue {
    do throws(JSONError) {
      return try JSONValue(parsing: reply.body)
    } catch {
      throw SCIMError(
        .notSCIM,
        request: request,
        status: reply.status,
        detail: reply.body.isEmpty ? "the body is empty" : "the body is not JSON: \(error.message)"
      )
    }
  }

  private func resource(
    _ reply: HTTPReply,
    _ request: String
  ) throws(SCIMError) -> SCIMResource {
    guard let resource = SCIMResource(try json(reply, request)) else {
      throw SCIMError(
        .notSCIM,
        request: request,
        status: reply.status,
        detail: "it is no resource with an id"
      )
    }
    return resource
  }

  /// 204, and any 2xx with an empty body, are fine where something was changed.
  private func optionalResource(
    _ reply: HTTPReply,
    _ request: String
  ) throws(SCIMError) -> SCIMResource? {
    reply.body.isEmpty ? nil : SCIMResource(try json(reply, request))
  }
}

extension HTTPReply {
  fileprivate var isRedirection: Bool { (300...399).contains(status) }
}

extension HTTPRequest {
  /// For messages: verb and place, without query, where addresses and filters stand.
  var label: String {
    let path = (path ?? "").prefix { $0 != "?" }
    return "\(method.rawValue) \(scheme ?? "https")://\(authority ?? "")\(path)"
  }
}
