/// Who and which groups the organization should have: the directory after scope, de-duplication, flattening.
///
/// It speaks of the directory's rows; people who should not be members keep their rows and say why.
package struct Roster: Sendable {
  package let directory: DirectorySnapshot
  /// What each user of the directory is to the organization, by row.
  package let standings: [Standing]
  /// The rule that put somebody out of scope, by row; `.none` for everybody else.
  package let scopeRules: [ScopeRule]
  /// Whether members may be missing in a group that `users.groups` names: who is in none may be in that one.
  package let isGroupScopeDoubtful: Bool
  /// Groups of the directory that take part, in the order of their rows.
  package let groups: [Int]
  /// Whether groups are changed at all.
  package let syncsGroups: Bool
  /// Users in each of ``groups``, nested groups flattened.
  ///
  /// All of them, whatever their standing: those with ``Standing/member`` are the group's members,
  /// and blocked or unusable people keep what stands here.
  package let memberships: MembershipSets
  package let advisories: [Advisory]

  package init(
    directory: DirectorySnapshot,
    standings: [Standing],
    scopeRules: [ScopeRule],
    isGroupScopeDoubtful: Bool = false,
    groups: [Int],
    syncsGroups: Bool,
    memberships: MembershipSets,
    advisories: [Advisory]
  ) {
    self.directory = directory
    self.standings = standings
    self.scopeRules = scopeRules
    self.isGroupScopeDoubtful = isGroupScopeDoubtful
    self.groups = groups
    self.syncsGroups = syncsGroups
    self.memberships = memberships
    self.advisories = advisories
  }

  /// Whether a row of the directory should be a member.
  package func isMember(_ user: Int) -> Bool { standings[user] == .member }
}

/// What a user of the directory is to the organization.
package enum Standing: UInt8, Sendable, CaseIterable {
  /// Active, in scope, usable, nobody's double: should be a member.
  case member
  /// Another row stands for the same person.
  case merged
  /// Two entries contradict each other: nothing is given, the person is still in the source.
  case blocked
  /// Without an address or id that can be used: nothing is given, the person is still in the source.
  case unusable
  /// The source has a word for its state that we do not know: nothing given, nothing taken.
  case undecided
  case outOfScope
  case disabled
  case deleted
}

/// The first rule that put an entry out of scope.
package enum ScopeRule: UInt8, Sendable, CaseIterable {
  case none
  case sourceFilter
  case extra
  case sourceDomains
  case include
  case exclude
  case domains
  case groups
  case located

  /// The rule's key in the configuration.
  package var key: String {
    switch self {
    case .none: ""
    case .sourceFilter: "sources[].users.filter"
    case .extra: "sources[].extras"
    case .sourceDomains: "sources[].domains"
    case .include: "users.include"
    case .exclude: "users.exclude"
    case .domains: "users.domains"
    case .groups: "users.groups"
    case .located: "sources[].users.base"
    }
  }
}
