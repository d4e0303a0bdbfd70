internal import DirectoryModel

extension PlainWorld {
  mutating func chooseMemory(_ dice: inout Dice) {
    guard dice.chance(80) else { return }
    remember()
    // Some of the organization's ids were seen once, and are gone now.
    let old = organization.members.compactMap(\.externalID).filter { _ in dice.chance(50) }
    let oldGroups = organization.groups.compactMap(\.externalID).filter { _ in dice.chance(70) }
    rememberSeen(old, groups: oldGroups, in: dice.number(0...sources.count - 1))
    for member in organization.members where member.status == .revoked && dice.chance(60) {
      rememberRevocation(of: member.id, daysAgo: Int64(dice.number(0...60)))
    }
  }

  mutating func choosePolicy(_ dice: inout Dice) {
    policy.departures.disabled = dice.one([.revoke, .revoke, .revoke, .remove, .keep])
    policy.departures.absent = dice.one([.revoke, .revoke, .revoke, .remove, .keep])
    if dice.chance(20) { policy.departures.removeAfter = 30 * 86_400 }
    policy.groups.departed = dice.one([.empty, .empty, .delete, .keep])
    policy.restore = dice.one([.own, .own, .always, .never])
    if dice.chance(20) { policy.protection.roles = [] }
    if dice.chance(10) { policy.protection.minimumOwners = 3 }
    if dice.chance(20) { policy.protection.members = ["id:m3", "id:m5"] }
    if dice.chance(30) { policy.users.prefer = ["first", "second"] }
    if dice.chance(15) { policy.users.exclude = ["p1*@example.com"] }
    if dice.chance(5) { policy.adoptsMembersByEmail = false }
    if dice.chance(5) { policy.adoptsGroupsByName = false }
    if dice.chance(10) { policy.groups.exclude = ["G1"] }
    if dice.chance(20) { relinks = true }
    if dice.chance(10) { memory.fingerprint = "another" }
    if dice.chance(10) { organization.seats = .init(total: dice.number(0...50), used: 20) }
  }

  mutating func chooseOddities(_ dice: inout Dice) {
    if dice.chance(10) { organization.capabilities.canRevoke = false }
    if dice.chance(5) { organization.capabilities.canDeleteGroups = false }
    if dice.chance(5) { organization.capabilities.canRenameGroups = false }
    if dice.chance(10) { organization.capabilities.emailChangeableIn = [.staged] }
    for source in sources.indices {
      if dice.chance(5) { sources[source].isStatusKnown = false }
      sources[source].completeness = dice.one([.proven, .proven, .proven, .unproven])
      guard dice.chance(5) else { continue }
      sources[source].completeness = .doubtful
      var rules = SyncPolicy.SourceRules()
      rules.doubtful = .additionsOnly
      policy.sources[sources[source].name] = rules
    }
  }
}

/// Throws that come again with the same seed.
struct Dice {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// True in that many of a hundred throws.
  mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  mutating func one<Value>(_ values: [Value]) -> Value { values[number(0...values.count - 1)] }
}
