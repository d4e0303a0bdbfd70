/// What earlier runs have left for the planner, as a value: nothing here decides without the organization's
/// present state.
package struct SyncMemory: Sendable {
  /// Whom this tool has revoked, by the organization's member id, and every good run since has seen revoked.
  package var revocations: [String: Revocation] = [:]
  /// Who was missing from a source, by source and external id.
  package var absences: [AbsenceKey: Absence] = [:]
  /// Who was first seen disabled or deleted and still has access, by external id.
  package var disabledSince: [String: Timestamp] = [:]
  /// Since when runs are stopped, and how many.
  package var stopped: Stopped?
  /// Figures of good runs of the seven days up to the last one, oldest first.
  package var goodRuns: [PlanFigures.Remembered] = []
  /// Changes of the last 20 hours that no person approved.
  package var recent: [RecentChange] = []
  /// What the configuration decided when a good run, or a person, last let it; nil: never.
  package var fingerprint: String?
  /// External ids that good runs have seen, by source.
  ///
  /// Only sources that are configured now count.
  package var seenIDs: [String: SeenIDs] = [:]
  /// External ids of groups that good runs have seen, by source.
  package var seenGroupIDs: [String: SeenIDs] = [:]
  /// For targets that may not show memberships: what runs wrote, external ids of members by that of the group.
  package var writtenMemberships: [String: Set<String>] = [:]
  /// Those of them that a killed run had begun to write and nobody has seen written: they can be taken away, and are
  /// given once more.
  package var doubtfulMemberships: [String: Set<String>] = [:]
  /// Refusals that the last run had, or did not try again: what a target said about a change, by ``RefusalKey``.
  package var refusals: [String: String] = [:]
  /// When each open decision was first seen, by its key.
  package var decisionsSince: [String: Timestamp] = [:]
  /// A good run has ended before.
  package var hadGoodRun = false
  /// What runs have made before the first good one ended: it does not count as having been there.
  package var beginnings = Beginnings()
  /// Memory was lost, damaged or from the future: ids not in the source count as foreign, nothing
  /// is restored as own, nothing removed by age.
  ///
  /// Says why, for people.
  package var loss: String?

  package init() {}

  /// External ids of whom, and what, unfinished first runs have made.
  package struct Beginnings: Equatable, Sendable {
    package var invited: Set<String> = []
    package var groups: Set<String> = []

    package init() {}

    package var isEmpty: Bool { invited.isEmpty && groups.isEmpty }

    /// Takes note of a new member or group by its external id; other actions make nothing.
    package mutating func take(_ action: ChangeAction, _ externalID: String?) {
      guard let externalID else { return }
      if action == .invite { invited.insert(externalID) }
      if action == .createGroup { groups.insert(externalID) }
    }
  }

  package struct Revocation: Equatable, Sendable {
    package let at: Timestamp
    package let priorStatus: MemberStatus
    package let externalID: String?
    /// A run that was killed, or got no answer, had begun to revoke or restore the member: who is revoked now was
    /// perhaps revoked by somebody else.
    package var isInDoubt: Bool

    package init(
      at: Timestamp,
      priorStatus: MemberStatus,
      externalID: String?,
      isInDoubt: Bool = false
    ) {
      self.at = at
      self.priorStatus = priorStatus
      self.externalID = externalID
      self.isInDoubt = isInDoubt
    }

    /// Whether the member who carries this external id now is the one who was revoked.
    package func isOf(_ externalID: String?) -> Bool {
      self.externalID == nil || self.externalID == externalID
    }
  }

  package struct AbsenceKey: Hashable, Sendable {
    package let source: String
    package let externalID: String

    package init(source: String, externalID: String) {
      self.source = source
      self.externalID = externalID
    }
  }

  package struct Absence: Equatable, Sendable {
    package let firstSeen: Timestamp
    /// When the export that missed them was modified; equal to `firstSeen` for live sources.
    package let exportModified: Timestamp

    package init(firstSeen: Timestamp, exportModified: Timestamp) {
      self.firstSeen = firstSeen
      self.exportModified = exportModified
    }
  }

  package struct Stopped: Equatable, Sendable {
    package let since: Timestamp
    package let runs: Int

    package init(since: Timestamp, runs: Int) {
      self.since = since
      self.runs = runs
    }
  }

  /// Changes that one run has done under one limit.
  package struct RecentChange: Equatable, Sendable {
    package let at: Timestamp
    package let limit: LimitName
    /// The group's external id, for limits of one group.
    package let subject: String?
    package let count: Int

    package init(at: Timestamp, limit: LimitName, subject: String?, count: Int) {
      self.at = at
      self.limit = limit
      self.subject = subject
      self.count = count
    }
  }
}

/// Figures of one plan by which later runs judge theirs.
package struct PlanFigures: Equatable, Sendable {
  /// By source: users as read, and entries that carry each mapped attribute.
  package var sources: [String: Source] = [:]

  package init() {}

  package struct Source: Equatable, Sendable {
    package let users: Int
    package let attributes: [String: Int]
    /// When the export was written; nil for sources that are read live.
    package let exportModified: Timestamp?
    /// How far the server's copy had come; empty for sources that do not say.
    package let changeMarks: [String: ChangeMark]

    package init(
      users: Int,
      attributes: [String: Int],
      exportModified: Timestamp? = nil,
      changeMarks: [String: ChangeMark] = [:]
    ) {
      self.users = users
      self.attributes = attributes
      self.exportModified = exportModified
      self.changeMarks = changeMarks
    }
  }

  package struct Remembered: Equatable, Sendable {
    package let at: Timestamp
    package let figures: PlanFigures

    package init(at: Timestamp, figures: PlanFigures) {
      self.at = at
      self.figures = figures
    }
  }
}
