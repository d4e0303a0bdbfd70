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
  /// Groups are shown with their members, or there are none to show any.
  var showsMembers = false
  /// A group has shown members, now or ever: ``showsMembers`` is also true where there were no groups to show any.
  var hasShownMembers = false
  /// Groups made since, as long as nobody was added to them.
  var emptyGroups: Set<String> = []
  /// `members[].value` holds user names.
  var usesUserNames = false
  /// PATCH is not done here, or PUT.
  var patchFails = false
  var putFails = false
  var removalForm = MembershipForm.filterPath
  var additionForm = MembershipForm.list
  var valueRemoval = ValueRemoval.untried
  /// Somebody was taken out of a group, or added, in the form of now.
  var removalsWork = false
  var additionsWork = false
  var removeChunk: Int
  var addChunk: Int

  /// Whether all members that a group has are those that it shows.
  func knowsMembers(of group: String) -> Bool {
    hasShownMembers || emptyGroups.contains(group)
  }

  /// Whether an account was shown by the last read, or made since.
  func isKnown(_ id: String) -> Bool { userNames[id] != nil }

  /// Takes note of a change of a group's members that was accepted.
  mutating func noteAccepted(removing: Bool, group: String) {
    if removing {
      removalsWork = true
    } else {
      additionsWork = true
      emptyGroups.remove(group)
    }
  }

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

/// What `members.remove: "value"` has proved to do.
enum ValueRemoval: Sendable {
  case untried
  /// It took one user out, and nobody else.
  case works
  /// It took others out as well.
  case takesOthers
}
