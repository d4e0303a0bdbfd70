internal import DirectoryModel

/// Tells members of another organization from members that are missing (Google, `contracts/idp-exports.md` 5.3).
struct Outsiders {
  private let isGoogle: Bool
  /// Domains that any exported user or group has an address in.
  private var domains: Set<String> = []

  init(store: borrowing ExportStore, provider: ExportProvider) {
    isGoogle = provider == .google
    guard isGoogle else { return }
    for (key, _) in store.userKeys + store.groupKeys { add(store.bytes(store.atoms[key])) }
  }

  /// Whether a member that is not in the export need not be.
  func contains(_ edge: Edge, in store: borrowing ExportStore) -> Bool {
    guard isGoogle else { return false }
    if edge.flags.contains(.mayBeOutsider) { return true }
    guard let address = store.addresses[edge.member], let domain = Self.domain(store.bytes(address))
    else { return false }
    return !domains.contains(domain)
  }

  private mutating func add(_ address: Bytes) {
    if let domain = Self.domain(address) { domains.insert(domain) }
  }

  private static func domain(_ address: Bytes) -> String? {
    guard let at = address.lastIndex(of: 0x40) else { return nil }
    return String(decoding: Bytes(rebasing: address[(at + 1)...]), as: UTF8.self)
  }
}
