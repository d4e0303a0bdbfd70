extension Configuration {
  /// The secrets that it refers to, by their keys, in its order.
  package var secrets: [(key: String, reference: SecretReference)] {
    var secrets: [(key: String, reference: SecretReference?)] = []
    for source in sources {
      let place = place(of: source)
      switch source {
      case .ldap(let ldap): secrets.append(("\(place).bind.password", ldap.bind.password))
      case .scim(let scim):
        let (key, reference) = scim.authorization.secret
        secrets.append(("\(place).\(key)", reference))
      case .export: break
      }
    }
    switch organization {
    case .bitwarden(let bitwarden):
      secrets.append(("organization.clientSecret", bitwarden.clientSecret))
      secrets.append(("organization.scim.token", bitwarden.scimToken))
    case .scim(let scim):
      let (key, reference) = scim.authorization.secret
      secrets.append(("organization.\(key)", reference))
    case .file: break
    }
    return secrets.compactMap { key, reference in reference.map { (key, $0) } }
  }

  /// `sources[0]`: where a source stands; names are unique.
  package func place(of source: SourceSettings) -> String {
    "sources[\(sources.firstIndex { $0.name == source.name } ?? 0)]"
  }
}
