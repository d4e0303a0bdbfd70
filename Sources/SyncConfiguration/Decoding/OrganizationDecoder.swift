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
    let kind: Kind = try decoder.word("kind", default: nil)
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
    let newMembers = try decoder.word("newMembers", among: ["invite", "stage"], default: "invite")
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
      scimURL: try scim.url("url"),
      scimToken: scimToken,
      caFile: try decoder.string("caFile").map { PathResolver.resolve($0, file) },
      newMembers: newMembers,
      importAbove: try decoder.integer("importAbove", default: 100, in: 0...1_000_000)
    )
  }

  private func scim(
    _ decoder: ObjectDecoder
  ) throws(ConfigurationError) -> SCIMTargetConfiguration {
    let options = try SCIMOption.decode(SCIMOption.target, decoder.object("options"))
    return SCIMTargetConfiguration(
      url: try decoder.requiredURL("url"),
      authorization: try SCIMAuthorizationDecoder.decode(decoder, file),
      caFile: try decoder.string("caFile").map { PathResolver.resolve($0, file) },
      preset: try decoder.word("preset", among: SCIMOption.presets, default: "generic"),
      overrides: options
    )
  }
}
