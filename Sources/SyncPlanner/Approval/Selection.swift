package import DirectoryModel

extension Plan {
  /// `--only WHO`: the changes of these members and groups alone, and what they depend on, with a digest of its own.
  ///
  /// Limits and holds stay as they were judged on the whole. `who` is an address (without case), an external id, an id
  /// of the organization, or a group's name.
  ///
  /// - Returns: The smaller plan, and those of `who` that no change is about.
  package func only(_ who: [String]) -> (plan: Plan, unknown: [String]) {
    var isChosen = [Bool](repeating: false, count: changes.count)
    var unknown: [String] = []
    for selector in who {
      var hasMatch = false
      for (number, change) in changes.enumerated() where change.isAbout(selector) {
        isChosen[number] = true
        hasMatch = true
      }
      if !hasMatch { unknown.append(selector) }
    }
    var pending = changes.indices.filter { isChosen[$0] }
    while let number = pending.popLast() {
      let root = changes[number].hold?.root.map { [$0] } ?? []
      for required in changes[number].requires + root where !isChosen[required] {
        isChosen[required] = true
        pending.append(required)
      }
    }
    return (keeping { isChosen[$0] }, unknown)
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
  fileprivate var freesSeat: Bool {
    hold == nil && (action == .revoke || action == .remove) && (before?.status?.takesSeat ?? false)
  }

  /// Whether `who` names the member or group of this change.
  package func isAbout(_ who: String) -> Bool {
    if let member {
      if member.id == who || member.externalID == who { return true }
      if EmailAddress.normalized(who) == member.email { return true }
    }
    guard let group else { return false }
    return group.id == who || group.externalID == who || group.name == who
  }
}
