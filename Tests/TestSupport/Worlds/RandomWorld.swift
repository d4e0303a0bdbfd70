internal import DirectoryModel

extension PlainWorld {
  /// A small world in which about everything that can be odd is odd now and then.
  package static func random(seed: Int) -> PlainWorld {
    var dice = Dice(seed: UInt64(seed))
    var world = PlainWorld()
    world.sources = dice.chance(25) ? [.init(), .init()] : [.init()]
    for number in world.sources.indices { world.sources[number].name = "source\(number)" }
    let count = dice.number(3...40)
    world.addUsers(count, &dice)
    world.addMembers(count, &dice)
    world.addSourceGroups(users: count, &dice)
    world.addGroups(&dice)
    world.chooseMemory(&dice)
    world.choosePolicy(&dice)
    world.chooseOddities(&dice)
    return world
  }

  private mutating func addUsers(_ count: Int, _ dice: inout Dice) {
    for number in 0..<count {
      let state: EntryState =
        dice.chance(8) ? .disabled : dice.chance(3) ? .deleted : dice.chance(2) ? .unknown : .active
      let user = PlainDirectory.User(
        "u\(dice.chance(3) ? 1 : number)",
        dice.chance(4) ? nil : "p\(dice.chance(5) ? 0 : number)@example.com",
        name: dice.chance(50) ? "Name \(dice.number(0...count))" : nil,
        state: state,
        marks: dice.chance(4) ? .leftOutByFilter : [],
        preferences: dice.chance(20) ? UInt32(dice.number(0...3)) : 0,
        changeTime: dice.chance(10) ? Int64(dice.number(0...3)) : 0
      )
      sources[dice.number(0...sources.count - 1)].users.append(user)
    }
    for number in sources.indices where sources[number].users.isEmpty {
      sources[number].users.append(.init("alone\(number)", "alone\(number)@example.com"))
    }
  }

  private mutating func addMembers(_ count: Int, _ dice: inout Dice) {
    for number in 0..<dice.number(0...count + 5) {
      let external = dice.chance(20) ? nil : dice.chance(6) ? "old\(number / 2)" : "u\(number)"
      organization.members.append(
        .init(
          "m\(number)",
          external,
          "p\(dice.chance(6) ? dice.number(0...count) : number)@example.com",
          name: dice.chance(50) ? "Name \(number)" : nil,
          status: dice.one([.staged, .invited, .accepted, .confirmed, .confirmed, .revoked]),
          role: dice.one([.owner, .admin, .custom, .user, .user, .user, .user, .user]),
          prior: dice.one([.confirmed, .unknown, .invited])
        )
      )
    }
  }

  private mutating func addSourceGroups(users: Int, _ dice: inout Dice) {
    for source in sources.indices {
      guard !dice.chance(8) else {
        sources[source].groups = nil
        continue
      }
      let count = dice.number(0...6)
      sources[source].groups = (0..<count).map { number in
        .init(
          "g\(source * (dice.chance(95) ? 10 : 0) + number)",
          "G\(dice.chance(10) ? 0 : number)",
          members: (0..<dice.number(0...12)).map { _ in "u\(dice.number(0...users))" },
          subgroups: dice.chance(30) ? ["g\(source * 10 + dice.number(0...count))"] : [],
          isDoubtful: dice.chance(5)
        )
      }
    }
  }

  private mutating func addGroups(_ dice: inout Dice) {
    for number in 0..<dice.number(0...8) {
      let id = dice.chance(25) ? nil : dice.chance(15) ? "oldg\(number)" : "g\(number)"
      let members = organization.members.map(\.id).filter { _ in dice.chance(30) }
      organization.groups.append(
        .init("og\(number)", id, "G\(dice.chance(10) ? 0 : number)", members: Set(members))
      )
      if dice.chance(6) { organization.untouchableGroups["og\(number)"] = "lists too few" }
    }
  }

  /// The same world in another order.
  package func shuffled(seed: Int) -> PlainWorld {
    var generator = SeededGenerator(seed: UInt64(seed) &+ 99)
    var world = self
    for source in world.sources.indices {
      world.sources[source].users.shuffle(using: &generator)
      world.sources[source].groups?.shuffle(using: &generator)
    }
    world.organization.members.shuffle(using: &generator)
    world.organization.groups.shuffle(using: &generator)
    return world
  }
}
