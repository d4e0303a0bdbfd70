internal import DirectoryModel
internal import LDAPClient

extension LDAPReading {
  /// Whether the directory has any of the marks by which disabled people are told.
  var isStatusKnown: Bool {
    guard settings.users.disabled != nil || profile.schema.stateAttribute == nil,
      let known = profile.knownAttributes
    else { return true }
    return users.stateAttributes.contains { known.contains($0.lowercased()) }
  }

  /// Says what in the configuration makes a read weaker than it looks.
  mutating func noteConfiguration() {
    let url = "\(connection.url)"
    if !connection.isProtected {
      notes.note(
        "unprotected",
        settings.name,
        "\(url) is read without TLS: anybody on the way can read it and change it (\"unprotected\": \"accepted\")"
      )
    }
    if !settings.verifiesCertificate {
      notes.note(
        "certificateUnchecked",
        settings.name,
        "the certificate of \(url) is not checked: anybody on the way can be this server (\"verifyCertificate\": false)"
      )
    }
    if profile.isGlobalCatalog {
      notes.note(
        "globalCatalog",
        settings.name,
        "\(url) is a global catalog: it lacks attributes and memberships of domain-local groups; read from port 636"
      )
    }
    noteUnknownAttributes()
  }

  /// A filter with an attribute that the schema lacks is neither true nor false: it finds nothing, or all.
  private mutating func noteUnknownAttributes() {
    guard let known = profile.knownAttributes else { return }
    let user = settings.users
    let group = settings.groups
    let places: [(key: String, names: [String])] = [
      ("users.filter", user.filter.map(Self.attributes) ?? []),
      ("users.disabled", user.disabled.map(Self.attributes) ?? []),
      ("users.externalId", [user.externalID].compactMap(\.self)),
      ("users.email", user.email.filter { !$0.contains("{") }),
      ("users.displayName", [user.displayName].compactMap(\.self)),
      ("groups.filter", group.filter.map(Self.attributes) ?? []),
      ("groups.externalId", [group.externalID].compactMap(\.self)),
      ("groups.name", [group.name].compactMap(\.self)),
      ("groups.member", [group.member].compactMap(\.self)),
      ("memberOf", settings.readsMembershipsFromUsers ? [profile.schema.memberOf] : []),
    ]
    for (key, names) in places {
      for name in names {
        let plain = name.prefix { $0 != ";" }.lowercased()
        guard plain != "dn", !known.contains(plain) else { continue }
        notes.note(
          "unknownAttribute",
          name,
          "the server's schema has no such attribute, which '\(key)' names: no entry can have it"
        )
      }
    }
  }

  private static func attributes(_ filter: String) -> [String] {
    (try? LDAPFilter(parsing: filter))?.attributes ?? []
  }
}
