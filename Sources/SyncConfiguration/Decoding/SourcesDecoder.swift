internal import DirectoryModel
internal import JSONReader

/// Decodes `sources`.
struct SourcesDecoder {
  let file: String

  struct Sources {
    var settings: [SourceSettings] = []
    var rules: [String: SyncPolicy.SourceRules] = [:]
  }

  private enum Kind: String, CaseIterable {
    case ldap
    case export
    case scim
  }

  func decode(_ root: ObjectDecoder) throws(ConfigurationError) -> Sources {
    let decoders = try root.objects("sources")
    guard !decoders.isEmpty else {
      throw ConfigurationError(
        "sources: at least one source is required",
        hint: "'rollcall init' writes a configuration."
      )
    }
    var sources = Sources()
    for decoder in decoders {
      let kind: Kind = try decoder.word("kind", default: nil, decides: true)
      let name = try name(decoder) ?? kind.rawValue
      let settings: SourceSettings =
        switch kind {
        case .ldap: .ldap(try ldap(decoder, name))
        case .export: .export(try export(decoder, name))
        case .scim: .scim(try scim(decoder, name))
        }
      sources.settings.append(settings)
      sources.rules[name] = try rules(decoder)
    }
    return sources
  }

  /// What advisories, state and `--source` call the source.
  private func name(_ decoder: ObjectDecoder) throws(ConfigurationError) -> String? {
    guard let name = try decoder.string("name") else { return nil }
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || ["-", "_", ".", " "].contains(scalar)
    }
    guard isPlain, !name.isEmpty, name.utf8.count <= 64 else {
      throw decoder.error(
        "name",
        "expected letters, digits, '-', '_', '.' and spaces, at most 64 bytes"
      )
    }
    return name
  }

  private func rules(
    _ decoder: ObjectDecoder
  ) throws(ConfigurationError) -> SyncPolicy.SourceRules {
    var rules = SyncPolicy.SourceRules()
    rules.domains = try decoder.optionalStrings("domains", decides: true)
    if rules.domains?.isEmpty ?? false {
      throw decoder.error(
        "domains",
        "names no domain",
        hint: "Leave it out if the source speaks for all."
      )
    }
    try decoder.checkDomains("domains", rules.domains ?? [])
    rules.doubtful = try decoder.word("doubtful", default: rules.doubtful)
    rules.requiresProof = try decoder.bool("requireProof", default: false)
    return rules
  }

  private func export(
    _ decoder: ObjectDecoder,
    _ name: String
  ) throws(ConfigurationError) -> ExportSourceConfiguration {
    let path = try decoder.requiredString("path", decides: true)
    let users = try decoder.object("users")
    return ExportSourceConfiguration(
      name: name,
      path: PathResolver.resolve(path, file),
      provider: try decoder.word("provider", among: Self.providers, default: "auto"),
      maximumAge: try decoder.optionalDuration("maximumAge", default: "72h"),
      externalID: try users.attribute("externalId", decides: true),
      email: try users.attribute("email", decides: true),
      displayName: try users.attribute("displayName"),
      userFilter: try users.filter("filter"),
      extras: try decoder.words(
        "extras",
        among: ["guests", "outsiders", "builtInGroups"],
        default: [],
        decides: true
      ),
      realm: try decoder.string("realm", decides: true),
      oneloginGroups: try decoder.word(
        "oneloginGroups",
        among: ["roles", "groups"],
        default: "roles",
        decides: true
      )
    )
  }

  private static let schemas = [
    "auto", "activeDirectory", "openldap", "rfc2307", "389ds", "freeipa", "edirectory", "generic",
  ]

  private static let providers = [
    "auto", "okta", "onelogin", "google", "entra", "jumpcloud", "ping", "keycloak", "authentik",
    "lldap", "authelia", "scim", "generic",
  ]

  private func ldap(
    _ decoder: ObjectDecoder,
    _ name: String
  ) throws(ConfigurationError) -> LDAPSourceConfiguration {
    let urls = try decoder.ldapURLs("urls")
    let unprotected = try decoder.optionalWord("unprotected", among: ["accepted"])
    let users = try search(decoder.object("users"), isGroups: false)
    let groups = try search(decoder.object("groups"), isGroups: true)
    return LDAPSourceConfiguration(
      name: name,
      urls: urls,
      startTLS: try decoder.bool("startTLS", default: false),
      caFile: try decoder.string("caFile").map { PathResolver.resolve($0, file) },
      certificateFile: try decoder.string("certificateFile").map { PathResolver.resolve($0, file) },
      keyFile: try decoder.string("keyFile").map { PathResolver.resolve($0, file) },
      verifyCertificate: try decoder.bool("verifyCertificate", default: true),
      bind: try bind(decoder.object("bind")),
      schema: try decoder.word("schema", among: Self.schemas, default: "auto", decides: true),
      users: users,
      groups: groups,
      pageSize: try decoder.integer("pageSize", default: 500, in: 0...100_000),
      timeout: try decoder.duration("timeout", default: "60s"),
      ignoreReferrals: try decoder.strings("ignoreReferrals", decides: true),
      acceptsUnprotected: unprotected != nil,
      usesSystemDefaults: try decoder.bool("useSystemDefaults", default: false),
      membershipsFromUsers: try decoder.bool("memberOf", default: false, decides: true),
      extras: try decoder.words("extras", among: ["systemObjects"], default: [], decides: true)
    )
  }

  private func bind(
    _ decoder: ObjectDecoder
  ) throws(ConfigurationError) -> LDAPSourceConfiguration.Bind {
    let methods = ["simple", "anonymous", "external", "gssapi"]
    let method = try decoder.word("method", among: methods, default: "simple")
    let dn = try decoder.string("dn")
    let password = try SecretDecoder.optional("password", decoder, file)
    if method == "simple", dn == nil || password == nil {
      throw decoder.error(
        dn == nil ? "dn" : "password",
        "is required for a simple bind",
        hint:
          "An empty password would be an anonymous bind; say \"method\": \"anonymous\" if that is meant."
      )
    }
    return LDAPSourceConfiguration.Bind(
      method: method,
      dn: dn,
      password: password,
      keytab: try decoder.string("keytab").map { PathResolver.resolve($0, file) },
      ticketCache: try decoder.string("ticketCache")
    )
  }

  private func search(
    _ decoder: ObjectDecoder,
    isGroups: Bool
  ) throws(ConfigurationError) -> LDAPSourceConfiguration.Search {
    let scopes = ["subtree", "oneLevel", "base"]
    let scope = try decoder.word("scope", among: scopes, default: "subtree", decides: true)
    return LDAPSourceConfiguration.Search(
      bases: try decoder.oneOrMoreStrings("base", decides: true),
      filter: try decoder.string("filter", decides: true),
      scope: scope,
      externalID: try decoder.string("externalId", decides: true),
      email: isGroups ? [] : try decoder.oneOrMoreStrings("email", decides: true),
      displayName: isGroups ? nil : try decoder.string("displayName"),
      disabled: isGroups ? nil : try decoder.string("disabled", decides: true),
      name: isGroups ? try decoder.string("name", decides: true) : nil,
      member: isGroups ? try decoder.string("member", decides: true) : nil
    )
  }

  private func scim(
    _ decoder: ObjectDecoder,
    _ name: String
  ) throws(ConfigurationError) -> SCIMSourceConfiguration {
    let url = try decoder.requiredURL("url")
    let users = try decoder.object("users")
    let groups = try decoder.object("groups")
    return SCIMSourceConfiguration(
      name: name,
      url: url,
      authorization: try SCIMAuthorizationDecoder.decode(decoder, file),
      caFile: try decoder.string("caFile").map { PathResolver.resolve($0, file) },
      userFilter: try users.filter("filter"),
      groupFilter: try groups.filter("filter"),
      pageSize: try decoder.integer("pageSize", default: 200, in: 1...10_000),
      overrides: try SCIMOption.decode(SCIMOption.service, decoder.object("options"))
    )
  }
}
