package import DirectoryModel

/// What monitoring remembers from one run to the next, be it that the run read nothing at all.
///
/// Times are seconds since 1970.
package struct MonitoringMemory: Codable, Equatable, Sendable {
  static let currentVersion = 1

  package private(set) var version = currentVersion
  package internal(set) var lastSuccessAt: Int64?
  /// Runs in a row that failed.
  package internal(set) var failuresInARow = 0
  /// What people were last told of this row of failures.
  package internal(set) var toldFailure: ToldFailure?
  /// As of the last run that had a plan.
  package internal(set) var decisions = Waiting()
  /// Which decisions they are, in a form that names nobody.
  package internal(set) var decisionsFingerprint = ""
  package internal(set) var toldDecisions: ToldDecisions?
  /// Disabled or deleted people who still have access.
  package internal(set) var disabled = Waiting()
  package internal(set) var stopped: Stopped?

  package init() {}

  package struct ToldFailure: Codable, Equatable, Sendable {
    package let exitCode: Int32
    package let at: Int64
  }

  package struct ToldDecisions: Codable, Equatable, Sendable {
    package let fingerprint: String
    package let at: Int64
  }

  /// How many, and since when the longest of them.
  package struct Waiting: Codable, Equatable, Sendable {
    package var count = 0
    package var since: Int64?

    init() {}

    init(_ times: some Collection<Timestamp>) {
      count = times.count
      since = times.min()?.seconds
    }
  }

  package struct Stopped: Codable, Equatable, Sendable {
    package let since: Int64
    package let runs: Int
  }
}

extension MonitoringMemory {
  /// The memory after a run, with what people were told left as it was.
  ///
  /// - Parameters:
  ///   - report: How the run ended.
  ///   - memory: What the run left for the next; nil if it ended before it had any.
  /// - Returns: The new memory.
  package func after(_ report: RunReport, _ memory: SyncMemory?) -> MonitoringMemory {
    var next = self
    if report.isSuccess {
      next.lastSuccessAt = report.endedAt.seconds
      next.failuresInARow = 0
      next.toldFailure = nil
    } else if report.isFailure {
      next.failuresInARow = failuresInARow &+ 1
    }
    guard let memory else { return next }
    let attempted = report.attemptedKeys
    let open = memory.decisionsSince.filter { !attempted.contains($0.key) }
    next.decisions = Waiting(open.values)
    next.decisionsFingerprint = Self.fingerprint(open.keys)
    if open.isEmpty { next.toldDecisions = nil }
    next.disabled = Waiting(memory.disabledSince.values)
    next.stopped = memory.stopped.map { Stopped(since: $0.since.seconds, runs: $0.runs) }
    return next
  }

  /// Empty for no keys; else FNV-1a with 64 bits over the sorted keys: it has to tell a change, nothing more.
  private static func fingerprint(_ keys: some Collection<String>) -> String {
    if keys.isEmpty { return "" }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for key in keys.sorted() {
      for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
      hash = (hash ^ 0xff) &* 0x0000_0100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}
