package import DirectoryModel
package import SyncPlanner

/// Both sides, a policy, a memory and a time: everything that a plan is made from.
package struct PlainWorld: Sendable {
  package var sources: [PlainDirectory] = [PlainDirectory()]
  package var organization = PlainOrganization()
  package var policy = SyncPolicy()
  package var memory = SyncMemory()
  package var now = Timestamp(seconds: 1_790_000_000)
  package var relinks = false

  package init() {}

  /// The only source.
  package var source: PlainDirectory {
    get { sources[0] }
    set { sources[0] = newValue }
  }

  /// People whom both sides have: `u1` … are members `m1` …, all confirmed.
  package static func matching(_ count: Int) -> PlainWorld {
    var world = PlainWorld()
    for number in 1...max(1, count) where count > 0 {
      world.source.users.append(.init("u\(number)", "p\(number)@example.com"))
      world.organization.members.append(.init("m\(number)", "u\(number)", "p\(number)@example.com"))
    }
    world.remember()
    return world
  }

  package func input() throws -> PlannerInput {
    let directory = try DirectorySnapshot.merging(sources.map { try $0.snapshot() })
    return PlannerInput(
      roster: try Resolver.resolve(directory, policy: policy),
      organization: try organization.snapshot(),
      policy: policy,
      memory: memory,
      now: now,
      relinks: relinks
    )
  }

  package func result() throws -> Planner.Result { try Planner.plan(input()) }

  package func plan() throws -> Plan { try result().plan }

  /// What is planned, a line each: `revoke p1@example.com`, `? addToGroup p2@example.com Staff`.
  package func lines() throws -> [String] { try plan().changes.map(\.line) }

  /// The kinds of the advisories.
  package func advisories() throws -> [String] { try plan().advisories.map(\.kind.rawValue) }

  /// Remembers that this tool has revoked a member, some days ago.
  package mutating func rememberRevocation(of member: String, daysAgo days: Int64 = 1) {
    memory.revocations[member] = SyncMemory.Revocation(
      at: now + -days * 86_400,
      priorStatus: .confirmed,
      externalID: nil
    )
  }

  /// Remembers that a person, or `group:ID`, was missing from an export that was modified some seconds ago.
  package mutating func rememberAbsence(of id: String, secondsAgo seconds: Int64) {
    let modified = now + -seconds
    memory.absences[SyncMemory.AbsenceKey(source: source.name, externalID: id)] =
      SyncMemory.Absence(firstSeen: modified, exportModified: modified)
  }

  /// Remembers changes that a run has done some hours ago and no person approved.
  package mutating func rememberRecent(
    _ limit: LimitName,
    _ count: Int,
    hoursAgo hours: Int64,
    group: String? = nil
  ) {
    memory.recent.append(
      SyncMemory.RecentChange(at: now + -hours * 3600, limit: limit, subject: group, count: count)
    )
  }

  package mutating func apply(_ changes: [Change]) {
    for change in changes { organization.apply(change) }
  }
}

extension Change {
  /// `revoke p1@example.com`; a held one begins with `?`.
  package var line: String {
    let words = [action.rawValue, member?.email, group?.name].compactMap(\.self)
    return (hold == nil ? "" : "? ") + words.joined(separator: " ")
  }
}
