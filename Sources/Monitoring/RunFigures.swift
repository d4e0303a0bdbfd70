package import DirectoryModel

/// What a report comes to, in numbers.
package struct RunFigures: Equatable, Sendable {
  /// For each action, how many changes ended in each way; actions that were not planned are left out.
  package private(set) var changes: [ChangeAction: [Fate: Int]] = [:]

  /// What became of a planned change.
  package enum Fate: String, CaseIterable, Sendable {
    case done
    case failed
    case notAttempted
    /// Waits for a person, or for a second read.
    case held
    /// Planned, not held, and not begun: the run was stopped, declined, or ended before.
    case pending
  }

  package init(_ report: RunReport) {
    guard let plan = report.plan else { return }
    var fates: [Int: Fate] = [:]
    for outcome in report.outcomes { fates[outcome.number] = Self.fate(outcome.result) }
    for (number, change) in plan.changes.enumerated() {
      let fate = fates[number] ?? (change.hold == nil ? .pending : .held)
      changes[change.action, default: [:]][fate, default: 0] += 1
    }
  }

  private static func fate(_ result: ChangeOutcome.Result) -> Fate {
    switch result {
    case .done: .done
    case .failed: .failed
    case .notAttempted: .notAttempted
    }
  }

  package func total(_ fate: Fate) -> Int { changes.values.reduce(0) { $0 + ($1[fate] ?? 0) } }
}

extension RunReport {
  /// A run that ended well: done, in sync, or done with decisions left for a person.
  var isSuccess: Bool { exitCode == 0 || exitCode == 10 }

  /// A person's own doing (declined, interrupted, a stale digest) is neither a success nor a failure of the machinery.
  var isFailure: Bool { ![0, 2, 9, 10, 130, 143].contains(exitCode) }

  /// Why it ended so, in fixed words that name nobody.
  var ending: String {
    switch exitCode {
    case 0: "done"
    case 2: "declined, or changes pending"
    case 10: "done, decisions wait for a person"
    default: Self.categories.first { $0.exitCode == exitCode }?.name ?? "exit \(exitCode)"
    }
  }

  private static let categories: [FailureCategory] = [
    .unexpected, .stopped, .partlyApplied, .source, .organization, .locked, .deadline,
    .staleApproval, .usage, .state, .credentials, .configuration, .interrupted(signal: 2),
    .interrupted(signal: 15),
  ]

  /// The keys of changes that somebody or something has already let pass.
  var attemptedKeys: Set<String> {
    guard let changes = plan?.changes else { return [] }
    return Set(
      outcomes.compactMap { changes.indices.contains($0.number) ? changes[$0.number].key : nil }
    )
  }
}
