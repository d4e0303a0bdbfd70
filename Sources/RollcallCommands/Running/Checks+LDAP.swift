internal import DirectorySources
internal import LDAPClient
internal import Presentation
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
    findings += reach.bases.map { base($0, ldap.name) }
    let defaults = SystemDefaults.settings(session.environment)
    guard !defaults.isEmpty else { return findings }
    let list = defaults.map { "\($0.name) \($0.value) (\($0.place))" }.joined(separator: ", ")
    findings.append(
      ldap.usesSystemDefaults
        ? warn(
          ldap.name,
          "the system's LDAP settings count: \(list)",
          hint:
            "\"useSystemDefaults\": false leaves them out. Whether certificates are checked goes by 'verifyCertificate' alone."
        )
        : ok(ldap.name, "not used, since useSystemDefaults is false: \(list)")
    )
    return findings
  }

  /// What one base gives, and the cure where that is nothing or not enough.
  private func base(_ base: LDAPReach.Base, _ source: String) -> Finding {
    let place = "\(base.key) \(base.name)"
    switch base.finding {
    case .failed(let error): return failed(source, error)
    case .counted(let count):
      let message = "\(place) · \(TextStyle().count(count.entries, "entry", "entries"))"
      if count.entries == 0 {
        return warn(
          source,
          message,
          hint:
            "It is there, but nothing in it fits the filter, or the account that reads may not see it: check the filter and the account's rights."
        )
      }
      if count.withoutID > 0 {
        return warn(
          source,
          "\(message), \(count.withoutID) without an id",
          hint:
            "The account that reads may not see the attribute that 'externalId' or the schema names: give it the right to read it."
        )
      }
      if count.withMembers == 0 {
        return warn(
          source,
          "\(message), none with members",
          hint:
            "The account that reads may not see the members, or 'groups.member' names another attribute than the groups have."
        )
      }
      return ok(source, message)
    }
  }
}
