internal import DirectoryModel

/// Changes of the last 20 hours that no person approved: they count together with those planned now.
enum RecentCounts {
  /// A timer must not cut a disaster into slices, nor its jitter count a night twice.
  static let window: Int64 = 20 * 3600

  static func of(_ limit: LimitName, subject: String? = nil, _ world: World) -> Int {
    world.memory.recent.reduce(0) { sum, change in
      // A clock that is off says of nothing that it is long past.
      let isRecent = world.now - change.at < window || !world.isClockTrusted
      return change.limit == limit && change.subject == subject && isRecent
        ? sum.addingReportingOverflow(change.count).partialValue : sum
    }
  }
}
