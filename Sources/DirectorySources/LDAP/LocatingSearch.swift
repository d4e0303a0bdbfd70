internal import DirectoryModel
internal import LDAPClient

/// Looks for single ids that a read did not find, beyond its bases and filters.
struct LocatingSearch {
  private let settings: LDAPSourceSettings
  private let profile: ServerProfile
  private let connection: LDAPConnection
  private let mapping: UserMapping
  private var normalizer = DNNormalizer()

  /// Ids in one search: few enough for any server's filter limits.
  private static let atOnce = 50

  init(
    _ settings: LDAPSourceSettings,
    _ profile: ServerProfile,
    _ connection: LDAPConnection,
    _ mapping: UserMapping
  ) {
    self.settings = settings
    self.profile = profile
    self.connection = connection
    self.mapping = mapping
  }

  /// The entries that exist after all.
  ///
  /// - Throws: ``LDAPSourceFailure`` if a search fails, or finds what the read should have returned.
  mutating func locate(_ ids: [String]) async throws(LDAPSourceFailure) -> [LocatedUser] {
    var found: [String: LocatedUser] = [:]
    for start in stride(from: 0, to: ids.count, by: Self.atOnce) {
      let some = Array(ids[start..<min(start + Self.atOnce, ids.count)])
      for user in try await living(some) { found[user.id] = user }
      let missing = some.filter { found[$0] == nil }
      for user in try await deleted(missing) where found[user.id] == nil { found[user.id] = user }
    }
    return found.values.sorted { $0.id < $1.id }
  }

  private mutating func living(_ ids: [String]) async throws(LDAPSourceFailure) -> [LocatedUser] {
    var users: [LocatedUser] = []
    for entry in try await entries(ids) {
      guard let id = mapping.id.id(entry), ids.contains(id) else { continue }
      guard try await !shouldHaveBeenRead(entry) else {
        throw .incomplete(
          reason: "located",
          message:
            "\(entry.dnText) fits the bases and the filter, but the search did not return it",
          hint:
            "It may have come back just now: run again. If it stays so, the server does not return all entries."
        )
      }
      users.append(mapping.located(entry, id: id, isDeleted: false))
    }
    return users
  }

  private func entries(_ ids: [String]) async throws(LDAPSourceFailure) -> [LDAPEntry] {
    if case .name = mapping.id {
      var entries: [LDAPEntry] = []
      // The empty name is the server's own root.
      for id in ids where !id.isEmpty {
        entries += try await search(id, .base, "(objectClass=*)") ?? []
      }
      return entries
    }
    let filters = ids.compactMap { mapping.id.filter($0) }
    guard !filters.isEmpty else { return [] }
    let filter = "\(LDAPFilter.or(filters))"
    var entries: [LDAPEntry] = []
    for context in contexts {
      if let found = try await search(context, .subtree, filter) {
        entries += found
        continue
      }
      // The account may read its bases only.
      for base in settings.users.bases { entries += try await search(base, .subtree, filter) ?? [] }
    }
    return entries
  }

  private var contexts: [String] {
    profile.namingContexts.isEmpty ? settings.users.bases : profile.namingContexts
  }

  /// Whether an entry lies within the users' bases and fits their filter, as the server judges it.
  private mutating func shouldHaveBeenRead(
    _ entry: LDAPEntry
  ) async throws(LDAPSourceFailure) -> Bool {
    guard normalizer.normalize(entry.dn) else { return false }
    let key = normalizer.key
    let bases = settings.users.bases.isEmpty ? contexts : settings.users.bases
    let isWithin = bases.contains { base in
      guard normalizer.normalize(base) else { return false }
      return Self.isKey(key, within: normalizer.key, settings.users.scope)
    }
    guard isWithin else { return false }
    return try await !(search(entry.dnText, .base, "\(mapping.filter)") ?? []).isEmpty
  }

  private static func isKey(_ key: [UInt8], within base: [UInt8], _ scope: LDAPScope) -> Bool {
    guard DNNormalizer.isKey(key, below: base) else { return false }
    let depth = DNNormalizer.depth(of: key) - DNNormalizer.depth(of: base)
    return switch scope {
    case .base: depth == 0
    case .oneLevel: depth == 1
    case .subtree: true
    }
  }

  /// Tombstones, where the server keeps any; most accounts may not see them, so that none proves nothing.
  private func deleted(_ ids: [String]) async throws(LDAPSourceFailure) -> [LocatedUser] {
    guard let tombstone = profile.schema.tombstone, !ids.isEmpty else { return [] }
    let filters = ids.compactMap { mapping.id.filter($0) }
    guard !filters.isEmpty else { return [] }
    let filter = LDAPFilter.and([tombstone, .or(filters)])
    // Other servers show them without, and refuse a control that they do not know.
    let controls: [LDAPRequestControl] = profile.schema == .activeDirectory ? [.showDeleted] : []
    var users: [LocatedUser] = []
    for context in contexts {
      let found = try await search(context, .subtree, "\(filter)", controls) ?? []
      for entry in found {
        guard let id = mapping.id.id(entry) else { continue }
        users.append(mapping.located(entry, id: id, isDeleted: true))
      }
    }
    return users
  }

  /// - Returns: nil if there is no such base, or we may not search there.
  private func search(
    _ base: String,
    _ scope: LDAPScope,
    _ filter: String,
    _ controls: [LDAPRequestControl] = []
  ) async throws(LDAPSourceFailure) -> [LDAPEntry]? {
    do throws(LDAPError) {
      return try await connection.fewEntries(
        LDAPSearchRequest(
          base: base,
          scope: scope,
          filter: filter,
          attributes: mapping.attributes.names,
          controls: controls
        )
      )
    } catch {
      let refusals: [LDAPResultCode] = [
        .noSuchObject, .insufficientAccessRights, .invalidDNSyntax, .unavailableCriticalExtension,
      ]
      if let code = error.code, refusals.contains(code) { return nil }
      throw .ldap(error)
    }
  }
}
