internal import DirectoryModel
internal import DirectorySources
internal import HTTPTransport
internal import OrganizationTargets
internal import RunState
internal import SyncConfiguration

extension Assembly {
  func makeSCIM(_ scim: SCIMSourceConfiguration) async throws -> SCIMSource {
    let key = "sources.\(scim.name).token"
    var settings = SCIMSourceSettings(
      name: scim.name,
      url: scim.url,
      caFile: scim.caFile,
      userFilter: scim.userFilter,
      groupFilter: scim.groupFilter,
      preferences: configuration.policy.users.prefer,
      pageSize: scim.pageSize,
      token: try await scim.token.read(key: key, environment: environment).value
    )
    settings.proxy = try makeProxy()
    return try SCIMSource(settings)
  }

  func makeSCIM(_ scim: SCIMTargetConfiguration) async throws -> SCIMTarget {
    var settings = try SCIMTargetSettings(
      url: scim.url,
      preset: scim.preset,
      options: scim.overrides,
      caFile: scim.caFile,
      token: try await scim.token.read(key: "organization.token", environment: environment).value
    )
    settings.proxy = try makeProxy()
    let state = StateFolder(root: try stateRoot(), organization: try settings.identity())
    return try SCIMTarget(settings, memory: ServiceMemory(notes: ServiceNotes(state)))
  }

  /// The way out that `HTTPS_PROXY` and `NO_PROXY` name.
  func makeProxy() throws -> ProxySettings? {
    do throws(HTTPTransportError) {
      return try ProxySettings(environment: environment)
    } catch {
      throw ConfigurationError(error.summary, hint: error.hint)
    }
  }
}

/// Keeps in the state folder what a SCIM service does not keep itself.
private struct ServiceMemory: SCIMMemoryStore {
  let notes: ServiceNotes

  func load() throws -> [UInt8] { try notes.load() }

  func append(_ line: [UInt8]) throws { try notes.append(line) }
}
