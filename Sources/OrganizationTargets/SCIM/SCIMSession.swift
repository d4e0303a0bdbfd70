internal import SCIMClient

/// What a target knows of its service beyond a single call: what the last read showed, and which forms of a change
/// the service has refused since.
struct SCIMSession {
  var memory = SCIMMemory()
  var isMemoryLoaded = false
  /// Of the last read, and of users made since: `userName` by id.
  var userNames: [String: String] = [:]
  var knownGroups: Set<String> = []
  /// Somebody with both, for probing filters.
  var sample: (id: String, externalID: String, userName: String)?
  /// A listing made because somebody was said to exist and no filter could find them.
  var listing: [SCIMUserRecord]?
  var showsMembers = false
  /// `members[].value` holds user names.
  var usesUserNames = false
  /// PATCH is not done here, or PUT.
  var patchFails = false
  var putFails = false
  var removalForm = MembershipForm.filterPath
  var additionForm = MembershipForm.list
  /// `members.remove: "value"` took one user out, and nobody else.
  var isValueRemovalProven = false
  var removeChunk: Int
  var addChunk: Int

  /// Whether an account was shown by the last read, or made since.
  func isKnown(_ id: String) -> Bool { userNames[id] != nil }

  init(_ traits: SCIMServiceTraits) {
    removeChunk = traits.membersRemoveChunk
    addChunk = traits.membersChunk
    patchFails = traits.patch == .no
    putFails = traits.put == .no
    if traits.removesByValue { removalForm = .list }
    usesUserNames = traits.memberValue == .userName
  }
}

/// How memberships are changed; the later ones are tried when a service refuses the one before, or ignores it.
enum MembershipForm: Equatable, Sendable {
  /// One operation with `members[value eq "…"]` for each user; for removals only.
  case filterPath
  /// One operation with a list of users: the usual form of an addition, and for removals one that is configured, never
  /// guessed.
  case list
  /// PATCH `replace` with the whole list.
  case replacement
  /// PUT of the whole group.
  case wholeGroup
}
