internal import HTTPTransport
internal import HTTPTypes
internal import Testing

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A real SCIM server that runs on loopback for one suite, without data at first.
package struct SCIMServer: Sendable {
  package let kind: Kind
  package let url: String
  package let token: String
  private let folder: String

  /// The programs of `Tests/Lab/SCIM/server`.
  package enum Kind: String, Sendable, CaseIterable {
    case strict
    case softdelete
    case mlflow
    case webui

    /// Whether its environment has been made before; making it needs a package index.
    package var isInstalled: Bool {
      let configured = getenv("ROLLCALL_LAB").map { String(cString: $0) }
      let root = configured ?? LabProgram.folder + "/../../.build/lab"
      return access("\(root)/scim-\(rawValue)/ready", R_OK) == 0
    }
  }

  package static func start(
    _ kind: Kind,
    environment: [String: String] = [:],
    in folder: String
  ) throws -> SCIMServer {
    var environment = environment
    environment["LIFELINE"] = "\(getpid())"
    let words = [program, "start", kind.rawValue, folder + "/server"]
    let settings = LabProgram.settings(try LabProgram.run(words, environment: environment))
    return SCIMServer(
      kind: kind,
      url: settings["URL"] ?? "",
      token: settings["TOKEN"] ?? "",
      folder: folder + "/server"
    )
  }

  package func stop() throws {
    try LabProgram.run([Self.program, "stop", folder])
  }

  private static let program = LabProgram.folder + "/SCIM/server"

  /// Asks the server as somebody else would: for preparing data, and for looking at it behind the tool's back.
  ///
  /// - Returns: The body; fails the test for anything but 2xx.
  @discardableResult
  package func ask(_ method: String, _ path: String, _ body: String? = nil) async throws -> String {
    let address = try ServiceAddress(parsing: url)
    var request = address.request(try #require(HTTPRequest.Method(method)), path)
    request.headerFields[.authorization] = "Bearer \(token)"
    request.headerFields[.userAgent] = "somebody else"
    if body != nil { request.headerFields[.contentType] = "application/scim+json" }
    let reply = try await AsyncHTTPTransport().send(request, body: body.map { Array($0.utf8) })
    let text = String(decoding: reply.body, as: UTF8.self)
    try #require(reply.isSuccess, "\(method) \(path): \(reply.status) \(text)")
    return text
  }
}
