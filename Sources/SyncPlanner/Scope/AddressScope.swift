internal import DirectoryModel

/// The rules of `users` that look at an address alone: `include`, `exclude`, `domains`, and the domains of a source.
struct AddressScope {
  private let include: [Glob]
  private let exclude: [Glob]
  private let domains: Set<[UInt8]>
  private let sourceDomains: [Set<[UInt8]>?]

  /// - Parameters:
  ///   - policy: Its `users` and `sources`.
  ///   - readings: The sources, in the order in which rows name them.
  init(policy: SyncPolicy, readings: [SourceReading]) {
    include = policy.users.include.map { Glob($0, ignoresCase: true) }
    exclude = policy.users.exclude.map { Glob($0, ignoresCase: true) }
    domains = Self.folded(policy.users.domains)
    sourceDomains = readings.map { reading in
      policy.sources[reading.description.name]?.domains.map(Self.folded)
    }
  }

  /// The first rule that leaves `address` out, or ``ScopeRule/none``.
  func rule(against address: UnsafeRawBufferPointer, reading: Int) -> ScopeRule {
    if include.isEmpty, exclude.isEmpty, domains.isEmpty, sourceDomains[reading] == nil {
      return .none
    }
    if let allowed = sourceDomains[reading], !allowed.contains(Self.domain(of: address)) {
      return .sourceDomains
    }
    if !include.isEmpty, !include.contains(where: { $0.matches(address) }) { return .include }
    if exclude.contains(where: { $0.matches(address) }) { return .exclude }
    if !domains.isEmpty, !domains.contains(Self.domain(of: address)) { return .domains }
    return .none
  }

  private static func folded(_ domains: [String]) -> Set<[UInt8]> {
    Set(domains.map { Array((EmailAddress.normalized($0) ?? "").utf8) })
  }

  private static func domain(of address: UnsafeRawBufferPointer) -> [UInt8] {
    guard let at = address.lastIndex(of: 0x40) else { return [] }
    return Array(address[(at + 1)...])
  }
}
