import BitwardenSandbox
import HTTPTransport
import HTTPTypes

/// A server that scenarios can be run against.
protocol ConformanceServer: Sendable {
  /// Values that scenarios may name: `clientID`, `clientSecret`, `scimKey`, …
  var values: [String: String] { get }

  /// Sends to a path, with its query, below a base: `api`, `identity` or `scim`.
  func send(
    _ method: String,
    base: String,
    path: String,
    fields: HTTPFields,
    body: [UInt8]?
  ) async throws -> (status: Int, body: [UInt8])
}

/// The sandbox, without sockets.
struct SandboxConformanceServer: ConformanceServer {
  let sandbox: Sandbox
  let values: [String: String]
  private let organization: String

  init(_ sandbox: Sandbox, values: [String: String]) async {
    self.sandbox = sandbox
    organization = await sandbox.organization.id
    self.values = values
  }

  func send(
    _ method: String,
    base: String,
    path: String,
    fields: HTTPFields,
    body: [UInt8]?
  ) async throws -> (status: Int, body: [UInt8]) {
    let parts = path.split(separator: "?", maxSplits: 1)
    let prefix = base == "scim" ? "/scim/v2/\(organization)" : "/\(base)"
    let answer = await sandbox.handle(
      SandboxRequest(
        method: method,
        path: prefix + (parts.first ?? ""),
        query: QueryText.pairs(parts.count > 1 ? String(parts[1]) : ""),
        fields: fields,
        body: body ?? []
      )
    )
    return (answer.status, answer.body)
  }
}

/// Any server, over the network.
struct NetworkConformanceServer: ConformanceServer {
  let transport: any HTTPTransport
  /// By base.
  let addresses: [String: ServiceAddress]
  let values: [String: String]

  func send(
    _ method: String,
    base: String,
    path: String,
    fields: HTTPFields,
    body: [UInt8]?
  ) async throws -> (status: Int, body: [UInt8]) {
    guard let address = addresses[base], let method = HTTPRequest.Method(method) else {
      throw MissingAddress(base: base)
    }
    var request = address.request(method, path)
    request.headerFields = fields
    let reply = try await transport.send(request, body: body)
    return (reply.status, reply.body)
  }

  struct MissingAddress: Error {
    let base: String
  }
}
