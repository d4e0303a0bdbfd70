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

/// The member that a change is about, as it is now (after a link: as it will be matched).
package struct MemberReference: Hashable, Sendable {
  /// The organization's id; nil for somebody who is yet to be invited.
  package var id: String?
  package var externalID: String?
  package var email: String
  /// The directory's display name, else the organization's; for people only, in no JSON and no digest.
  package var name: String?

  package init(id: String?, externalID: String?, email: String, name: String? = nil) {
    self.id = id
    self.externalID = externalID
    self.email = email
    self.name = name
  }
}

/// The group that a change is about.
package struct GroupReference: Hashable, Sendable {
  /// The organization's id; nil for a group that is yet to be created.
  package var id: String?
  package var externalID: String?
  package var name: String

  package init(id: String?, externalID: String?, name: String) {
    self.id = id
    self.externalID = externalID
    self.name = name
  }
}

/// The values of the fields that a change alters; the others are nil.
package struct ChangedFields: Hashable, Sendable {
  package var email: String?
  package var name: String?
  package var status: MemberStatus?
  package var externalID: String?

  package init(
    email: String? = nil,
    name: String? = nil,
    status: MemberStatus? = nil,
    externalID: String? = nil
  ) {
    self.email = email
    self.name = name
    self.status = status
    self.externalID = externalID
  }
}

/// Why a change is planned: a fixed word and, for people, the particulars.
package struct ChangeReason: Hashable, Sendable {
  package let code: Code
  /// The source's name, a DN, a time: "hq", "found at OU=Leavers,DC=example,DC=com".
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

/// Why a change waits for a person.
package struct Hold: Hashable, Sendable {
  package let why: Why
  /// What settles it for good: the key, or the deed in the directory or the organization.
  package let cure: String
  /// Further particulars for people: "is an admin; revoked by this tool on 2 November".
  package let detail: String?
  /// The limit, for ``Why/limit``.
  package let limit: LimitName?
  /// The position in the plan of the held change that this one depends on, for ``Why/dependsOn``.
  package var root: Int?

  package init(
    _ why: Why,
    cure: String,
    detail: String? = nil,
    limit: LimitName? = nil,
    root: Int? = nil
  ) {
    self.why = why
    self.cure = cure
    self.detail = detail
    self.limit = limit
    self.root = root
  }

  package enum Why: String, Sendable, CaseIterable {
    case privileged
    case revokedMember
    case addressDiffers
    case absentUnproven
    case absentMany
    case fingerprintChanged
    case foreign
    case disabledByAddress
    case relink
    case groupLink
    case limit
    case dependsOn
  }

  /// Waiting for the second read alone is not a decision for a person; what depends on another change shares its question.
  package var needsDecision: Bool { why != .absentUnproven && why != .dependsOn }
}
