extension SyncMemory {
  /// Takes note of a membership that was written, or with `isDoubtful` was perhaps written.
  ///
  /// - Parameters:
  ///   - member: The member's external id.
  ///   - group: The group's external id.
  ///   - isDoubtful: Nobody has said that it is there.
  package mutating func addMembership(of member: String, in group: String, isDoubtful: Bool) {
    writtenMemberships[group, default: []].insert(member)
    if isDoubtful {
      doubtfulMemberships[group, default: []].insert(member)
    } else {
      settleMembership(of: member, in: group)
    }
  }

  /// Takes note of a membership that was taken away.
  package mutating func removeMembership(of member: String, in group: String) {
    writtenMemberships[group]?.remove(member)
    settleMembership(of: member, in: group)
  }

  private mutating func settleMembership(of member: String, in group: String) {
    doubtfulMemberships[group]?.remove(member)
    if doubtfulMemberships[group]?.isEmpty ?? false { doubtfulMemberships[group] = nil }
  }
}
