internal import DirectorySources
internal import LDAPClient
internal import SyncConfiguration

extension Checks {
  /// How the directory is reached, and what of the machine's LDAP settings is or would be in force.
  func reach(_ source: LDAPSource, _ ldap: LDAPSourceConfiguration) async throws -> [Finding] {
    let reach = try await source.reach()
    let protection = reach.tls.map { "\($0), certificate until \(reach.certificateEnd ?? "?")" }
    var findings = [
      ok(
        ldap.name,
        "\(reach.url) · \(protection ?? "no TLS") · bound \(reach.bound) · \(reach.schema)"
      )
    ]
    let defaults = SystemDefaults.settings(session.environment)
    guard !defaults.isEmpty else { return findings }
    let list = defaults.map { "\($0.name) \($0.value) (\($0.place))" }.joined(separator: ", ")
    findings.append(
      ldap.usesSystemDefaults
        ? warn(
          ldap.name,
          "the system's LDAP settings count: \(list)",
          hint: "\"useSystemDefaults\": false leaves them out; TLS_REQCERT can switch checks off."
        )
        : ok(ldap.name, "not used, since useSystemDefaults is false: \(list)")
    )
    return findings
  }
}
