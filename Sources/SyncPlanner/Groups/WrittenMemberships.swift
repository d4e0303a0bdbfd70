internal import DirectoryModel

/// On a target that shows no members of any group, what this tool last wrote is the present.
enum WrittenMemberships {
  /// - Parameters:
  ///   - organization: The members and groups.
  ///   - memberships: External ids of members by that of the group.
  /// - Returns: Members of each group; none where nothing is remembered, so that there are only additions.
  static func rows(
    _ organization: OrganizationSnapshot,
    _ memberships: [String: Set<String>]
  ) -> Rows {
    if memberships.isEmpty { return Rows(count: organization.groups.count) }
    let members = RowIndex(organization.members.externalIDs, arena: organization.arena)
    var pairs: [(row: UInt32, value: UInt32)] = []
    for group in organization.groups.ids.indices {
      guard let id = organization.group(group).externalID else { continue }
      for member in memberships[id] ?? [] {
        if let row = members.first(member) { pairs.append((UInt32(group), UInt32(row))) }
      }
    }
    return Rows(count: organization.groups.count, pairs: pairs)
  }
}
