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

  /// Takes note of a member that is gone: whoever comes back under the id is in no group.
  package mutating func forgetMemberships(ofMember member: String?) {
    guard let member else { return }
    for group in writtenMemberships.keys { removeMembership(of: member, in: group) }
  }

  /// Takes note of a group that is gone: another of that id is empty.
  package mutating func forgetMemberships(inGroup group: String?) {
    guard let group else { return }
    writtenMemberships[group] = nil
    doubtfulMemberships[group] = nil
  }

  private mutating func settleMembership(of member: String, in group: String) {
    doubtfulMemberships[group]?.remove(member)
    if doubtfulMemberships[group]?.isEmpty ?? false { doubtfulMemberships[group] = nil }
  }
}
