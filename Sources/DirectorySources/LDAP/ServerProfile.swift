internal import LDAPClient

/// What a server says about itself before anything is read.
struct ServerProfile: Sendable {
  let schema: LDAPSchema
  let namingContexts: [String]
  /// Attributes that the server's schema has, lower-cased; nil if it does not say.
  let knownAttributes: Set<String>?
  /// Entries of several domains, without all of their attributes (ports 3268 and 3269 of Active Directory).
  let isGlobalCatalog: Bool
  /// The last change of this domain controller, by its own count, and the entry that tells which one it is.
  let highestCommittedUSN: String?
  let serviceName: String?

  /// Reads the root of the server, and its schema if it lets us.
  ///
  /// - Throws: ``LDAPError``; ``LDAPSourceFailure`` for an unknown name of a preset.
  static func read(
    _ connection: LDAPConnection,
    _ settings: LDAPSourceSettings
  ) async throws(LDAPSourceFailure) -> ServerProfile {
    let root: LDAPEntry
    do throws(LDAPError) {
      let request = LDAPSearchRequest(base: "", scope: .base, attributes: RootAttribute.names)
      guard let entry = try await connection.fewEntries(request).first else {
        throw LDAPError(.incomplete, "read the server's root", detail: "it shows none")
      }
      root = entry
    } catch {
      throw .ldap(error)
    }
    let schema = settings.schema == "auto" ? detect(root) : LDAPSchema.named(settings.schema)
    guard let schema else {
      throw .configuration(message: "'schema': '\(settings.schema)' is not known", hint: nil)
    }
    var contexts = root.values(RootAttribute.namingContexts.number).map(text)
    if let own = root.text(RootAttribute.defaultNamingContext.number) {
      contexts = [own] + contexts.filter { $0 != own && isAbove($0, settings.users.bases) }
    }
    return ServerProfile(
      schema: schema,
      namingContexts: contexts,
      knownAttributes: await attributes(connection, root),
      isGlobalCatalog: schema == .activeDirectory && [3268, 3269].contains(connection.url.port),
      highestCommittedUSN: root.text(RootAttribute.highestCommittedUSN.number),
      serviceName: root.text(RootAttribute.dsServiceName.number)
    )
  }

  private enum RootAttribute: String, CaseIterable {
    case objectClass
    case structuralObjectClass
    case supportedCapabilities
    case vendorName
    case vendorVersion
    case dsaName
    case ipaDomainLevel
    case namingContexts
    case defaultNamingContext
    case subschemaSubentry
    case highestCommittedUSN
    case dsServiceName

    /// Operational attributes, which some servers show only when they are named.
    static let names = allCases.map(\.rawValue)

    var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// Whether any of some entries lies below a naming context: its own, not that of the schema or the like.
  private static func isAbove(_ context: String, _ names: [String]) -> Bool {
    var normalizer = DNNormalizer()
    guard normalizer.normalize(context) else { return false }
    let key = normalizer.key
    return names.contains {
      normalizer.normalize($0) && DNNormalizer.isKey(normalizer.key, below: key)
    }
  }

  /// Which preset fits, by what each vendor's root shows.
  private static func detect(_ root: LDAPEntry) -> LDAPSchema {
    func values(_ attribute: RootAttribute) -> [String] {
      root.values(attribute.number).map { text($0).lowercased() }
    }
    // LDAP_CAP_ACTIVE_DIRECTORY_OID (MS-ADTS 3.1.1.3.4.3)
    if values(.supportedCapabilities).contains("1.2.840.113556.1.4.800") { return .activeDirectory }
    if !values(.ipaDomainLevel).isEmpty { return .freeipa }
    let vendor = (values(.vendorName) + values(.vendorVersion)).joined(separator: " ")
    // The product's name stays in the version while it goes from one owner to the next.
    if !values(.dsaName).isEmpty, vendor.contains("edirectory") || vendor.contains("novell") {
      return .edirectory
    }
    let classes = values(.objectClass) + values(.structuralObjectClass)
    if classes.contains("openldaprootdse") { return .openldap }
    return vendor.contains("389") ? .ds389 : .generic
  }

  private static func attributes(
    _ connection: LDAPConnection,
    _ root: LDAPEntry
  ) async -> Set<String>? {
    guard let name = root.text(RootAttribute.subschemaSubentry.number) else { return nil }
    let request = LDAPSearchRequest(
      base: name,
      scope: .base,
      filter: "(objectClass=subschema)",
      attributes: ["attributeTypes"]
    )
    // Not everybody may see the schema; it only serves warnings.
    guard let entry = try? await connection.fewEntries(request).first else { return nil }
    let known = Set(entry.values(0).flatMap { AttributeTypeNames.names(text($0)) })
    return known.isEmpty ? nil : known
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
