internal import DirectoryModel
internal import JSONReader

/// Decodes `organization`.
struct OrganizationDecoder {
  let file: String

  private enum Kind: String, CaseIterable {
    case bitwarden
    case scim
    case file
  }

  func decode(_ decoder: ObjectDecoder) throws(ConfigurationError) -> OrganizationSettings {
    let kind = try decoder.word("kind", default: Kind.file)
    if decoder.given("kind") == nil {
      throw decoder.error("kind", "is required: bitwarden, scim or file")
    }
    switch kind {
    case .bitwarden: return .bitwarden(try bitwarden(decoder))
    case .scim: return .scim(try scim(decoder))
    case .file: return .file(PathResolver.resolve(try decoder.requiredString("path"), file))
    }
  }

  private func bitwarden(
    _ decoder: ObjectDecoder
  ) throws(ConfigurationError) -> BitwardenConfiguration {
    let addresses = try BitwardenAddresses.decode(decoder)
    let scim = try decoder.object("scim")
    let scimToken = try SecretDecoder.optional("token", scim, file)
    let newMembers = try decoder.string("newMembers", default: "invite")
    guard ["invite", "stage"].contains(newMembers) else {
      throw decoder.error("newMembers", "expected \"invite\" or \"stage\"")
    }
    let clientID = try decoder.requiredString("clientId")
    guard clientID.hasPrefix("organization.") else {
      throw decoder.error(
        "clientId",
        "an organization's key begins with \"organization.\"",
        hint:
          "A user's personal key (\"user.…\") cannot read members. Web vault: Settings, Organization info, API key."
      )
    }
    return BitwardenConfiguration(
      apiURL: addresses.api,
      identityURL: addresses.identity,
      isCloud: addresses.isCloud,
      clientID: clientID,
      clientSecret: try SecretDecoder.required("clientSecret", decoder, file),
      scimURL: try scim.string("url"),
      scimToken: scimToken,
      caFile: try decoder.string("caFile").map { PathResolver.resolve($0, file) },
      newMembers: newMembers,
      importAbove: try decoder.integer("importAbove", default: 100, in: 0...1_000_000) ?? 100
    )
  }

  private func scim(
    _ decoder: ObjectDecoder
  ) throws(ConfigurationError) -> SCIMTargetConfiguration {
    let overrides = try decoder.object("options")
    var values: [String: String] = [:]
    for key in SCIMTargetOptions.names {
      if let value = try overrides.string(key) { values[key] = value }
    }
    return SCIMTargetConfiguration(
      url: try decoder.requiredString("url"),
      token: try SecretDecoder.required("token", decoder, file),
      caFile: try decoder.string("caFile").map { PathResolver.resolve($0, file) },
      preset: try decoder.string("preset", default: "generic"),
      overrides: values
    )
  }
}

/// Keys of `organization.options` for SCIM services, which override the preset.
package enum SCIMTargetOptions {
  package static let names: [String] = []
}
