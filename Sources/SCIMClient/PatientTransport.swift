internal import HTTPTransport
internal import HTTPTypes

/// Waits longer for answers to PATCH and PUT than to everything else: a change of a large group can take a service
/// minutes.
struct PatientTransport: HTTPTransport {
  let usual: any HTTPTransport
  let patient: any HTTPTransport

  func send(
    _ request: HTTPRequest,
    body: [UInt8]?
  ) async throws(HTTPTransportError) -> HTTPReply {
    let isChange = request.method == .patch || request.method == .put
    return try await (isChange ? patient : usual).send(request, body: body)
  }
}
