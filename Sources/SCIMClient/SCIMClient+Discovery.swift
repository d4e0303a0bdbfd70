internal import HTTPTransport
internal import HTTPTypes
internal import JSONReader
internal import Synchronization

extension SCIMClient {
  /// What the service announces; asked for once.
  ///
  /// - Throws: ``SCIMError`` if the token is refused, the address is not a SCIM service's, or the service is not
  ///   well: a run with guessed capabilities is not attempted.
  package func discover() async throws(SCIMError) -> SCIMDiscovery {
    if let known = lessons.withLock(\.discovery) { return known }
    var discovery = SCIMDiscovery()
    let config = try await ask("ServiceProviderConfig", &discovery)
    let types = try await ask("ResourceTypes", &discovery)
    let schemas = try await ask("Schemas", &discovery)
    let refusals = [config, types, schemas].compactMap(\.refusal)
    if refusals.count == 3, let refusal = refusals.first { throw refusal }
    if let json = config.json, let found = ServiceProviderConfig(json) { discovery.config = found }
    read(types: types.json, &discovery)
    for schema in Self.elements(schemas.json) {
      guard let definition = SchemaDefinition(schema) else { continue }
      if schema.text("id") == SCIMSchemaURI.user { discovery.userSchema = definition }
      if schema.text("id") == SCIMSchemaURI.group { discovery.groupSchema = definition }
    }
    let result = discovery
    lessons.withLock { $0.discovery = result }
    return result
  }

  private struct Answer {
    var json: JSONValue?
    /// A 403.
    var refusal: SCIMError?
  }

  private func ask(
    _ name: String,
    _ discovery: inout SCIMDiscovery
  ) async throws(SCIMError) -> Answer {
    do throws(SCIMError) {
      let (reply, request) = try await send(.get, "/\(name)")
      let json = try json(reply, request)
      discovery.findings.append("\(name): offered")
      return Answer(json: json)
    } catch {
      switch error.kind {
      case .notFound, .unsupported, .refused:
        discovery.findings.append("\(name): not offered (\(error.status))")
        return Answer()
      case .forbidden:
        discovery.findings.append("\(name): not allowed (403)")
        return Answer(refusal: error)
      case .transport, .unauthorized, .conflict, .changedMeanwhile, .tooLarge, .unavailable,
        .serverError, .redirected, .notSCIM, .incomplete, .ignored, .blocked:
        throw error
      }
    }
  }

  /// Where users and groups are; an endpoint may be a path or a whole address, of which the last part counts.
  private func read(types: JSONValue?, _ discovery: inout SCIMDiscovery) {
    let named = Self.elements(types).filter { $0.text("endpoint") != nil }
    guard !named.isEmpty else { return }
    var paths: [SCIMEndpoint: String] = [:]
    for type in named {
      let place = type.text("endpoint")?.split(separator: "/").last.map(String.init)
      let schema = type.text("schema")
      if schema == SCIMSchemaURI.user { paths[.users] = place }
      if schema == SCIMSchemaURI.group { paths[.groups] = place }
    }
    // Without the schemas' names nothing can be told from it.
    guard !paths.isEmpty else { return }
    discovery.hasGroups = paths[.groups] != nil
    let found = paths.filter { $0.value.utf8.allSatisfy(Self.isPathByte) }
    lessons.withLock { $0.paths = found }
  }

  /// The elements of a list response, or of a bare array, which is tolerated here alone.
  private static func elements(_ json: JSONValue?) -> [JSONValue] {
    json?.array ?? json?.attribute("Resources")?.array ?? []
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
      || byte == 0x2d || byte == 0x5f
  }
}
