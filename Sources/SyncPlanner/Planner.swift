package import DirectoryModel

/// Makes the plan: what the organization needs to match the roster, what waits for a person, what stops.
///
/// Pure, synchronous and deterministic. Linear in users, members, groups and memberships, but for sorting what changes.
package enum Planner {
  /// A plan, and what later runs need to remember of how it was made.
  package struct Result: Sendable {
    package let plan: Plan
    package let observations: Observations
  }

  /// - Parameter input: Both sides, the policy, what is remembered, and the time.
  /// - Returns: The plan, with holds and limits judged.
  /// - Throws: ``PlannerError`` where the configuration leaves open who is protected.
  package static func plan(_ input: PlannerInput) throws(PlannerError) -> Result {
    let world = World(input)
    let matching = Matching(world)
    let protection = try ProtectedMembers(world)
    var drafts = Drafts(memberCount: world.members.count)
    DuplicateMembers.plan(world, matching, &drafts)
    var replacedIDs: [String] = []
    if AddressMatching.isNeeded(world, matching) {
      var addresses = AddressMatching(world, matching, protection)
      addresses.plan(&drafts)
      replacedIDs = addresses.replacedIDs
    }
    MatchedMembers.plan(world, matching, protection, &drafts)
    let firstDeparture = drafts.list.count
    Departures.plan(world, matching, protection, &drafts)
    UnmanagedMembers.plan(world, protection, &drafts)
    LastOwners.protect(from: firstDeparture, world, &drafts)
    var groups = GroupMatching(world)
    if world.roster.syncsGroups {
      groups.plan(&drafts)
      Memberships.plan(world, matching, groups, &drafts)
      GroupDepartures.plan(world, matching, groups, &drafts)
    }
    OrderOfDoing.sort(&drafts, world)
    Dependencies.hold(&drafts)
    var judged = LimitInput(
      world: world,
      drafts: drafts,
      matching: matching,
      groups: groups,
      replacedIDs: replacedIDs
    )
    let limits = Limits.judge(&judged)
    return Result(
      plan: assemble(world, judged.drafts, limits),
      observations: judged.drafts.observations
    )
  }

  private static func assemble(
    _ world: World,
    _ drafts: Drafts,
    _ limits: [LimitVerdict]
  ) -> Plan {
    let changes = PlanAssembly.changes(drafts, world)
    let stops = limits.filter { $0.exceeded && $0.consequence == .stop }.map(\.name)
    var advisories = world.roster.advisories + world.organization.advisories + drafts.advisories
    advisories += world.directory.advisories.filter { !isCoveredByResolver.contains($0.kind) }
    if let loss = world.memory.loss {
      advisories.append(Advisory("memoryLost", subject: "state", message: loss))
    }
    let removals = changes.count { $0.action == .remove }
    if removals > 0, let note = world.can.removalNote {
      advisories.append(Advisory("removal", subject: "\(removals) to remove", message: note))
    }
    if !world.isClockTrusted, let skew = world.organization.clockSkew {
      advisories.append(
        Advisory(
          "clockSkew",
          subject: "clock",
          message:
            "this host's clock and the organization's differ by \(abs(skew)) s: no conclusion is drawn from time"
        )
      )
    }
    return Plan(
      organization: world.organization.identity,
      memberCount: world.members.count,
      groupCount: world.organization.groups.count,
      seats: world.organization.seats,
      sources: world.directory.readings.map(summary),
      changes: changes,
      advisories: sorted(advisories),
      limits: limits,
      digest: PlanDigest.digest(
        organization: world.organization.identity,
        changes: changes,
        stops: stops
      ),
      createdAt: world.now,
      figures: figures(world.directory.readings)
    )
  }

  /// What a reader warns of and the resolver says again, with what follows from it.
  private static let isCoveredByResolver: Set<Advisory.Kind> = [
    "missing-email", "duplicate-email", "deleted-duplicate-of-active", "group-cycle",
  ]

  private static func sorted(_ advisories: [Advisory]) -> [Advisory] {
    advisories.sorted { left, right in
      if left.needsDecision != right.needsDecision { return left.needsDecision }
      if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
      if !left.subject.utf8.elementsEqual(right.subject.utf8) {
        return left.subject.utf8.lexicographicallyPrecedes(right.subject.utf8)
      }
      return left.message.utf8.lexicographicallyPrecedes(right.message.utf8)
    }
  }

  private static func summary(_ reading: SourceReading) -> SourceSummary {
    SourceSummary(
      description: reading.description,
      users: reading.entryCount,
      groups: reading.groups?.count,
      completeness: reading.least
    )
  }

  private static func figures(_ readings: [SourceReading]) -> PlanFigures {
    var figures = PlanFigures()
    for reading in readings {
      figures.sources[reading.description.name] = PlanFigures.Source(
        users: reading.entryCount,
        attributes: reading.attributeCounts,
        exportModified: reading.modifiedAt,
        changeMarks: reading.changeMarks
      )
    }
    return figures
  }
}
