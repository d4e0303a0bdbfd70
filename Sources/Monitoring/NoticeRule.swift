package import DirectoryModel

/// Why people are told of a run.
package enum NoticeReason: String, Sendable, CaseIterable {
  /// The run failed, in a way or for the time that makes it theirs.
  case failure
  /// What waits for a person is not what it was, or has waited for another week.
  case decisions
}

/// When people are told: a pure function of what is remembered and how the run ended.
///
/// - 5, 6, 7, 8 pass by themselves more often than not: only the second failure in a row counts.
/// - 3, 4, 77, 78 do not, and neither do 1, 64 and 74, which say that something is broken: at once.
/// - A failure that lasts is told again each day, or when its code changes.
/// - Open decisions are told when they change, and weekly.
package enum NoticeRule {
  /// A day, less what a timer may be early.
  static let failureReminder: Int64 = 20 * 3600
  /// A week, likewise.
  static let decisionsReminder: Int64 = 7 * 86_400 - 4 * 3600

  /// - Parameters:
  ///   - report: How the run ended.
  ///   - memory: What is remembered, this run included (``MonitoringMemory/after(_:_:)``).
  /// - Returns: The reasons to tell, empty for none.
  package static func reasons(_ report: RunReport, _ memory: MonitoringMemory) -> [NoticeReason] {
    let now = report.endedAt.seconds
    var reasons: [NoticeReason] = []
    if isFailureDue(report, memory, now) { reasons.append(.failure) }
    if areDecisionsDue(memory, now) { reasons.append(.decisions) }
    return reasons
  }

  private static func isFailureDue(
    _ report: RunReport,
    _ memory: MonitoringMemory,
    _ now: Int64
  ) -> Bool {
    guard report.isFailure else { return false }
    let passes = [5, 6, 7, 8].contains(report.exitCode)
    if passes, memory.failuresInARow < 2 { return false }
    guard let told = memory.toldFailure, told.exitCode == report.exitCode else { return true }
    return isOver(failureReminder, since: told.at, now)
  }

  private static func areDecisionsDue(_ memory: MonitoringMemory, _ now: Int64) -> Bool {
    guard memory.decisions.count > 0 else { return false }
    guard let told = memory.toldDecisions, told.fingerprint == memory.decisionsFingerprint else {
      return true
    }
    return isOver(decisionsReminder, since: told.at, now)
  }

  /// A time in the future is a clock that was put back: better told twice than never.
  private static func isOver(_ interval: Int64, since: Int64, _ now: Int64) -> Bool {
    let age = now.subtractingReportingOverflow(since).partialValue
    return age >= interval || age < 0
  }
}

extension MonitoringMemory {
  /// The memory once people have been told.
  package func told(_ reasons: [NoticeReason], _ report: RunReport) -> MonitoringMemory {
    var next = self
    let now = report.endedAt.seconds
    if reasons.contains(.failure) {
      next.toldFailure = ToldFailure(exitCode: report.exitCode, at: now)
    }
    // A notice of a failure lists the open decisions too.
    if !reasons.isEmpty {
      next.toldDecisions =
        decisions.count > 0 ? ToldDecisions(fingerprint: decisionsFingerprint, at: now) : nil
    }
    return next
  }
}
