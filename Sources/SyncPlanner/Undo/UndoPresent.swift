internal import DirectoryModel

/// The organization as it is now, for looking up what an earlier run has left.
struct UndoPresent {
  let organization: OrganizationSnapshot
  let memberships: Rows
  let minimumOwners: Int
  private let protection: SyncPolicy.Protection
  private let revocations: [String: SyncMemory.Revocation]
  private let endedAt: Timestamp
  private var memberRows: [String: Int] = [:]
  private var groupRows: [String: Int] = [:]
  /// Members by external id, for those whom the run invited; a double is nobody.
  private var memberRowsByExternalID: [String: Int?] = [:]
  private var groupRowsByExternalID: [String: Int?] = [:]
  private let protectedAddresses: Set<String>
  private var addresses: Set<String> = []

  init(
    _ organization: OrganizationSnapshot,
    policy: SyncPolicy,
    memory: SyncMemory,
    endedAt: Timestamp
  ) {
    self.organization = organization
    self.endedAt = endedAt
    revocations = memory.loss == nil ? memory.revocations : [:]
    memberships =
      organization.capabilities.showsMemberships
      ? organization.memberships : WrittenMemberships.rows(organization, memory.writtenMemberships)
    protection = policy.protection
    minimumOwners = policy.protection.minimumOwners
    protectedAddresses = Set(policy.protection.members.compactMap(EmailAddress.normalized))
    for row in organization.members.ids.indices {
      let member = organization.member(row)
      memberRows[member.id] = row
      if let email = member.email { addresses.insert(email) }
      if let id = member.externalID {
        memberRowsByExternalID[id] = .some(memberRowsByExternalID[id] == nil ? row : nil)
      }
    }
    for row in organization.groups.ids.indices {
      let group = organization.group(row)
      groupRows[group.id] = row
      if let id = group.externalID {
        groupRowsByExternalID[id] = .some(groupRowsByExternalID[id] == nil ? row : nil)
      }
    }
  }

  var can: TargetCapabilities { organization.capabilities }

  /// The member of a past change: by the organization's id, else by the external id that the run gave.
  func member(of past: PastChange) -> OrganizationMember? {
    let reference = past.change.member
    let created = past.change.action == .invite ? past.createdID : nil
    if let id = reference?.id ?? created {
      return memberRows[id].map { organization.member($0) }
    }
    guard let id = reference?.externalID, let row = memberRowsByExternalID[id] else { return nil }
    return row.map { organization.member($0) }
  }

  /// The group of a past change, likewise.
  func group(of past: PastChange) -> OrganizationGroup? {
    let reference = past.change.group
    let created = past.change.action == .createGroup ? past.createdID : nil
    if let id = reference?.id ?? created {
      return groupRows[id].map { organization.group($0) }
    }
    guard let id = reference?.externalID, let row = groupRowsByExternalID[id] else { return nil }
    return row.map { organization.group($0) }
  }

  /// Rows of memberships are sorted: halving finds a member.
  func isMember(_ member: OrganizationMember, of group: OrganizationGroup) -> Bool {
    let wanted = UInt32(member.index)
    var range = memberships.range(group.index)
    while let first = range.first {
      let middle = first + range.count / 2
      if memberships.values[middle] == wanted { return true }
      range = memberships.values[middle] < wanted ? middle + 1..<range.upperBound : first..<middle
    }
    return false
  }

  /// Whether the run that is taken back revoked this member, and every good run since has seen it so: what somebody
  /// else or a later run has decided stands.
  func isOwnRevocation(_ member: OrganizationMember) -> Bool {
    guard let revocation = revocations[member.id], revocation.isOf(member.externalID)
    else { return false }
    return revocation.at <= endedAt
  }

  /// Whether somebody else may have revoked a member that this tool had begun to revoke or restore.
  func isInDoubt(_ member: OrganizationMember) -> Bool {
    revocations[member.id]?.isInDoubt ?? false
  }

  func isProtected(_ member: OrganizationMember) -> Bool {
    protection.roles.contains(member.role)
      || member.email.map { protectedAddresses.contains($0) } ?? false
      || protection.members.contains("id:" + member.id)
  }

  func isConfirmedOwner(_ row: Int) -> Bool {
    organization.members.roles[row] == .owner && organization.members.statuses[row] == .confirmed
  }

  func hasAddress(_ email: String) -> Bool { addresses.contains(email) }

  func row(ofMember id: String?) -> Int? { id.flatMap { memberRows[$0] } }

  func row(ofGroup id: String?) -> Int? { id.flatMap { groupRows[$0] } }
}
