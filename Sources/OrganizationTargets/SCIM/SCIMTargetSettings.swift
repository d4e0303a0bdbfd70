package import DirectoryModel
package import HTTPTransport
package import SCIMClient
internal import SyncConfiguration

/// Which SCIM service is the organization, and how it is spoken to.
package struct SCIMTargetSettings: Sendable {
  /// `https://scim.example.com/v2`, in front of `/Users`.
  package var url: String
  /// Taken out of everything that the service says.
  package var credentials: SCIMCredentials
  package var traits: SCIMServiceTraits
  /// The preset's name, for people.
  package var preset: String
  /// Certificates in PEM to trust instead of the system's.
  package var caFile: String?
  /// The way out, where it is not the direct one.
  package var proxy: ProxySettings?

  /// - Parameters:
  ///   - url: The service's base.
  ///   - preset: One of `SCIMOption.presets`.
  ///   - options: By the names of `SCIMOption.target`; they override the preset.
  ///   - caFile: A file of certificates in PEM.
  ///   - concurrency: `run.concurrency`, of which at most 2 are used here unless the options say otherwise.
  ///   - credentials: What the service knows us by.
  /// - Throws: ``TargetError`` for a preset, key or value that is not known.
  package init(
    url: String,
    preset: String = "generic",
    options: [String: String] = [:],
    caFile: String? = nil,
    concurrency: Int = 2,
    credentials: SCIMCredentials
  ) throws(TargetError) {
    guard var traits = SCIMServiceTraits(preset: preset) else {
      throw TargetError(
        category: .configuration,
        summary: "'organization.preset' is \"\(preset)\", which is not known",
        hint: "Presets: \(SCIMOption.presets.joined(separator: ", "))."
      )
    }
    traits.client.concurrency = min(max(1, concurrency), 2)
    for (key, value) in options.sorted(by: { $0.key < $1.key }) where !traits.set(key, to: value) {
      throw TargetError(
        category: .configuration,
        summary: "'organization.options.\(key)' cannot be \"\(value)\"",
        hint: "Options: \(SCIMOption.target.map(\.name).joined(separator: ", "))."
      )
    }
    self.url = url
    self.preset = preset
    self.traits = traits
    self.caFile = caFile
    self.credentials = credentials
  }

  /// Which organization this is: Bitwarden's own id, which its other ways in share; elsewhere the address.
  ///
  /// - Throws: ``TargetError`` for an address that cannot be used, or names no organization.
  package func identity() throws(TargetError) -> OrganizationIdentity {
    let address = try address()
    let place = address.description
    guard traits.isBitwarden else {
      return OrganizationIdentity(kind: .scim, id: place, name: nil, place: place)
    }
    guard let id = GUID(address.path.split(separator: "/").last ?? "") else {
      throw TargetError(
        category: .configuration,
        summary: "'organization.url' does not end with an organization's id",
        hint: "Copy the SCIM URL from the organization's settings: it ends with /v2/ and the id."
      )
    }
    return OrganizationIdentity(kind: .scim, id: id.description, name: nil, place: place)
  }

  func address() throws(TargetError) -> ServiceAddress {
    do throws(HTTPTransportError) {
      return try ServiceAddress(parsing: url)
    } catch {
      throw TargetError(category: .configuration, summary: error.summary, hint: error.hint)
    }
  }
}
