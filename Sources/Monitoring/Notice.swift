package import DirectoryModel

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What `notify.webhook` and `notify.command` are given: a report in counts and ids.
///
/// Names, addresses and messages are only in it if `notify.names` says so. `text` is one line that names nobody, which
/// is also where chat services look.
package struct Notice: Encodable, Equatable, Sendable {
  let version = 1
  let reasons: [String]
  let text: String
  let command: String
  let exitCode: Int32
  let ending: String
  /// With names only: it may quote what a server said.
  let conclusion: String?
  let startedAt: String
  let endedAt: String
  let failuresInARow: Int
  let organization: Organization?
  let digest: String?
  let changes: [String: [String: Int]]
  let limits: [Limit]
  let decisions: Decisions
  let disabledWithAccess: Waiting
  let stopped: Stopped?

  struct Organization: Encodable, Equatable, Sendable {
    let kind: String
    let id: String
  }

  /// One that was exceeded.
  struct Limit: Encodable, Equatable, Sendable {
    let name: String
    let value: Int
    let allowed: Int?
    let over: String
  }

  struct Waiting: Encodable, Equatable, Sendable {
    let count: Int
    let since: String?

    init(_ waiting: MonitoringMemory.Waiting) {
      count = waiting.count
      since = waiting.since.map { Timestamp(seconds: $0).description }
    }
  }

  struct Stopped: Encodable, Equatable, Sendable {
    let since: String
    let runs: Int
  }

  /// - Parameters:
  ///   - reasons: Why it is sent.
  ///   - report: How the run ended.
  ///   - memory: What is remembered, this run included.
  ///   - sync: What the run left for the next; nil if it ended before it had any.
  ///   - names: `notify.names`.
  package init(
    _ reasons: [NoticeReason],
    _ report: RunReport,
    _ memory: MonitoringMemory,
    _ sync: SyncMemory?,
    names: Bool
  ) {
    let figures = RunFigures(report)
    self.reasons = reasons.map(\.rawValue)
    text = Self.text(report, memory, figures)
    command = report.command
    exitCode = report.exitCode
    ending = report.ending
    conclusion = names ? report.conclusion : nil
    startedAt = report.startedAt.description
    endedAt = report.endedAt.description
    failuresInARow = memory.failuresInARow
    organization = report.plan.map {
      Organization(kind: $0.organization.kind.rawValue, id: $0.organization.id)
    }
    digest = report.plan?.digest
    var changes: [String: [String: Int]] = [:]
    for (action, fates) in figures.changes {
      for (fate, count) in fates { changes[action.rawValue, default: [:]][fate.rawValue] = count }
    }
    self.changes = changes
    limits = (report.plan?.limits ?? []).filter(\.exceeded).prefix(Self.limit).map {
      Limit(
        name: $0.name.rawValue,
        value: $0.value,
        allowed: $0.allowed,
        over: $0.consequence.rawValue
      )
    }
    decisions = Decisions(report, memory, sync, names: names)
    disabledWithAccess = Waiting(memory.disabled)
    stopped = memory.stopped.map {
      Stopped(since: Timestamp(seconds: $0.since).description, runs: $0.runs)
    }
  }

  /// Entries of one list: a notice is read on a telephone.
  static let limit = 100

  private static func text(
    _ report: RunReport,
    _ memory: MonitoringMemory,
    _ figures: RunFigures
  ) -> String {
    var parts = ["rollcall \(report.command): exit \(report.exitCode), \(report.ending)"]
    if memory.failuresInARow > 1 { parts.append("\(memory.failuresInARow) failures in a row") }
    for fate in RunFigures.Fate.allCases where figures.total(fate) > 0 {
      parts.append("\(figures.total(fate)) \(word(fate))")
    }
    if memory.decisions.count > 0 {
      parts.append("waiting for a person: \(memory.decisions.count)")
    }
    if memory.disabled.count > 0 {
      parts.append("disabled people who still have access: \(memory.disabled.count)")
    }
    return parts.joined(separator: "; ")
  }

  private static func word(_ fate: RunFigures.Fate) -> String {
    switch fate {
    case .done: "done"
    case .failed: "failed"
    case .notAttempted: "not attempted"
    case .held: "held"
    case .pending: "not begun"
    }
  }

  /// The notice as JSON with sorted keys, ending with a line break.
  package func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [0x0a]
  }
}
