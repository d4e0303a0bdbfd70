internal import DirectoryModel

/// `departures.removeAfter`: who was revoked by this tool that long ago, seen revoked by every good run since.
enum RemovalByAge {
  static func isDue(_ member: Int, _ world: World) -> Bool {
    guard let age = world.policy.departures.removeAfter, world.memory.loss == nil,
      world.isClockTrusted
    else { return false }
    let view = world.organization.member(member)
    guard let revocation = world.memory.revocations[view.id], !revocation.isInDoubt,
      revocation.isOf(view.externalID)
    else { return false }
    return world.now - revocation.at >= age
  }
}
