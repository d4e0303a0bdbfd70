internal import DirectoryModel

/// What the rules have found so far.
struct Drafts {
  var list: [Draft] = []
  var advisories: [Advisory] = []
  var observations = Observations()
  /// By the organization's members.
  var fates: [Fate]
  /// The link, relink or restore that a member's memberships hang on, or -1.
  var gate: [Int32]
  /// The invitation of each user of the directory, or -1; empty while nobody is invited.
  var invitations: [Int: Int32] = [:]
  /// The member that each user of the directory will be by a link.
  var linkedMembers: [Int: Int] = [:]

  /// The held loss that a restore waits for, by the restore's position in order of doing.
  var heldLosses: [Int32: Int32] = [:]

  init(memberCount: Int) {
    fates = [Fate](repeating: .keeps, count: memberCount)
    gate = [Int32](repeating: -1, count: memberCount)
  }

  @discardableResult
  mutating func add(_ draft: Draft) -> Int32 {
    list.append(draft)
    return Int32(list.count - 1)
  }

  mutating func tell(
    _ kind: Advisory.Kind,
    _ subject: String,
    _ message: String,
    needsDecision: Bool = false
  ) {
    advisories.append(
      Advisory(kind, subject: subject, message: message, needsDecision: needsDecision)
    )
  }
}
