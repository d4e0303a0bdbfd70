package import DirectoryModel

/// What earlier runs tell about a plan: what of it is new, and since when what waits has waited.
package struct PlanPast: Equatable, Sendable {
  /// Keys (``Change/key``) of the changes that the last plan did not have; nil if that is not known.
  package var newKeys: Set<String>?
  /// Since when what waits for a person waits, by ``Change/key`` and ``Advisory/decisionKey``; what is new is not in it.
  package var waitingSince: [String: Timestamp]
  /// Leaves out what has been told as waiting before: for runs that nobody watches and asks nothing.
  package var hidesWaiting: Bool
  /// What became of the changes, by their positions; for a run that is over.
  package var outcomes: [Int: ChangeOutcome] = [:]

  package init(
    newKeys: Set<String>? = nil,
    waitingSince: [String: Timestamp] = [:],
    hidesWaiting: Bool = false
  ) {
    self.newKeys = newKeys
    self.waitingSince = waitingSince
    self.hidesWaiting = hidesWaiting
  }

  /// nil for what is new, and for what is no decision.
  func since(_ change: Change) -> Timestamp? {
    guard change.hold?.needsDecision ?? false else { return nil }
    return waitingSince[change.key]
  }

  func since(_ advisory: Advisory) -> Timestamp? {
    advisory.needsDecision ? waitingSince[advisory.decisionKey] : nil
  }

  /// Whether an earlier run has told of this held change.
  func isTold(_ change: Change) -> Bool {
    guard let hold = change.hold else { return false }
    if hold.needsDecision { return since(change) != nil }
    return newKeys.map { !$0.contains(change.key) } ?? false
  }

  func isNew(_ change: Change) -> Bool { newKeys?.contains(change.key) ?? false }
}
