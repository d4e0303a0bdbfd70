internal import DirectoryModel
internal import DirectorySources
internal import HTTPTransport
internal import OrganizationTargets
internal import RunState
internal import SafeFiles
internal import SyncConfiguration

/// The composition root: which settings become which source and target.
///
/// A new provider is one line here.
struct Assembly: Sendable {
  let configuration: Configuration
  /// `--state`.
  let stateFlag: String?
  let environment: [String: String]

  func makeSources() async throws -> [any DirectorySource] {
    var sources: [any DirectorySource] = []
    for settings in configuration.sources { sources.append(try await makeSource(settings)) }
    return sources
  }

  func makeSource(_ settings: SourceSettings) async throws -> any DirectorySource {
    switch settings {
    case .export(let export):
      try refuseWritableByOthers(export.path)
      return ExportSource(
        ExportSourceSettings(
          name: export.name,
          path: export.path,
          provider: export.provider,
          maximumAge: export.maximumAge,
          attributes: ExportAttributes(
            externalID: export.externalID,
            email: export.email,
            displayName: export.displayName
          ),
          userFilter: export.userFilter,
          preferences: configuration.policy.users.prefer,
          extras: export.extras,
          realm: export.realm,
          oneloginGroups: export.oneloginGroups
        )
      )
    case .ldap(let ldap):
      return LDAPSource(
        try await LDAPSourceSettings(
          ldap,
          place: configuration.place(of: settings),
          preferences: configuration.policy.users.prefer,
          environment: environment
        ),
        now: Session.clock
      )
    case .scim(let scim): return try await makeSCIM(scim, configuration.place(of: settings))
    }
  }

  /// An export that others can write is nobody's word.
  private func refuseWritableByOthers(_ path: String) throws {
    do throws(FileError) {
      try FileAccess.refuseWritableByOthers(path)
    } catch {
      if error.reason == .notFound { return }
      throw ConfigurationError(error.summary, hint: error.hint)
    }
  }

  /// Which organization the configuration names; no secret is read for it.
  func identity() async throws -> OrganizationIdentity {
    switch configuration.organization {
    case .file(let path): try await FileOrganizationTarget(path: path).identify()
    case .bitwarden(let bitwarden):
      try await BitwardenTarget(bitwardenSettings(bitwarden, clientSecret: "")).identify()
    case .scim(let scim): try identity(of: scim)
    }
  }

  func makeTarget() async throws -> any OrganizationTarget {
    switch configuration.organization {
    case .file(let path): FileOrganizationTarget(path: path)
    case .bitwarden(let bitwarden): try await makeBitwarden(bitwarden)
    case .scim(let scim): try await makeSCIM(scim)
    }
  }

  private func makeBitwarden(
    _ bitwarden: BitwardenConfiguration
  ) async throws -> BitwardenTarget {
    var settings = try bitwardenSettings(
      bitwarden,
      clientSecret: try await bitwarden.clientSecret.read(
        key: "organization.clientSecret",
        environment: environment
      ).value
    )
    switch (bitwarden.scimURL, bitwarden.scimToken) {
    case (nil, nil): break
    case (let url?, let token?):
      settings.scim = BitwardenSettings.SCIM(
        url: url,
        token: try await token.read(key: "organization.scim.token", environment: environment).value
      )
    default:
      throw ConfigurationError(
        "'organization.scim' needs both 'url' and 'token'",
        hint: "The web vault shows them on the organization's SCIM page."
      )
    }
    return try BitwardenTarget(settings)
  }

  private func bitwardenSettings(
    _ bitwarden: BitwardenConfiguration,
    clientSecret: String
  ) throws -> BitwardenSettings {
    var settings = BitwardenSettings(
      apiURL: bitwarden.apiURL,
      identityURL: bitwarden.identityURL,
      isCloud: bitwarden.isCloud,
      clientID: bitwarden.clientID,
      clientSecret: clientSecret,
      caFile: bitwarden.caFile,
      importAbove: bitwarden.importAbove,
      concurrency: configuration.run.concurrency
    )
    settings.stagesNewMembers = bitwarden.newMembers == "stage"
    settings.proxy = try makeProxy()
    return settings
  }

  func stateRoot() throws -> String {
    try StateLocation.root(
      flag: stateFlag,
      configured: configuration.run.state,
      configuration: configuration.path,
      environment: environment
    )
  }
}
