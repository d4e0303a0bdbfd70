internal import DirectoryModel

/// Changes of the last 20 hours that no person approved: they count together with those planned now.
enum RecentCounts {
  /// A timer must not cut a disaster into slices, nor its jitter count a night twice.
  static let window: Int64 = 20 * 3600

  /// Of a limit that is not about single groups.
  static func of(_ limit: LimitName, _ world: World) -> Int {
    bySubject(limit, world)[nil] ?? 0
  }

  /// Whether a change counts still; one that a clock dated into the future counts no longer than any other.
  static func isRecent(_ change: SyncMemory.RecentChange, _ now: Timestamp) -> Bool {
    (now - change.at).magnitude < window
  }

  /// By the group's external id, or nil.
  static func bySubject(_ limit: LimitName, _ world: World) -> [String?: Int] {
    var counts: [String?: Int] = [:]
    for change in world.memory.recent where change.limit == limit {
      // A clock that is off says of nothing that it is long past.
      guard isRecent(change, world.now) || !world.isClockTrusted else { continue }
      let sum = (counts[change.subject] ?? 0).addingReportingOverflow(change.count)
      counts[change.subject] = sum.partialValue
    }
    return counts
  }
}
