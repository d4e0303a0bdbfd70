internal import DirectoryModel
internal import DirectorySources
internal import HTTPTransport
internal import OrganizationTargets
internal import RunState
internal import SCIMClient
internal import SyncConfiguration

extension Assembly {
  func makeSCIM(_ scim: SCIMSourceConfiguration, _ place: String) async throws -> SCIMSource {
    var options = SCIMClientOptions()
    options.pageSize = scim.pageSize
    for (key, value) in scim.overrides where !options.set(key, to: value) {
      throw ConfigurationError("'\(place).options.\(key)' cannot be \"\(value)\"")
    }
    var settings = SCIMSourceSettings(
      name: scim.name,
      url: scim.url,
      caFile: scim.caFile,
      userFilter: scim.userFilter,
      groupFilter: scim.groupFilter,
      preferences: configuration.policy.users.prefer,
      options: options,
      credentials: try await credentials(scim.authorization, place)
    )
    settings.proxy = try makeProxy()
    return try SCIMSource(settings)
  }

  func makeSCIM(_ scim: SCIMTargetConfiguration) async throws -> SCIMTarget {
    let settings = try settings(
      scim,
      try await credentials(scim.authorization, "organization")
    )
    let state = StateFolder(root: try stateRoot(), organization: try settings.identity())
    return try SCIMTarget(settings, memory: ServiceMemory(notes: ServiceNotes(state)))
  }

  func identity(of scim: SCIMTargetConfiguration) throws -> OrganizationIdentity {
    try settings(scim, .bearer("")).identity()
  }

  private func settings(
    _ scim: SCIMTargetConfiguration,
    _ credentials: SCIMCredentials
  ) throws -> SCIMTargetSettings {
    var settings = try SCIMTargetSettings(
      url: scim.url,
      preset: scim.preset,
      options: scim.overrides,
      caFile: scim.caFile,
      concurrency: configuration.run.concurrency,
      credentials: credentials
    )
    settings.proxy = try makeProxy()
    return settings
  }

  private func credentials(
    _ authorization: SCIMAuthorization,
    _ place: String
  ) async throws -> SCIMCredentials {
    let (key, reference) = authorization.secret
    let secret = try await reference.read(key: "\(place).\(key)", environment: environment).value
    switch authorization {
    case .bearer: return .bearer(secret)
    case .basic(let user, _): return .basic(user: user, password: secret)
    case .oauth2(let client):
      do throws(HTTPTransportError) {
        return .oauth2(
          SCIMCredentials.OAuthClient(
            tokenAddress: try ServiceAddress(parsing: client.tokenURL),
            id: client.id,
            secret: secret,
            scope: client.scope,
            isInBody: client.isInBody
          )
        )
      } catch {
        throw ConfigurationError("\(place).auth.tokenUrl: \(error.summary)", hint: error.hint)
      }
    }
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
