/// One complete read of an organization: members, groups, and who is in which group.
package struct OrganizationSnapshot: Sendable {
  package let identity: OrganizationIdentity
  package let capabilities: TargetCapabilities
  package let arena: ByteArena
  package let members: MemberColumns
  package let groups: OrganizationGroupColumns
  /// Members of each group, by group.
  package let memberships: Rows
  /// Groups whose members could not be read whole, with the reason: nothing in them is changed.
  package let untouchableGroups: [Int: String]
  /// Members whom a restore would be refused, with the refusal that is to be expected.
  package let restoreRefusals: [Int: String]
  package let seats: Seats?
  /// The organization's own clock minus ours, in seconds; nil if it does not tell.
  package let clockSkew: Int64?
  package let advisories: [Advisory]

  package init(
    identity: OrganizationIdentity,
    capabilities: TargetCapabilities,
    arena: ByteArena,
    members: MemberColumns,
    groups: OrganizationGroupColumns,
    memberships: Rows,
    untouchableGroups: [Int: String] = [:],
    restoreRefusals: [Int: String] = [:],
    seats: Seats? = nil,
    clockSkew: Int64? = nil,
    advisories: [Advisory] = []
  ) {
    self.identity = identity
    self.capabilities = capabilities
    self.arena = arena
    self.members = members
    self.groups = groups
    self.memberships = memberships
    self.untouchableGroups = untouchableGroups
    self.restoreRefusals = restoreRefusals
    self.seats = seats
    self.clockSkew = clockSkew
    self.advisories = advisories
  }

  package func member(_ index: Int) -> OrganizationMember {
    OrganizationMember(snapshot: self, index: index)
  }

  package func group(_ index: Int) -> OrganizationGroup {
    OrganizationGroup(snapshot: self, index: index)
  }

  /// Seats of a plan.
  package struct Seats: Equatable, Sendable {
    /// nil: as many as wanted.
    package let total: Int?
    package let used: Int

    package init(total: Int?, used: Int) {
      self.total = total
      self.used = used
    }
  }
}

/// The members of an organization, one array a field.
package struct MemberColumns: Sendable {
  package var ids: [Text] = []
  /// ``Text/none`` for unmanaged members.
  package var externalIDs: [Text] = []
  /// Lower-cased; ``Text/none`` if the target shows none.
  package var emails: [Text] = []
  package var names: [Text] = []
  package var statuses: [MemberStatus] = []
  package var roles: [MemberRole] = []
  /// The status to which a restore returns; `.unknown` if the target does not tell.
  package var priorStatuses: [MemberStatus] = []

  package init() {}

  package var count: Int { ids.count }
}

/// The groups of an organization, one array a field.
package struct OrganizationGroupColumns: Sendable {
  package var ids: [Text] = []
  package var externalIDs: [Text] = []
  package var names: [Text] = []

  package init() {}

  package var count: Int { ids.count }
}

/// One member of an organization, for reading.
package struct OrganizationMember: Sendable {
  package let snapshot: OrganizationSnapshot
  package let index: Int

  package var id: String { snapshot.arena.string(snapshot.members.ids[index]) ?? "" }
  package var externalID: String? { snapshot.arena.string(snapshot.members.externalIDs[index]) }
  package var email: String? { snapshot.arena.string(snapshot.members.emails[index]) }
  package var name: String? { snapshot.arena.string(snapshot.members.names[index]) }
  package var status: MemberStatus { snapshot.members.statuses[index] }
  package var role: MemberRole { snapshot.members.roles[index] }
  package var priorStatus: MemberStatus { snapshot.members.priorStatuses[index] }
}

/// One group of an organization, for reading.
package struct OrganizationGroup: Sendable {
  package let snapshot: OrganizationSnapshot
  package let index: Int

  package var id: String { snapshot.arena.string(snapshot.groups.ids[index]) ?? "" }
  package var externalID: String? { snapshot.arena.string(snapshot.groups.externalIDs[index]) }
  package var name: String { snapshot.arena.string(snapshot.groups.names[index]) ?? "" }
}
