import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

/// What holds in every world; the number in a failure is the seed.
@Suite struct LawTests {
  private static let seeds = 1...400

  @Test func `any order of the input makes the same plan`() throws {
    for seed in Self.seeds {
      let world = PlainWorld.random(seed: seed)
      // Entries that contradict each other are read in order by nobody but the reader.
      guard Self.hasDistinctIDs(world) else { continue }
      #expect(try world.shuffled(seed: seed).plan() == world.plan(), "seed \(seed)")
    }
  }

  @Test func `after everything was applied nothing is left, but for addresses that must come free`()
    throws
  {
    for seed in Self.seeds {
      var world = PlainWorld.random(seed: seed)
      var rounds = 0
      while rounds < 6 {
        let plan = try world.plan()
        if plan.changes.isEmpty { break }
        world.run(plan) { _ in true }
        rounds += 1
      }
      #expect(try world.lines() == [], "seed \(seed) after \(rounds) rounds")
    }
  }

  @Test func `any part of the calls failing arrives at the same end`() throws {
    for seed in Self.seeds {
      var straight = PlainWorld.random(seed: seed)
      guard Self.hasDistinctIDs(straight) else { continue }
      // Whether an id can still be replaced depends on whether its member was revoked first.
      straight.relinks = false
      var crooked = straight
      var generator = SeededGenerator(seed: UInt64(seed) &+ 7)
      for _ in 0..<6 {
        straight.run(try straight.plan()) { _ in true }
        crooked.run(try crooked.plan()) { _ in Bool.random(using: &generator) }
      }
      for _ in 0..<6 { crooked.run(try crooked.plan()) { _ in true } }
      #expect(try crooked.lines() == [], "seed \(seed)")
      #expect(
        Self.shape(crooked.organization).symmetricDifference(Self.shape(straight.organization))
          == [],
        "seed \(seed)"
      )
    }
  }

  @Test func `protected members are untouched, unmanaged ones linked or held`() throws {
    for seed in Self.seeds {
      let world = PlainWorld.random(seed: seed)
      let members = Dictionary(
        uniqueKeysWithValues: world.organization.members.map { ($0.id, $0) }
      )
      for change in try world.plan().changes {
        guard let id = change.member?.id, let member = members[id] else { continue }
        #expect(member.role != .owner, "seed \(seed): \(change.line)")
        guard member.externalID == nil else { continue }
        let dependsOnLink = !change.requires.isEmpty
        #expect(
          change.action == .link || dependsOnLink
            || (change.reason.code == .disabledByAddress && change.hold != nil),
          "seed \(seed): \(change.line)"
        )
      }
    }
  }

  @Test func `an entry with a copied address never shrinks what is taken from an id`() throws {
    for seed in Self.seeds {
      var world = PlainWorld.random(seed: seed)
      // A relink takes the place of a departure, and is always held.
      world.relinks = false
      let before = Self.taken(try world.plan())
      guard let victim = world.source.users.first(where: { $0.email != nil }) else { continue }
      world.source.users.append(.init("copycat", victim.email))
      let after = Self.taken(try world.plan())
      #expect(after.isSuperset(of: before), "seed \(seed)")
    }
  }

  @Test func `nothing goes ahead that requires a held change`() throws {
    for seed in Self.seeds {
      let plan = try PlainWorld.random(seed: seed).plan()
      for change in plan.changes where change.hold == nil {
        #expect(
          change.requires.allSatisfy { plan.changes[$0].hold == nil },
          "seed \(seed): \(change.line)"
        )
      }
      guard plan.stops.isEmpty else { continue }
      let approved = try plan.approved(.ordinary)
      #expect(approved.numbers.allSatisfy { plan.changes[$0].hold == nil }, "seed \(seed)")
    }
  }

  private static func hasDistinctIDs(_ world: PlainWorld) -> Bool {
    Set(world.source.users.map(\.id)).count == world.source.users.count
  }

  /// Revocations, removals and lost memberships of external ids, held or not.
  private static func taken(_ plan: Plan) -> Set<String> {
    Set(plan.changes.filter { $0.action.takes && $0.member?.externalID != nil }.map(\.key))
  }

  /// An organization without the ids that it made itself.
  private static func shape(_ organization: PlainOrganization) -> Set<String> {
    var shape: Set<String> = []
    var names: [String: String] = [:]
    for member in organization.members {
      let name = "\(member.externalID ?? "-") \(member.email)"
      names[member.id] = name
      shape.insert("\(name) \(member.status == .revoked)")
    }
    for group in organization.groups {
      shape.insert("group \(group.externalID ?? "-") \(group.name)")
      for member in group.members { shape.insert("\(group.name): \(names[member] ?? "")") }
    }
    return shape
  }
}
