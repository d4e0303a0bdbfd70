package import DirectoryModel

extension Plan {
  /// What `--only WHO` makes of a plan.
  package struct Part: Sendable {
    package let plan: Plan
    /// Those of whom was asked for that no change is about.
    package let unchanged: [String]
    /// Those of them that neither side knows.
    package let unknown: [String]
  }

  /// `--only WHO`: the changes of these members and groups alone, and what they depend on, with a digest of its own.
  ///
  /// Limits and holds stay as they were judged on the whole.
  ///
  /// - Parameters:
  ///   - who: Addresses (without case), external ids, ids of the organization, or names of groups.
  ///   - input: What the plan was made from: members are also named by what the directory has of them.
  /// - Returns: The smaller plan, and who has no part in it.
  package func only(_ who: [String], in input: PlannerInput) -> Part {
    var isChosen = [Bool](repeating: false, count: changes.count)
    var unchanged: [String] = []
    var unknown: [String] = []
    for word in who {
      let named = NamedSubjects(word, input, self)
      let numbers = changes.indices.filter { named.contains(changes[$0]) }
      for number in numbers { isChosen[number] = true }
      if numbers.isEmpty { unchanged.append(word) }
      if named.isEmpty { unknown.append(word) }
    }
    chooseConnected(&isChosen)
    return Part(plan: keeping { isChosen[$0] }, unchanged: unchanged, unknown: unknown)
  }

  /// What chosen changes depend on comes along, and all that hangs on a held link: one decision shows both.
  private func chooseConnected(_ isChosen: inout [Bool]) {
    var behindLink: [Int: [Int]] = [:]
    for (number, change) in changes.enumerated() {
      for required in change.requires
      where changes[required].action.links && changes[required].hold != nil {
        behindLink[required, default: []].append(number)
      }
    }
    var pending = changes.indices.filter { isChosen[$0] }
    while let number = pending.popLast() {
      let root = changes[number].hold?.root.map { [$0] } ?? []
      let connected = changes[number].requires + root + (behindLink[number] ?? [])
      for other in connected where !isChosen[other] {
        isChosen[other] = true
        pending.append(other)
      }
    }
  }

  /// The plan with some of its changes, and a digest of its own.
  ///
  /// - Parameter isKept: Whether the change at a position stays.
  /// - Returns: The smaller plan.
  package func keeping(_ isKept: (Int) -> Bool) -> Plan {
    var position = [Int?](repeating: nil, count: changes.count)
    var chosen: [Change] = []
    for number in changes.indices where isKept(number) {
      position[number] = chosen.count
      chosen.append(changes[number])
    }
    for index in chosen.indices {
      chosen[index].requires = chosen[index].requires.compactMap { position[$0] }
      let root = chosen[index].hold?.root
      chosen[index].hold?.root = root.flatMap { position[$0] }
    }
    holdWithoutSeat(&chosen)
    return replacing(changes: chosen)
  }

  /// A seat that a revocation outside of the part would have freed is not there.
  private func holdWithoutSeat(_ chosen: inout [Change]) {
    guard let free = limits.first(where: { $0.name == .seats })?.allowed else { return }
    let lost = changes.count(where: \.freesSeat) - chosen.count(where: \.freesSeat)
    let wanted = chosen.indices.filter {
      chosen[$0].hold == nil && (chosen[$0].action == .restore || chosen[$0].action == .invite)
    }
    for number in wanted.dropFirst(max(0, free - lost)) {
      chosen[number].hold = Hold(.limit, cure: HoldTexts.seatsCure, limit: .seats)
    }
    for number in chosen.indices where chosen[number].hold == nil {
      let root = chosen[number].requires.first { chosen[$0].hold?.limit == .seats }
      guard let root else { continue }
      chosen[number].hold = Hold(.dependsOn, cure: HoldTexts.dependentCure, root: root)
    }
  }

  private func replacing(changes: [Change]) -> Plan {
    Plan(
      organization: organization,
      memberCount: memberCount,
      groupCount: groupCount,
      seats: seats,
      sources: sources,
      changes: changes,
      advisories: advisories,
      limits: limits,
      digest: PlanDigest.digest(
        organization: organization,
        changes: changes,
        stops: stops.map(\.name)
      ),
      createdAt: createdAt,
      figures: figures
    )
  }
}

extension Change {
  /// An ordinary removal of somebody who takes a seat.
  var freesSeat: Bool {
    hold == nil && (action == .revoke || action == .remove) && (before?.status?.takesSeat ?? false)
  }
}
