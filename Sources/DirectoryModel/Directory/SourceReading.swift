/// Which source this is, as people and the configuration name it.
package struct SourceDescription: Equatable, Sendable {
  /// `sources[].name`.
  package let name: String
  package let kind: Kind
  /// The provider or schema that was recognised: `okta`, `activeDirectory`.
  package let provider: String?
  /// Where it was read: a path, a URL without credentials.
  package let place: String

  package enum Kind: String, Sendable {
    case ldap
    case export
    case scim
  }

  package init(name: String, kind: Kind, provider: String?, place: String) {
    self.name = name
    self.kind = kind
    self.provider = provider
    self.place = place
  }
}

/// What one source contributed to a ``DirectorySnapshot``, and how far it may be believed.
package struct SourceReading: Equatable, Sendable {
  package let description: SourceDescription
  /// Its rows in ``DirectorySnapshot/users``.
  package var users: Range<Int>
  /// Its rows in ``DirectorySnapshot/groups``; nil if the source has no groups to give.
  package var groups: Range<Int>?
  package var userCompleteness: Completeness
  package var groupCompleteness: Completeness?
  package var membershipCompleteness: Completeness?
  /// False if the source cannot tell active from disabled: then nobody is restored.
  package var isStatusKnown: Bool
  /// Users as read, before any scope rule: what `sourceShrink` watches.
  package var entryCount: Int
  /// Entries that carry each mapped attribute, the disabled mark included: what `lostAttribute` watches.
  package var attributeCounts: [String: Int]
  /// When the oldest file that lists users was last modified; nil for sources that are read live.
  package var modifiedAt: Timestamp?
  /// Of an export: its files, in order of reading.
  package var files: [FileReading]
  /// Of a directory: how far the server's copy had come when the read began, by what counts it; empty if it does not say.
  package var changeMarks: [String: ChangeMark]

  package init(
    description: SourceDescription,
    users: Range<Int>,
    groups: Range<Int>?,
    userCompleteness: Completeness,
    groupCompleteness: Completeness?,
    membershipCompleteness: Completeness?,
    isStatusKnown: Bool = true,
    entryCount: Int,
    attributeCounts: [String: Int] = [:],
    modifiedAt: Timestamp? = nil,
    files: [FileReading] = [],
    changeMarks: [String: ChangeMark] = [:]
  ) {
    self.description = description
    self.users = users
    self.groups = groups
    self.userCompleteness = userCompleteness
    self.groupCompleteness = groupCompleteness
    self.membershipCompleteness = membershipCompleteness
    self.isStatusKnown = isStatusKnown
    self.entryCount = entryCount
    self.attributeCounts = attributeCounts
    self.modifiedAt = modifiedAt
    self.files = files
    self.changeMarks = changeMarks
  }
}

extension SourceReading {
  /// When the oldest file that anything comes from was last modified; nil for sources that are read live.
  ///
  /// Groups and memberships are judged by it: those of a file of users, too, since a list of members may lack whom it lacks.
  package var usedFilesModifiedAt: Timestamp? {
    files.filter(\.isUsed).map(\.modifiedAt).min() ?? modifiedAt
  }

  /// The least of users, groups and memberships.
  package var least: Completeness {
    [userCompleteness, groupCompleteness, membershipCompleteness].compactMap(\.self).min()
      ?? .doubtful
  }
}
