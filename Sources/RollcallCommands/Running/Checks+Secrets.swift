internal import DirectoryModel
internal import SyncConfiguration

extension Checks {
  /// A line for each secret: where it comes from, or why it cannot be read; its value is never shown.
  func secrets() async -> [Finding] {
    var findings: [Finding] = []
    for (key, reference) in references {
      do {
        _ = try await reference.read(key: key, environment: session.environment)
        findings.append(ok("secret", "\(key) from \(reference)"))
      } catch {
        findings.append(failed("secret", error))
      }
    }
    return findings
  }

  /// The secrets that the configuration refers to, by their keys.
  private var references: [(key: String, reference: SecretReference)] {
    var references: [(key: String, reference: SecretReference)] = []
    for (number, source) in session.configuration.sources.enumerated() {
      switch source {
      case .ldap(let ldap):
        if let password = ldap.bind.password {
          references.append(("sources[\(number)].bind.password", password))
        }
      case .scim(let scim):
        let (key, reference) = scim.authorization.secret
        references.append(("sources[\(number)].\(key)", reference))
      case .export: break
      }
    }
    switch session.configuration.organization {
    case .bitwarden(let bitwarden):
      references.append(("organization.clientSecret", bitwarden.clientSecret))
      if let token = bitwarden.scimToken { references.append(("organization.scim.token", token)) }
    case .scim(let scim):
      let (key, reference) = scim.authorization.secret
      references.append(("organization.\(key)", reference))
    case .file: break
    }
    return references
  }
}
