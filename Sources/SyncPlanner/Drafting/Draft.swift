internal import DirectoryModel

/// A change while the plan is being made: rows instead of texts.
struct Draft {
  let action: ChangeAction
  /// A row of the directory's users, or -1.
  var person: Int32 = -1
  /// A row of the organization's members, or -1 for somebody who is yet to be invited.
  var member: Int32 = -1
  /// A row of the directory's groups, or -1.
  var rosterGroup: Int32 = -1
  /// A row of the organization's groups, or -1 for one that is yet to be created.
  var group: Int32 = -1
  var reason: ChangeReason.Code
  /// The rule that put the person out of scope, for ``ChangeReason/Code/outOfScope``.
  var scopeRule = ScopeRule.none
  var hold: Hold.Why?
  /// For ``Hold/Why/limit``.
  var limit: LimitName?
  /// Drafts that must be done first, or -1.
  var requiresMember: Int32 = -1
  var requiresGroup: Int32 = -1

  init(_ action: ChangeAction, reason: ChangeReason.Code) {
    self.action = action
    self.reason = reason
  }
}

/// What becomes of a member in this plan; rules about memberships ask nothing else.
enum Fate: UInt8 {
  /// Not ours to touch: unmanaged, unknown status, a double, protected, kept, revoked, waiting.
  case keeps
  /// Matched, and will be active: gains and loses memberships.
  case stays
  /// Matched with a blocked or unusable entry: loses only what the flattened list of its own id does not have.
  case onlyLoses
  /// Will be linked, and is active: gains and loses memberships once the link is done.
  case linked
  /// Will be restored: loses first, gains afterwards.
  case restored
  case departs
}
