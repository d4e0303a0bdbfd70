package import DirectoryModel

/// An organization in memory, with failures to order.
package actor InMemoryTarget: OrganizationTarget {
  package private(set) var organization: PlainOrganization
  /// The action of every call, in the order of the calls.
  package private(set) var calls: [String] = []
  private var refuse: @Sendable (Change) -> ChangeOutcome.Result? = { _ in nil }
  private var message = "refused"
  private var isSystemic = false
  private let limit: Int
  private var isUnanswered: @Sendable (Change) -> Bool = { _ in false }
  private var isDoneUnanswered = true
  private var onRead: @Sendable () throws(TargetError) -> Void = {}
  private var isForgotten: @Sendable (Change) -> Bool = { _ in false }

  package init(_ organization: PlainOrganization, concurrency: Int = 1) {
    self.organization = organization
    limit = concurrency
  }

  package nonisolated var place: String { "memory" }

  package nonisolated var concurrency: Int { limit }

  /// Changes for which `refuse` says true fail.
  package func refuse(
    isSystemic: Bool = false,
    message: String = "refused",
    _ refuse: @escaping @Sendable (Change) -> Bool
  ) {
    self.refuse = { refuse($0) ? .failed : nil }
    self.isSystemic = isSystemic
    self.message = message
  }

  /// Says "done" and does nothing.
  package func forgetEverything() { isForgotten = { _ in true } }

  /// Says "done" of these changes, and does nothing.
  package func forget(_ isForgotten: @escaping @Sendable (Change) -> Bool) {
    self.isForgotten = isForgotten
  }

  /// Does these changes, or only seems to, and fails as if the answer was lost.
  package func loseAnswers(
    doing isDone: Bool = true,
    _ isUnanswered: @escaping @Sendable (Change) -> Bool
  ) {
    self.isUnanswered = isUnanswered
    isDoneUnanswered = isDone
  }

  /// Does something at the beginning of each read, or fails it.
  package func onRead(_ body: @escaping @Sendable () throws(TargetError) -> Void) { onRead = body }

  package func change(_ body: @Sendable (inout PlainOrganization) -> Void) { body(&organization) }

  package func identify() async throws(TargetError) -> OrganizationIdentity {
    OrganizationIdentity(kind: .file, id: "/test", name: nil, place: "/test")
  }

  package func read(
    progress: @escaping @Sendable (Int) -> Void
  ) async throws(TargetError) -> OrganizationSnapshot {
    try onRead()
    do {
      return try organization.snapshot()
    } catch {
      throw TargetError(summary: "\(error)")
    }
  }

  package nonisolated func batches(of steps: [ApplyStep]) -> [[ApplyStep]] { steps.map { [$0] } }

  package func apply(_ batch: [ApplyStep]) async -> [ChangeOutcome] {
    batch.map { step in
      calls.append(step.change.line)
      if let result = refuse(step.change) {
        return ChangeOutcome(step.number, result, message: message, isSystemic: isSystemic)
      }
      if isForgotten(step.change) { return ChangeOutcome(step.number, .done) }
      let isUnanswered = isUnanswered(step.change)
      if !isUnanswered || isDoneUnanswered { organization.apply(step.change) }
      if isUnanswered {
        return ChangeOutcome(
          step.number,
          .failed,
          message: "no answer",
          isSystemic: true,
          mayHaveHappened: true
        )
      }
      return ChangeOutcome(step.number, .done, createdID: created(step.change))
    }
  }

  private func created(_ change: Change) -> String? {
    switch change.action {
    case .invite: organization.members.last?.id
    case .createGroup: organization.groups.last?.id
    default: nil
    }
  }
}
