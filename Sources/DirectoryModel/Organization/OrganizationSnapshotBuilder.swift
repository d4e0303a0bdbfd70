/// Collects members, groups and memberships into an ``OrganizationSnapshot``.
package struct OrganizationSnapshotBuilder: ~Copyable {
  package var texts = ByteArenaBuilder()
  package private(set) var members = MemberColumns()
  package private(set) var groups = OrganizationGroupColumns()
  package var untouchableGroups: [Int: String] = [:]
  package var restoreRefusals: [Int: String] = [:]
  package var seats: OrganizationSnapshot.Seats?
  package var clockSkew: Int64?
  package var advisories: [Advisory] = []
  private var pairs: [(row: UInt32, value: UInt32)] = []

  package init() {}

  /// One member; texts are those of the builder's arena.
  package struct Member: Sendable {
    package var id: Text
    package var externalID = Text.none
    package var email = Text.none
    package var name = Text.none
    package var status: MemberStatus
    package var role: MemberRole
    package var priorStatus = MemberStatus.unknown

    package init(id: Text, status: MemberStatus, role: MemberRole) {
      self.id = id
      self.status = status
      self.role = role
    }
  }

  /// - Returns: The row.
  @discardableResult
  package mutating func add(_ member: Member) -> Int {
    members.ids.append(member.id)
    // A blank external id is none: whoever carries it is unmanaged.
    members.externalIDs.append(member.externalID.isBlank ? .none : member.externalID)
    members.emails.append(member.email)
    members.names.append(member.name)
    members.statuses.append(member.status)
    members.roles.append(member.role)
    members.priorStatuses.append(member.priorStatus)
    return members.count - 1
  }

  /// - Returns: The row.
  @discardableResult
  package mutating func addGroup(id: Text, externalID: Text, name: Text) -> Int {
    groups.ids.append(id)
    groups.externalIDs.append(externalID.isBlank ? .none : externalID)
    groups.names.append(name)
    return groups.count - 1
  }

  package mutating func addMembership(member: Int, group: Int) {
    pairs.append((UInt32(group), UInt32(member)))
  }

  package mutating func build(
    identity: OrganizationIdentity,
    capabilities: TargetCapabilities
  ) -> OrganizationSnapshot {
    OrganizationSnapshot(
      identity: identity,
      capabilities: capabilities,
      arena: texts.finish(),
      members: members,
      groups: groups,
      memberships: Rows(count: groups.count, pairs: pairs),
      untouchableGroups: untouchableGroups,
      restoreRefusals: restoreRefusals,
      seats: seats,
      clockSkew: clockSkew,
      advisories: advisories
    )
  }
}
