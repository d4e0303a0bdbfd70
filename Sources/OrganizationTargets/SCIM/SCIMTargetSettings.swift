package import DirectoryModel
package import HTTPTransport
internal import SyncConfiguration

/// Which SCIM service is the organization, and how it is spoken to.
package struct SCIMTargetSettings: Sendable {
  /// `https://scim.example.com/v2`, in front of `/Users`.
  package var url: String
  /// The bearer token; taken out of everything that the service says.
  package var token: String
  package var traits: SCIMServiceTraits
  /// The preset's name, for people.
  package var preset: String
  /// Certificates in PEM to trust instead of the system's.
  package var caFile: String?
  /// Requests under way at once: the contract's 2, unless set for this service.
  package var concurrency: Int
  /// The way out, where it is not the direct one.
  package var proxy: ProxySettings?

  /// - Parameters:
  ///   - url: The service's base.
  ///   - preset: One of `SCIMTargetOption.presets`.
  ///   - options: By the names of `SCIMTargetOption.all`; they override the preset.
  ///   - caFile: A file of certificates in PEM.
  ///   - concurrency: Requests under way at once.
  ///   - token: The bearer token.
  /// - Throws: ``TargetError`` for a preset, key or value that is not known.
  package init(
    url: String,
    preset: String = "generic",
    options: [String: String] = [:],
    caFile: String? = nil,
    concurrency: Int = 2,
    token: String
  ) throws(TargetError) {
    guard var traits = SCIMServiceTraits(preset: preset) else {
      throw TargetError(
        category: .configuration,
        summary: "'organization.preset' is \"\(preset)\", which is not known",
        hint: "Presets: \(SCIMTargetOption.presets.joined(separator: ", "))."
      )
    }
    for (key, value) in options.sorted(by: { $0.key < $1.key }) where !traits.set(key, to: value) {
      throw TargetError(
        category: .configuration,
        summary: "'organization.options.\(key)' cannot be \"\(value)\"",
        hint: "Options: \(SCIMTargetOption.all.map(\.name).joined(separator: ", "))."
      )
    }
    self.url = url
    self.preset = preset
    self.traits = traits
    self.caFile = caFile
    self.concurrency = max(1, concurrency)
    self.token = token
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
