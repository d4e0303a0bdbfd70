import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What holds in every world; the number in a failure is the seed.
@Suite struct LawTests {
  /// `ROLLCALL_LAW_FACTOR=20` tries that many times as many worlds.
  private static let factor =
    ProcessInfo.processInfo.environment["ROLLCALL_LAW_FACTOR"].flatMap(Int.init) ?? 1

  /// Seeds from 1 in eight blocks, so that they run side by side.
  private static func seeds(_ count: Int) -> [Range<Int>] {
    let size = (count * factor + 7) / 8
    return (0..<8).map { 1 + $0 * size..<1 + ($0 + 1) * size }
  }

  @Test("any order of the input makes the same bytes", arguments: seeds(600))
  func order(seeds: Range<Int>) throws {
    for seed in seeds {
      let world = PlainWorld.random(seed: seed)
      let plan = try world.plan()
      let other = try world.shuffled(seed: seed).plan()
      #expect(plan == other, "seed \(seed): \(Self.difference(plan, other))")
    }
  }

  @Test("once everything was applied, one more run leaves nothing", arguments: seeds(400))
  func convergence(seeds: Range<Int>) throws {
    for seed in seeds {
      var world = PlainWorld.random(seed: seed)
      var rounds: [Plan] = []
      while rounds.count < 8 {
        let plan = try world.plan()
        if plan.changes.isEmpty { break }
        rounds.append(plan)
        world.run(plan) { _ in true }
      }
      // An address that another member must leave first costs a run.
      let isWaiting: Set<Advisory.Kind> = ["emailTaken", "ambiguousMatch", "externalIdConflict"]
      let waiting = rounds.first?.advisories.count { isWaiting.contains($0.kind) } ?? 0
      let told = rounds.map { $0.changes.map(\.line) }
      #expect(rounds.count <= 2 + waiting, "seed \(seed): \(told)")
    }
  }

  @Test("every plan keeps the laws of a plan", arguments: seeds(2000))
  func laws(seeds: Range<Int>) throws {
    for seed in seeds {
      let world = PlainWorld.random(seed: seed)
      let plan = try world.plan()
      Self.checkDependencies(plan, seed)
      Self.checkOrder(plan, seed)
      try Self.checkStops(plan, seed)
      Self.checkProtection(plan, world, seed)
      Self.checkFailedLinks(plan, world, seed)
      Self.checkOwners(plan, world, seed)
    }
  }

  /// Nothing that goes ahead requires what is held, or what comes later; every dependent names a root.
  private static func checkDependencies(_ plan: Plan, _ seed: Int) {
    let wrong = plan.changes.enumerated().filter { number, change in
      let root = change.hold?.root.flatMap { plan.changes[$0].hold?.why }
      let isRooted = change.hold?.why != .dependsOn || (root != nil && root != .dependsOn)
      let isFree = change.requires.allSatisfy { plan.changes[$0].hold == nil }
      return !isRooted || change.requires.contains { $0 >= number } || change.hold == nil && !isFree
    }
    #expect(wrong.map(\.element.line) == [], "seed \(seed)")
  }

  /// What takes comes before what gives, but for what is lost by a link.
  private static func checkOrder(_ plan: Plan, _ seed: Int) {
    let firstGift = plan.changes.firstIndex { !$0.action.takes } ?? plan.changes.count
    let late = plan.changes[firstGift...].filter { $0.action.takes && $0.requires.isEmpty }
    #expect(late.map(\.line) == [], "seed \(seed)")
  }

  /// Over a stop nothing is approved but by the plan's digest.
  private static func checkStops(_ plan: Plan, _ seed: Int) throws {
    let all = Array(plan.changes.indices)
    if plan.stops.isEmpty {
      let ordinary = try plan.approved(.ordinary).numbers
      #expect(ordinary == all.filter { plan.changes[$0].hold == nil }, "seed \(seed)")
    } else {
      #expect(throws: ApprovalError.stopped(plan.stops)) { try plan.approved(.ordinary) }
      #expect(throws: ApprovalError.stopped(plan.stops)) {
        try plan.approved(.answered(held: Set(all)))
      }
    }
    let approval = Approval.whole(digest: DigestPrefix(of: plan))
    #expect(try plan.approved(approval).numbers == all, "seed \(seed)")
  }

  /// Protected members are untouched, unmanaged ones linked, or revoked by a person.
  private static func checkProtection(_ plan: Plan, _ world: PlainWorld, _ seed: Int) {
    let members = Dictionary(uniqueKeysWithValues: world.organization.members.map { ($0.id, $0) })
    let wrong = plan.changes.filter { change in
      guard let id = change.member?.id, let member = members[id] else { return false }
      let isHeld = change.reason.code == .disabledByAddress && change.hold != nil
      let isLinked = change.action == .link || !change.requires.isEmpty
      return isProtected(member, world) || member.externalID == nil && !isHeld && !isLinked
    }
    #expect(wrong.map(\.line) == [], "seed \(seed)")
  }

  /// Nothing is taken on a link that failed.
  private static func checkFailedLinks(_ plan: Plan, _ before: PlainWorld, _ seed: Int) {
    var world = before
    let links: Set<ChangeAction> = [.link, .relink, .linkGroup, .relinkGroup]
    let done = world.run(plan) { !links.contains(plan.changes[$0].action) }
    let groups = Set(before.organization.groups.filter { $0.externalID == nil }.map(\.id))
    let members = Set(before.organization.members.filter { $0.externalID == nil }.map(\.id))
    let wrong = done.map { plan.changes[$0] }.filter { change in
      change.action == .removeFromGroup
        && (groups.contains(change.group?.id ?? "") || members.contains(change.member?.id ?? ""))
    }
    #expect(wrong.map(\.line) == [], "seed \(seed)")
  }

  /// Enough confirmed owners stay, whatever is let pass.
  private static func checkOwners(_ plan: Plan, _ before: PlainWorld, _ seed: Int) {
    func owners(_ world: PlainWorld) -> Int {
      world.organization.members.count { $0.role == .owner && $0.status == .confirmed }
    }
    var after = before
    after.run(plan) { _ in true }
    let least = min(owners(before), before.policy.protection.minimumOwners)
    #expect(owners(after) >= least, "seed \(seed): \(owners(before)) owners before")
  }

  @Test("any part of the calls failing arrives at the same end", arguments: seeds(240))
  func failures(seeds: Range<Int>) throws {
    for seed in seeds {
      var straight = PlainWorld.random(seed: seed)
      // Whether an id can still be replaced depends on whether its member was revoked first.
      straight.relinks = false
      var crooked = straight
      var generator = SeededGenerator(seed: UInt64(seed) &+ 7)
      for _ in 0..<3 { crooked.run(try crooked.plan()) { _ in Bool.random(using: &generator) } }
      try Self.settle(&straight)
      try Self.settle(&crooked)
      let difference = Self.shape(crooked.organization).symmetricDifference(
        Self.shape(straight.organization)
      )
      #expect(difference == [], "seed \(seed)")
    }
  }

  @Test("a copied address never shrinks what is taken from an id", arguments: seeds(600))
  func copiedAddress(seeds: Range<Int>) throws {
    for seed in seeds {
      var world = PlainWorld.random(seed: seed)
      // A relink takes the place of a departure, and is always held.
      world.relinks = false
      let before = Self.taken(try world.plan())
      guard let victim = world.source.users.first(where: { $0.email != nil }) else { continue }
      world.source.users.append(.init("copycat", victim.email))
      let after = Self.taken(try world.plan())
      #expect(before.subtracting(after) == [], "seed \(seed)")
    }
  }

  private static func isProtected(
    _ member: PlainOrganization.Member,
    _ world: PlainWorld
  ) -> Bool {
    let protection = world.policy.protection
    return protection.roles.contains(member.role) || protection.members.contains(member.email)
      || protection.members.contains("id:\(member.id)")
  }

  /// Runs until nothing is planned.
  private static func settle(_ world: inout PlainWorld) throws {
    for _ in 0..<12 {
      let plan = try world.plan()
      if plan.changes.isEmpty { return }
      world.run(plan) { _ in true }
    }
    Issue.record("does not settle: \(try world.lines())")
  }

  /// Revocations, removals and lost memberships of external ids, held or not.
  ///
  /// Without what a restored member loses first: without the restore it has no access to lose.
  private static func taken(_ plan: Plan) -> Set<String> {
    let beforeRestores = Set(
      plan.changes.filter { $0.action == .restore }.flatMap(\.requires)
    )
    return Set(
      plan.changes.indices.filter { number in
        let change = plan.changes[number]
        return change.action.takes && change.member?.externalID != nil
          && !beforeRestores.contains(number)
          && !change.requires.contains { plan.changes[$0].action == .restore }
      }
      .map { plan.changes[$0].key }
    )
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

  /// What differs, for the message of a failure.
  private static func difference(_ left: Plan, _ right: Plan) -> String {
    for (a, b) in zip(left.changes, right.changes) where a != b { return "\(a) \(b)" }
    if left.changes != right.changes { return "\(left.changes.count) \(right.changes.count)" }
    for (a, b) in zip(left.advisories, right.advisories) where a != b { return "\(a) \(b)" }
    if left.advisories != right.advisories { return "advisories" }
    for (a, b) in zip(left.limits, right.limits) where a != b { return "\(a) \(b)" }
    return "something else"
  }
}
