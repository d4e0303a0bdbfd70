package import DirectoryModel

/// Makes the roster: the directory after usability, scope, duplicates and flattening (`DESIGN.md` section 3).
package struct Resolver {
  private let directory: DirectorySnapshot
  private let policy: SyncPolicy
  private var standings: [Standing]
  private var scopeRules: [ScopeRule]
  private var advisories: [Advisory] = []

  /// - Parameters:
  ///   - directory: The merged snapshot of all sources.
  ///   - policy: Who takes part.
  /// - Returns: The roster; the same bytes whatever the order of the input.
  /// - Throws: ``ResolverError`` where no roster may be made from the read.
  package static func resolve(
    _ directory: DirectorySnapshot,
    policy: SyncPolicy
  ) throws(ResolverError) -> Roster {
    try CompletenessRules.check(directory, policy: policy)
    var resolver = Resolver(directory: directory, policy: policy)
    return try resolver.run()
  }

  /// Users of each group of a snapshot, nested groups flattened, whatever their standing.
  package static func flattenedMemberships(of directory: DirectorySnapshot) -> MembershipSets {
    NestedGroups.flatten(
      members: directory.members,
      subgroups: directory.subgroups,
      userCount: directory.users.count
    ).sets
  }

  private init(directory: DirectorySnapshot, policy: SyncPolicy) {
    self.directory = directory
    self.policy = policy
    standings = [Standing](repeating: .member, count: directory.users.count)
    scopeRules = [ScopeRule](repeating: .none, count: directory.users.count)
  }

  private mutating func run() throws(ResolverError) -> Roster {
    let syncsGroups = policy.groups.isSynced && directory.hasGroups
    let patterns = GroupPatterns(policy.users.groups)
    if !patterns.isEmpty, !directory.hasGroups { throw .noGroupsToRead }
    try patterns.check(key: "users.groups", in: directory)
    if syncsGroups {
      try GroupPatterns(policy.groups.include).check(key: "groups.include", in: directory)
    }
    let (sets, cycles) =
      syncsGroups || !patterns.isEmpty
      ? NestedGroups.flatten(
        members: directory.members,
        subgroups: directory.subgroups,
        userCount: directory.users.count
      ) : (MembershipSets(), [])
    judgeEntries(chosen: usersOfChosenGroups(patterns, sets))
    var duplicates = Duplicates(
      directory: directory,
      prefer: policy.users.prefer,
      standings: standings
    )
    duplicates.judge()
    standings = duplicates.standings
    advisories += duplicates.advisories
    advisories += CompletenessRules.advisories(directory)
    advisories += leftOutAdvisories()
    let doubtful = doubtfulGroups(patterns)
    advisories += doubtful.map(doubtfulScopeAdvisory)
    let (groups, groupAdvisories) =
      syncsGroups ? RosterGroups.choose(directory, policy: policy) : ([], [])
    advisories += groupAdvisories + cycleAdvisories(cycles)
    return Roster(
      directory: directory,
      standings: standings,
      scopeRules: scopeRules,
      isGroupScopeDoubtful: !doubtful.isEmpty,
      groups: groups,
      syncsGroups: syncsGroups,
      memberships: syncsGroups ? sets : MembershipSets(),
      advisories: advisories
    )
  }

  /// Usability and scope, entry by entry.
  private mutating func judgeEntries(chosen: [Bool]?) {
    let scope = AddressScope(policy: policy, readings: directory.readings)
    for (number, reading) in directory.readings.enumerated() {
      for user in reading.users {
        switch directory.users.states[user] {
        case .disabled: standings[user] = .disabled
        case .deleted: standings[user] = .deleted
        case .unknown:
          standings[user] = .undecided
          advisories.append(undecidedAdvisory(user))
        case .active: judgeActive(user, reading: number, scope, chosen)
        }
      }
    }
  }

  private mutating func judgeActive(
    _ user: Int,
    reading: Int,
    _ scope: AddressScope,
    _ chosen: [Bool]?
  ) {
    let marks = directory.users.marks[user]
    let flaw = UsableEntries.flaw(of: user, in: directory)
    let address = directory.arena.bytes(directory.users.emails[user])
    var rule = ScopeRule.none
    if marks.contains(.located) {
      rule = .located
    } else if marks.contains(.leftOutByFilter) {
      rule = .sourceFilter
    } else if marks.contains(.leftOutAsExtra) {
      rule = .extra
    } else if flaw == nil {
      rule = scope.rule(against: address, reading: reading)
    }
    if rule == .none, let chosen, !chosen[user] { rule = .groups }
    scopeRules[user] = rule
    if rule != .none {
      standings[user] = .outOfScope
    } else if let flaw {
      standings[user] = .unusable
      advisories.append(UsableEntries.advisory(flaw, of: directory.user(user)))
    }
  }

  /// Who is in one of `users.groups`; nil if that names none.
  private func usersOfChosenGroups(_ patterns: GroupPatterns, _ sets: MembershipSets) -> [Bool]? {
    guard !patterns.isEmpty else { return nil }
    var chosen = [Bool](repeating: false, count: directory.users.count)
    for group in 0..<directory.groups.count where patterns.matches(group, of: directory) {
      sets.forEachUser(ofGroup: group) { chosen[Int($0)] = true }
    }
    return chosen
  }

  /// Groups of `users.groups` in which members may be missing.
  private func doubtfulGroups(_ patterns: GroupPatterns) -> [Int] {
    directory.groups.doubtful.indices.filter {
      directory.groups.doubtful[$0] && patterns.matches($0, of: directory)
    }
  }

  private func doubtfulScopeAdvisory(_ group: Int) -> Advisory {
    Advisory(
      "doubtfulScope",
      subject: directory.group(group).name ?? directory.group(group).id ?? "",
      message:
        "members of this group, which 'users.groups' names, may be missing in what was read: nobody departs for being in none of them"
    )
  }

  private func undecidedAdvisory(_ user: Int) -> Advisory {
    Advisory(
      "undecidedEntry",
      subject: directory.user(user).subject,
      message: "has a state that is not known: nothing is given to it, nothing taken"
    )
  }

  private func leftOutAdvisories() -> [Advisory] {
    var counts: [(ScopeRule, Int)] = []
    for rule in [ScopeRule.extra] {
      let count = scopeRules.count { $0 == rule }
      if count > 0 { counts.append((rule, count)) }
    }
    return counts.map { rule, count in
      Advisory(
        "leftOutAsExtra",
        subject: "\(count)",
        message: "\(count) entries of kinds that \(rule.key) does not ask for are left out"
      )
    }
  }

  private func cycleAdvisories(_ cycles: [[Int]]) -> [Advisory] {
    guard policy.groups.isSynced else { return [] }
    return cycles.map { groups in
      let names = groups.map { directory.group($0).name ?? directory.group($0).id ?? "" }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let shown = names.prefix(8).joined(separator: ", ")
      let more = names.count > 8 ? " and \(names.count - 8) more" : ""
      return Advisory(
        "groupCycle",
        subject: names.first ?? "",
        message: "these groups contain each other and so have the same members: \(shown)\(more)"
      )
    }
  }
}
