internal import DirectoryModel

/// The scope rules that decided about an entry, in words.
enum ScopeWords {
  /// Every configured rule, and how the entry passes it.
  static func passed(_ users: SyncPolicy.UserRules, _ entry: DirectoryUser) -> String {
    var rules: [String] = []
    if let pattern = fitting(users.include, entry) { rules.append("users.include has \(pattern)") }
    if !users.exclude.isEmpty { rules.append("no users.exclude fits") }
    if !users.domains.isEmpty { rules.append("users.domains has its domain") }
    if !users.groups.isEmpty { rules.append("is in one of users.groups") }
    return rules.isEmpty ? "no rule of users leaves it out" : rules.joined(separator: ", ")
  }

  /// The first rule that leaves the entry out.
  static func failed(_ rule: ScopeRule, _ entry: DirectoryUser, _ world: World) -> String {
    switch rule {
    case .none: return ""
    case .sourceFilter: return "sources[].users.filter does not fit"
    case .extra: return "of a kind that sources[].extras does not ask for"
    case .sourceDomains: return "its domain is not one of the source's (sources[].domains)"
    case .include: return "no users.include fits"
    case .exclude:
      return "users.exclude has \(fitting(world.policy.users.exclude, entry) ?? "its address")"
    case .domains: return "users.domains does not have its domain"
    case .groups: return "is in none of users.groups"
    case .located:
      return "found at \(entry.place ?? "another place"), outside of what is read"
    }
  }

  private static func fitting(_ patterns: [String], _ entry: DirectoryUser) -> String? {
    let address = bytes(entry)
    return patterns.first { Glob($0, ignoresCase: true).matches(address) }
  }

  private static func bytes(_ entry: DirectoryUser) -> UnsafeRawBufferPointer {
    entry.snapshot.arena.bytes(entry.snapshot.users.emails[entry.index])
  }
}
