package import DirectoryModel

/// What a plan has noticed and later runs need to remember, beside the changes themselves.
package struct Observations: Sendable {
  /// Who is missing now, with the time of the read that misses them.
  package var absences: [SyncMemory.AbsenceKey: Timestamp] = [:]
  /// External ids of people who are disabled or deleted and still have access.
  package var disabledWithAccess: [String] = []
  /// Ids of members that are revoked now.
  package var revokedMembers: Set<String> = []

  /// Somebody should perhaps depart, and the reads did not let it be concluded.
  package var isInconclusive = false

  package init() {}
}
