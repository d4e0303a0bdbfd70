internal import DirectoryModel

/// Managed and foreign members who should no longer be members: revoked, removed, kept or held.
struct Departures {
  private let world: World
  private let matching: Matching
  private let protection: ProtectedMembers
  /// Drafts of people whose absence a second read has confirmed.
  private var confirmed: [Int] = []

  private init(_ world: World, _ matching: Matching, _ protection: ProtectedMembers) {
    self.world = world
    self.matching = matching
    self.protection = protection
  }

  static func plan(
    _ world: World,
    _ matching: Matching,
    _ protection: ProtectedMembers,
    _ drafts: inout Drafts
  ) {
    var departures = Departures(world, matching, protection)
    departures.run(&drafts)
  }

  private mutating func run(_ drafts: inout Drafts) {
    for member in 0..<world.members.count {
      if world.members.statuses[member] == .revoked {
        drafts.observations.revokedMembers.insert(world.organization.member(member).id)
      }
      guard world.isManagedColumn(member) else { continue }
      // Whoever will be relinked does not depart.
      if drafts.gate[member] >= 0, drafts.fates[member] == .linked { continue }
      let person = Int(matching.personOfMember[member])
      let cause = person < 0 ? .absent : DepartureCause(person: person, in: world.roster)
      if case .none = cause { continue }
      if matching.doubles.contains(member), !cause.isPositive { continue }
      depart(member, cause, &drafts)
    }
    holdMany(&drafts)
  }

  private mutating func depart(
    _ member: Int,
    _ cause: DepartureCause,
    _ drafts: inout Drafts
  ) {
    let action = cause.action(in: world.policy.departures)
    let isRevoked = world.members.statuses[member] == .revoked
    noteAccess(member, cause, isRevoked, &drafts)
    guard action != .keep else { return }
    if isRevoked {
      departRevoked(member, cause, action, &drafts)
      return
    }
    guard let hold = hold(member, cause, &drafts.observations) else {
      drafts.observations.isInconclusive = true
      return
    }
    if let hindrance = hindrance(member, cause, action) {
      // Nobody is told to end a membership that a second read may show to be in order, or that may never have been ours.
      let isNobodys = hindrance == .unknownStatus && hold.why == .foreign
      if !hold.waits, !isNobodys { tell(hindrance, member, cause, action, &drafts) }
      return
    }
    add(
      Draft(action == .remove ? .remove : .revoke, reason: cause.code),
      member,
      cause,
      hold,
      &drafts
    )
  }

  /// Why a departure cannot be, or must not be, planned.
  private enum Hindrance {
    case protection
    case capability
    case unknownStatus
  }

  private func hindrance(
    _ member: Int,
    _ cause: DepartureCause,
    _ action: SyncPolicy.Departures.Action
  ) -> Hindrance? {
    if protection.contains(member) { return .protection }
    if !(action == .remove ? world.can.canRemove : world.can.canRevoke) { return .capability }
    let isKnown = world.members.statuses[member] != .unknown
    return isKnown || (cause.isPositive && world.can.canTakeFromUnknown) ? nil : .unknownStatus
  }

  /// Somebody without access: removed if the configuration asks for that, or by age.
  private mutating func departRevoked(
    _ member: Int,
    _ cause: DepartureCause,
    _ action: SyncPolicy.Departures.Action,
    _ drafts: inout Drafts
  ) {
    guard world.can.canRemove, !protection.contains(member),
      action == .remove || RemovalByAge.isDue(member, world)
    else { return }
    guard let hold = hold(member, cause, &drafts.observations) else {
      drafts.observations.isInconclusive = true
      return
    }
    let reason = action == .remove ? cause.code : .removeAfter
    add(Draft(.remove, reason: reason), member, cause, hold, &drafts)
  }

  private mutating func add(
    _ template: Draft,
    _ member: Int,
    _ cause: DepartureCause,
    _ hold: Judgement,
    _ drafts: inout Drafts
  ) {
    var draft = template
    draft.member = Int32(member)
    draft.person = matching.personOfMember[member]
    draft.scopeRule = cause.scopeRule
    draft.hold = hold.why
    let number = drafts.add(draft)
    drafts.fates[member] = .departs
    if hold.isConfirmed, draft.hold == nil { confirmed.append(Int(number)) }
  }

  /// Why a departure is held, whether a second read has confirmed it, and whether one has yet to.
  private struct Judgement {
    var why: Hold.Why?
    var isConfirmed = false
    var waits = false
  }

  /// - Returns: nil if nothing may be concluded at all.
  private func hold(
    _ member: Int,
    _ cause: DepartureCause,
    _ observations: inout Observations
  ) -> Judgement? {
    if cause.isPositive { return Judgement() }
    if world.isAdditionsOnly { return nil }
    let id = world.bytes(ofMember: world.members.externalIDs[member])
    let person = Int(matching.personOfMember[member])
    let readings =
      person < 0 ? world.readingsThatKnew(id) : [world.directory.reading(ofUser: person)]
    if readings.isEmpty { return Judgement(why: .foreign) }
    let verdict = verdict(cause, String(decoding: id, as: UTF8.self), readings, &observations)
    switch verdict {
    case .unknowable: return nil
    case .waits:
      let why = world.isFingerprintChanged ? Hold.Why.fingerprintChanged : .absentUnproven
      return Judgement(why: why, waits: true)
    case .certain, .confirmed: break
    }
    if world.members.roles[member].isPrivileged { return Judgement(why: .privileged) }
    if world.isFingerprintChanged { return Judgement(why: .fingerprintChanged) }
    if case .confirmed = verdict { return Judgement(isConfirmed: true) }
    return Judgement()
  }

  private func verdict(
    _ cause: DepartureCause,
    _ id: String,
    _ readings: [Int],
    _ observations: inout Observations
  ) -> Absence.Verdict {
    switch cause {
    case .absent:
      Absence.judge(id, from: .users, readings: readings, world, &observations)
    case .outOfScope(.groups) where world.roster.isGroupScopeDoubtful: .unknowable
    case .outOfScope(.groups):
      Absence.judge(id, from: .memberships, readings: readings, world, &observations)
    case .none, .disabled, .deleted, .outOfScope: .certain
    }
  }

  /// More confirmed absences than the floor of `memberRemovals`, those of the last 20 hours included, wait together.
  private func holdMany(_ drafts: inout Drafts) {
    let floor = world.policy.limits.memberRemovals.floor ?? 0
    let recent = RecentCounts.of(.memberRemovals, world)
    guard confirmed.count + recent > floor else { return }
    for number in confirmed { drafts.list[number].hold = .absentMany }
  }

  private func noteAccess(
    _ member: Int,
    _ cause: DepartureCause,
    _ isRevoked: Bool,
    _ drafts: inout Drafts
  ) {
    guard cause.isPositive, !isRevoked else { return }
    if let id = world.organization.member(member).externalID {
      drafts.observations.disabledWithAccess.append(id)
    }
  }

  private func tell(
    _ hindrance: Hindrance,
    _ member: Int,
    _ cause: DepartureCause,
    _ action: SyncPolicy.Departures.Action,
    _ drafts: inout Drafts
  ) {
    let what: String
    switch hindrance {
    case .protection:
      ProtectedDepartures.tell(member, cause.code, cause.scopeRule, world, &drafts)
      return
    case .capability:
      what =
        "the organization cannot \(action.rawValue) members: \(world.can.limitationNote ?? "do it there by hand")"
    case .unknownStatus:
      what = "its status in the organization is not known: end its access there by hand"
    }
    let view = world.organization.member(member)
    drafts.tell(
      "cannotRevoke",
      view.email ?? view.id,
      "should lose access (\(cause.code.rawValue)), but \(what)"
    )
  }
}
