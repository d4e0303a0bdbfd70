internal import JSONReader

extension ConnectorTakeover {
  /// A live API there, its exported files here.
  mutating func takeExport(_ connector: ConnectorFile) throws(InitError) {
    let provider =
      switch connector.directory {
      case .entra, .ldap: "entra"
      case .google: "google"
      case .okta: "okta"
      case .onelogin: "onelogin"
      }
    set("sources[0].kind", "export")
    set("sources[0].name", provider)
    set("sources[0].path", "exports/\(provider)")
    set("sources[0].provider", provider)
    note(
      "The directory is read from exported files: fill in 'sources[0].path'. The README shows, for each provider, which files prove that they are whole\(tenant(connector.settings))."
    )
    if !connector.settings.isNull {
      note(
        "The credentials of the provider's API are not taken over; whatever makes the export needs them."
      )
    }
    takeExtras(connector)
    noteSuffix(connector)
    try takeUserFilter(connector)
    try takeGroupFilter(connector)
  }

  /// What was read there like everything else, and is left out here unless `extras` names it.
  ///
  /// People of other organizations in Google's groups were left out there as well.
  private mutating func takeExtras(_ connector: ConnectorFile) {
    switch connector.directory {
    case .entra:
      set("sources[0].extras", ["guests"])
      note(
        "Guests of the tenant were synchronized like everybody else, therefore \"extras\": [\"guests\"] in the source. Take that line out if guests are to have no access."
      )
    case .okta where connector.sync.flag("groups"):
      set("sources[0].extras", ["builtInGroups"])
      note(
        "Okta's built-in group Everyone was synchronized where a filter let it in, therefore \"extras\": [\"builtInGroups\"] in the source. Take that line out if the group is not wanted."
      )
    case .ldap, .google, .okta, .onelogin: break
    }
  }

  /// Of these directories only OneLogin made addresses of usernames.
  private mutating func noteSuffix(_ connector: ConnectorFile) {
    guard connector.directory == .onelogin, connector.sync.flag("useEmailPrefixSuffix"),
      let suffix = connector.sync.text("emailSuffix")
    else { return }
    note(
      "'sync.useEmailPrefixSuffix' is left out: where neither e-mail nor username was an address, '\(suffix)' was put behind the username. Such people have no address here: nothing is given to them, and 'rollcall plan' warns of them. Give them addresses in OneLogin, or name the attribute that has one in 'sources[0].users.email'."
    )
  }

  private func tenant(_ settings: JSONValue) -> String {
    let known = ["tenant", "domain", "customer", "orgUrl", "region"].compactMap { key in
      settings.text(key).map { "\(key) '\($0)'" }
    }
    return known.isEmpty ? "" : "; it was \(known.joined(separator: ", "))"
  }

  private mutating func takeUserFilter(_ connector: ConnectorFile) throws(InitError) {
    guard let text = connector.sync.text("userFilter") else { return }
    let isEntra = connector.directory == .entra
    let filter = try ConnectorFilter(
      parsing: text,
      key: "sync.userFilter",
      keywords: isEntra
        ? [.include, .exclude, .includeGroup, .excludeGroup] : [.include, .exclude]
    )
    noteNative(filter, "sync.userFilter", "'sources[0].users.filter'")
    switch filter.keyword {
    case .include: set("users.include", filter.values)
    case .exclude: set("users.exclude", filter.values)
    case .includeGroup: set("users.groups", filter.values.map { "id:\($0)" })
    case .excludeGroup, .includeAdministrativeUnit, .excludeAdministrativeUnit:
      throw refusal("sync.userFilter", text)
    case nil: break
    }
  }

  /// Each of these directories looked at the filter, for people as well, only where groups were synchronized.
  private mutating func takeGroupFilter(_ connector: ConnectorFile) throws(InitError) {
    guard let text = connector.sync.text("groupFilter") else { return }
    guard connector.sync.flag("groups") else {
      note(
        "'sync.groupFilter' ('\(text)') had no effect, since 'sync.groups' was off: it is left out."
      )
      return
    }
    let isEntra = connector.directory == .entra
    let filter = try ConnectorFilter(
      parsing: text,
      key: "sync.groupFilter",
      keywords: isEntra
        ? [.include, .exclude, .includeAdministrativeUnit, .excludeAdministrativeUnit]
        : [.include, .exclude]
    )
    noteNative(filter, "sync.groupFilter", "'groups.include' and 'groups.exclude'")
    switch filter.keyword {
    case .include:
      set("groups.include", filter.values)
      takeUsersOfGroups(filter.values)
    case .exclude:
      set("groups.exclude", filter.values)
      note(
        "With 'sync.groupFilter' only people in the remaining groups were synchronized. 'everybody in a group but these' has no counterpart: name the groups in 'users.groups', else everybody takes part."
      )
    case .includeGroup, .excludeGroup, .includeAdministrativeUnit, .excludeAdministrativeUnit:
      throw refusal("sync.groupFilter", text)
    case nil: break
    }
    if filter.keyword != nil {
      note("Names of groups compared without case there; here case counts.")
    }
  }

  /// With a group filter only people in the remaining groups were synchronized.
  private mutating func takeUsersOfGroups(_ names: [String]) {
    if entries.contains(where: { $0.path == ["users", "groups"] }) {
      note(
        "People had to be in a group of both filters; 'users.groups' holds those of 'sync.userFilter' alone."
      )
    } else {
      set("users.groups", names)
    }
  }

  private mutating func noteNative(_ filter: ConnectorFilter, _ key: String, _ cure: String) {
    guard let native = filter.native else { return }
    note(
      "\(key) ended with the query '\(native)', which is not taken over: MORE MAY TAKE PART THAN BEFORE. Express it in \(cure)."
    )
  }

  private func refusal(_ key: String, _ text: String) -> InitError {
    InitError(
      "\(key) is '\(text)', which has no counterpart: without it more people would take part than before",
      hint:
        "Nothing was written. Empty it in a copy of the file, take that over, and say with users.exclude, users.groups or groups.include who is meant."
    )
  }
}
