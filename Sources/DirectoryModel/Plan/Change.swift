/// One planned step.
package struct Change: Equatable, Sendable {
  package let action: ChangeAction
  package let reason: ChangeReason
  /// Why it waits for a person; nil if it goes ahead by itself.
  package var hold: Hold?
  package var member: MemberReference?
  package var group: GroupReference?
  /// The fields that change, as they are now.
  package let before: ChangedFields?
  /// The fields that change, as they will be.
  package let after: ChangedFields?
  /// Positions in the plan of the changes that must be done first; empty for most.
  package var requires: [Int]

  package init(
    _ action: ChangeAction,
    reason: ChangeReason,
    hold: Hold? = nil,
    member: MemberReference? = nil,
    group: GroupReference? = nil,
    before: ChangedFields? = nil,
    after: ChangedFields? = nil,
    requires: [Int] = []
  ) {
    self.action = action
    self.reason = reason
    self.hold = hold
    self.member = member
    self.group = group
    self.before = before
    self.after = after
    self.requires = requires
  }
}

/// Why a change is planned: a fixed word and, for people, the particulars.
package struct ChangeReason: Hashable, Sendable {
  package let code: Code
  /// The source's name, a DN, a time in UTC: "hq", "found at OU=Leavers,DC=example,DC=com", "2026-11-02T01:00:00Z".
  package let detail: String?

  package init(_ code: Code, _ detail: String? = nil) {
    self.code = code
    self.detail = detail
  }

  package enum Code: String, Sendable, CaseIterable {
    /// Departures, by cause.
    case disabled
    case deleted
    case absent
    case outOfScope
    case disabledByAddress
    case removeAfter
    /// What is given.
    case inDirectory
    case sameAddress
    case sameName
    case externalIDReplaced
    case backInDirectory
    case addressChanged
    case nameChanged
    case memberInDirectory
    case notMemberInDirectory
    case groupDeparted
    /// A step of `undo`.
    case takenBack
  }
}
