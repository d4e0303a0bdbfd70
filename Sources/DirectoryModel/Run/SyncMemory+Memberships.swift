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

  /// Takes note of members that are gone, by their external ids: whoever comes back under one is in no group.
  package mutating func forgetMemberships(ofMembers gone: Set<String>) {
    guard !gone.isEmpty else { return }
    writtenMemberships = writtenMemberships.mapValues { Self.without(gone, $0) }
    doubtfulMemberships = doubtfulMemberships.mapValues { Self.without(gone, $0) }
      .filter { !$0.value.isEmpty }
  }

  private static func without(_ gone: Set<String>, _ members: Set<String>) -> Set<String> {
    members.isDisjoint(with: gone) ? members : members.subtracting(gone)
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
