internal import DirectoryModel

/// Where fewer than `protect.minimumOwners` confirmed owners would be left, all departing ones stay.
enum LastOwners {
  /// Takes the departures of last owners back, whoever planned them, and says so loudly unless a second read may show them.
  ///
  /// - Parameters:
  ///   - first: The first draft of a departure; nothing before it is touched, so that gates keep their places.
  ///   - world: The members.
  ///   - drafts: Loses what would leave too few owners.
  static func protect(from first: Int, _ world: World, _ drafts: inout Drafts) {
    func isConfirmedOwner(_ member: Int) -> Bool {
      world.members.roles[member] == .owner && world.members.statuses[member] == .confirmed
    }
    let leaving = drafts.list[first...].filter { isConfirmedOwner(Int($0.member)) }
    guard !leaving.isEmpty else { return }
    let owners = world.members.roles.indices.count(where: isConfirmedOwner)
    guard owners - leaving.count < world.policy.protection.minimumOwners else { return }
    for draft in leaving {
      drafts.fates[Int(draft.member)] = .keeps
      if draft.hold == .absentUnproven { continue }
      ProtectedDepartures.tell(Int(draft.member), draft.reason, draft.scopeRule, world, &drafts)
    }
    let kept = drafts.list[first...].filter { !isConfirmedOwner(Int($0.member)) }
    drafts.list.replaceSubrange(first..., with: kept)
  }
}
