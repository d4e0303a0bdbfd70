internal import DirectoryModel
internal import JSONReader

/// Decodes everything that decides about people.
enum PolicyDecoder {
  static func decode(_ root: ObjectDecoder) throws(ConfigurationError) -> SyncPolicy {
    var policy = SyncPolicy()
    policy.users = try users(root.object("users"))
    policy.groups = try groups(root.object("groups"))
    let adopt = try root.object("adopt")
    policy.adoptsMembersByEmail = try adopt.word("members", default: AdoptMembers.email) == .email
    policy.adoptsGroupsByName = try adopt.word("groups", default: AdoptGroups.name) == .name
    policy.restore = try root.word("restore", default: policy.restore)
    policy.departures = try departures(root.object("departures"))
    let absence = try root.object("absence")
    policy.absence.confirm = try absence.word("confirm", default: policy.absence.confirm)
    policy.absence.age = try absence.duration("age", default: "1h")
    policy.protection = try protection(root.object("protect"))
    policy.limits = try LimitsDecoder.decode(root.object("limits"))
    return policy
  }

  private enum AdoptMembers: String, CaseIterable {
    case email
    case none
  }

  private enum AdoptGroups: String, CaseIterable {
    case name
    case none
  }

  private static func users(
    _ decoder: ObjectDecoder
  ) throws(ConfigurationError) -> SyncPolicy.UserRules {
    var rules = SyncPolicy.UserRules()
    rules.include = try decoder.strings("include", decides: true)
    rules.exclude = try decoder.strings("exclude", decides: true)
    rules.groups = try decoder.strings("groups", decides: true)
    rules.domains = try decoder.strings("domains", decides: true)
    rules.prefer = try decoder.strings("prefer", decides: true)
    guard rules.prefer.count <= 32 else {
      throw decoder.error("prefer", "at most 32 filters")
    }
    for filter in rules.prefer { try decoder.checkFilter("prefer", filter) }
    try decoder.checkDomains("domains", rules.domains)
    return rules
  }

  private static func groups(
    _ decoder: ObjectDecoder
  ) throws(ConfigurationError) -> SyncPolicy.GroupRules {
    var rules = SyncPolicy.GroupRules()
    rules.isSynced = try decoder.bool("sync", default: true, decides: true)
    rules.include = try decoder.strings("include", decides: true)
    rules.exclude = try decoder.strings("exclude", decides: true)
    rules.departed = try decoder.word("departed", default: rules.departed)
    return rules
  }

  private static func departures(
    _ decoder: ObjectDecoder
  ) throws(ConfigurationError) -> SyncPolicy.Departures {
    var departures = SyncPolicy.Departures()
    departures.disabled = try decoder.word("disabled", default: departures.disabled)
    departures.deleted = try decoder.word("deleted", default: departures.deleted)
    departures.absent = try decoder.word("absent", default: departures.absent)
    departures.outOfScope = try decoder.word("outOfScope", default: departures.outOfScope)
    departures.removeAfter = try decoder.optionalDuration("removeAfter", default: nil)
    return departures
  }

  private static func protection(
    _ decoder: ObjectDecoder
  ) throws(ConfigurationError) -> SyncPolicy.Protection {
    var protection = SyncPolicy.Protection()
    let known: [MemberRole] = [.owner, .admin, .custom, .user]
    let words = try decoder.words("roles", among: known.map(\.word), default: ["owner"])
    protection.roles = Set(words.compactMap { MemberRole(word: $0) })
    protection.rolesAreGiven = decoder.given("roles") != nil
    protection.members = try decoder.strings("members")
    for entry in protection.members where !protects(entry) {
      throw decoder.error(
        "members",
        "'\(entry)' would protect nobody",
        hint:
          "Write a whole address, or id: and the id that the organization gave the member; patterns are not known here."
      )
    }
    protection.minimumOwners = try decoder.integer("minimumOwners", default: 1, in: 0...1000)
    return protection
  }

  /// An id of the organization, or one whole address, which is no pattern and has no name beside it.
  private static func protects(_ entry: String) -> Bool {
    if entry.hasPrefix("id:") { return entry.utf8.count > 3 }
    let parts = entry.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts.contains("") && !entry.contains { "*?<>,; ".contains($0) }
  }
}
