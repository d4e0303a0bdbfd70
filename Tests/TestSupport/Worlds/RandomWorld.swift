package import DirectoryModel

extension PlainWorld {
  /// A small world in which about everything that can be odd is odd now and then.
  package static func random(seed: Int) -> PlainWorld {
    var generator = SeededGenerator(seed: UInt64(seed))
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
    var world = PlainWorld()
    let count = Int.random(in: 3...40, using: &generator)
    for number in 0..<count {
      let email = chance(4) ? nil : "p\(chance(5) ? 0 : number)@example.com"
      let state: EntryState = chance(8) ? .disabled : chance(3) ? .deleted : .active
      world.source.users.append(
        .init(
          "u\(chance(2) ? 1 : number)",
          email,
          state: state,
          marks: chance(4) ? .leftOutByFilter : []
        )
      )
    }
    let statuses: [MemberStatus] = [.staged, .invited, .accepted, .confirmed, .revoked]
    let roles: [MemberRole] = [.owner, .admin, .custom, .user, .user, .user, .user, .user]
    for number in 0..<Int.random(in: 0...40, using: &generator) {
      world.organization.members.append(
        .init(
          "m\(number)",
          chance(20) ? nil : chance(5) ? "old\(number)" : "u\(number)",
          "p\(chance(4) ? number + 1 : number)@example.com",
          status: statuses.randomElement(using: &generator) ?? .confirmed,
          role: roles.randomElement(using: &generator) ?? .user,
          prior: .confirmed
        )
      )
    }
    let groupCount = Int.random(in: 0...6, using: &generator)
    world.source.groups = (0..<groupCount).map { number in
      .init(
        "g\(number)",
        "G\(chance(10) ? 0 : number)",
        members: (0..<Int.random(in: 0...12, using: &generator)).map { _ in
          "u\(Int.random(in: 0..<count, using: &generator))"
        },
        subgroups: chance(30) ? ["g\(Int.random(in: 0..<groupCount, using: &generator))"] : []
      )
    }
    let members = world.organization.members.map(\.id)
    for number in 0..<Int.random(in: 0...6, using: &generator) {
      let row = PlainOrganization.Group(
        "og\(number)",
        chance(25) ? nil : "g\(number)",
        "G\(number)",
        members: Set(members.filter { _ in chance(30) })
      )
      world.organization.groups.append(row)
    }
    if chance(80) { world.remember() }
    if chance(20) { world.relinks = true }
    if chance(15) { world.policy.departures.disabled = .remove }
    if chance(10) { world.policy.groups.departed = .delete }
    return world
  }

  /// The same world in another order.
  package func shuffled(seed: Int) -> PlainWorld {
    var generator = SeededGenerator(seed: UInt64(seed) &+ 99)
    var world = self
    world.source.users.shuffle(using: &generator)
    world.source.groups?.shuffle(using: &generator)
    world.organization.members.shuffle(using: &generator)
    world.organization.groups.shuffle(using: &generator)
    return world
  }

  /// Does some changes, those whose requirements were done, and remembers whom it revoked.
  package mutating func run(_ plan: Plan, where isDone: (Int) -> Bool) {
    var done: Set<Int> = []
    for (number, change) in plan.changes.enumerated()
    where isDone(number) && change.requires.allSatisfy(done.contains) {
      done.insert(number)
      organization.apply(change)
      guard let id = change.member?.id else { continue }
      if change.action == .revoke {
        memory.revocations[id] = .init(
          at: now,
          priorStatus: change.before?.status ?? .unknown,
          externalID: change.member?.externalID
        )
      } else if change.action == .restore {
        memory.revocations[id] = nil
      }
    }
    remember()
  }
}
