/// What a run would do, in the order of doing, and everything worth knowing about it.
package struct Plan: Equatable, Sendable {
  package let organization: OrganizationIdentity
  /// Members and groups that the organization has now.
  package let memberCount: Int
  package let groupCount: Int
  package let seats: OrganizationSnapshot.Seats?
  package let sources: [SourceSummary]
  package var changes: [Change]
  package let advisories: [Advisory]
  package let limits: [LimitVerdict]
  /// SHA-256 over RFC 8785 JSON of the organization's identity, the changes in order of doing and the names of
  /// exceeded stops; 64 hexadecimal digits.
  package let digest: String
  package let createdAt: Timestamp
  /// Figures of the whole plan that later runs are judged by.
  package let figures: PlanFigures

  package init(
    organization: OrganizationIdentity,
    memberCount: Int,
    groupCount: Int,
    seats: OrganizationSnapshot.Seats?,
    sources: [SourceSummary],
    changes: [Change],
    advisories: [Advisory],
    limits: [LimitVerdict],
    digest: String,
    createdAt: Timestamp,
    figures: PlanFigures
  ) {
    self.organization = organization
    self.memberCount = memberCount
    self.groupCount = groupCount
    self.seats = seats
    self.sources = sources
    self.changes = changes
    self.advisories = advisories
    self.limits = limits
    self.digest = digest
    self.createdAt = createdAt
    self.figures = figures
  }

  /// The twelve digits that people see.
  package var shortDigest: String { String(digest.prefix(12)) }

  package var stops: [LimitVerdict] { limits.filter { $0.exceeded && $0.consequence == .stop } }

  package var held: [Change] { changes.filter { $0.hold != nil } }

  package var ordinary: [Change] { changes.filter { $0.hold == nil } }

  /// Whether something waits for a person: exit 10.
  package var needsDecision: Bool {
    advisories.contains(where: \.needsDecision)
      || changes.contains { $0.hold?.needsDecision ?? false }
  }
}

/// One source, in a plan's heading.
package struct SourceSummary: Equatable, Sendable {
  package let description: SourceDescription
  package let users: Int
  /// nil: it has none to give.
  package let groups: Int?
  /// The least of users, groups and memberships.
  package let completeness: Completeness

  package init(
    description: SourceDescription,
    users: Int,
    groups: Int?,
    completeness: Completeness
  ) {
    self.description = description
    self.users = users
    self.groups = groups
    self.completeness = completeness
  }
}
