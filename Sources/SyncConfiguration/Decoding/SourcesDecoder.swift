internal import DirectoryModel
internal import JSONReader
internal import SCIMFilter

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
      let kind = try decoder.word("kind", default: Kind.export, decides: true)
      if decoder.given("kind") == nil {
        throw decoder.error("kind", "is required: ldap, export or scim")
      }
      let name = try decoder.string("name") ?? kind.rawValue
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

  private func rules(
    _ decoder: ObjectDecoder
  ) throws(ConfigurationError) -> SyncPolicy.SourceRules {
    var rules = SyncPolicy.SourceRules()
    rules.domains = try decoder.optionalStrings("domains", decides: true)
    rules.doubtful = try decoder.word("doubtful", default: rules.doubtful)
    rules.requiresProof = try decoder.bool("requireProof", default: false)
    return rules
  }

  private func export(
    _ decoder: ObjectDecoder,
    _ name: String
  ) throws(ConfigurationError) -> ExportSourceConfiguration {
    let users = try decoder.object("users")
    let path = try decoder.requiredString("path", decides: true)
    return ExportSourceConfiguration(
      name: name,
      path: PathResolver.resolve(path, file),
      provider: try provider(decoder),
      maximumAge: try decoder.duration("maximumAge", default: "72h"),
      userFilter: try filter(users, "filter"),
      extras: try decoder.strings("extras", decides: true),
      realm: try decoder.string("realm", decides: true),
      oneloginGroups: try decoder.string("oneloginGroups", default: "roles", decides: true)
    )
  }

  private static let providers = [
    "auto", "okta", "onelogin", "google", "entra", "jumpcloud", "ping", "keycloak", "authentik",
    "lldap", "authelia", "scim", "generic",
  ]

  private func provider(_ decoder: ObjectDecoder) throws(ConfigurationError) -> String {
    let provider = try decoder.string("provider", default: "auto")
    guard Self.providers.contains(provider) else {
      throw decoder.error(
        "provider",
        "expected one of \(Self.providers.joined(separator: ", "))",
        hint: NearestWord.of(provider, among: Self.providers).map { "Did you mean \"\($0)\"?" }
      )
    }
    return provider
  }

  /// A SCIM filter, which must parse.
  private func filter(
    _ decoder: ObjectDecoder,
    _ key: String
  ) throws(ConfigurationError) -> String? {
    guard let text = try decoder.string(key, decides: true) else { return nil }
    do {
      _ = try Filter(parsing: text)
    } catch {
      throw decoder.error(key, "\(error)")
    }
    return text
  }

  private func ldap(
    _ decoder: ObjectDecoder,
    _ name: String
  ) throws(ConfigurationError) -> LDAPSourceConfiguration {
    let urls = try decoder.strings("urls")
    guard !urls.isEmpty else { throw decoder.error("urls", "at least one address is required") }
    let unprotected = try decoder.string("unprotected")
    if let unprotected, unprotected != "accepted" {
      throw decoder.error("unprotected", "the only word that is understood here is \"accepted\"")
    }
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
      schema: try decoder.string("schema", default: "auto", decides: true),
      users: users,
      groups: groups,
      pageSize: try decoder.integer("pageSize", default: 500, in: 0...100_000) ?? 500,
      timeout: try decoder.duration("timeout", default: "60s") ?? 60,
      ignoreReferrals: try decoder.strings("ignoreReferrals", decides: true),
      acceptsUnprotected: unprotected != nil,
      usesSystemDefaults: try decoder.bool("useSystemDefaults", default: false),
      membershipsFromUsers: try decoder.bool("memberOf", default: false, decides: true),
      extras: try decoder.strings("extras", decides: true)
    )
  }

  private func bind(
    _ decoder: ObjectDecoder
  ) throws(ConfigurationError) -> LDAPSourceConfiguration.Bind {
    let methods = ["simple", "anonymous", "external", "gssapi"]
    let method = try decoder.string("method", default: "simple")
    guard methods.contains(method) else {
      throw decoder.error("method", "expected one of \(methods.joined(separator: ", "))")
    }
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
    let scope = try decoder.string("scope", default: "subtree", decides: true)
    guard scopes.contains(scope) else {
      throw decoder.error("scope", "expected one of \(scopes.joined(separator: ", "))")
    }
    return LDAPSourceConfiguration.Search(
      bases: try decoder.oneOrMoreStrings("base", decides: true),
      filter: try decoder.string("filter", decides: true),
      scope: scope,
      externalID: try decoder.string("externalId", decides: true),
      email: isGroups ? [] : try decoder.oneOrMoreStrings("email", decides: true),
      displayName: isGroups ? nil : try decoder.string("displayName"),
      name: isGroups ? try decoder.string("name", decides: true) : nil,
      member: isGroups ? try decoder.string("member", decides: true) : nil
    )
  }

  private func scim(
    _ decoder: ObjectDecoder,
    _ name: String
  ) throws(ConfigurationError) -> SCIMSourceConfiguration {
    let users = try decoder.object("users")
    let groups = try decoder.object("groups")
    return SCIMSourceConfiguration(
      name: name,
      url: try decoder.requiredString("url"),
      token: try SecretDecoder.required("token", decoder, file),
      caFile: try decoder.string("caFile").map { PathResolver.resolve($0, file) },
      userFilter: try filter(users, "filter"),
      groupFilter: try filter(groups, "filter"),
      pageSize: try decoder.integer("pageSize", default: 200, in: 1...10_000) ?? 200
    )
  }
}
