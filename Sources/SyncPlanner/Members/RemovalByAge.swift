internal import DirectoryModel

/// `departures.removeAfter`: who was revoked by this tool that long ago, seen revoked by every good run since.
enum RemovalByAge {
  static func isDue(_ member: String, _ world: World) -> Bool {
    guard let age = world.policy.departures.removeAfter, world.memory.loss == nil,
      world.isClockTrusted, let revocation = world.memory.revocations[member]
    else { return false }
    return world.now - revocation.at >= age
  }
}
