/// What became of a change.
package struct ChangeOutcome: Equatable, Sendable {
  /// The change's position in the plan.
  package let number: Int
  package let result: Result
  /// The organization's id of what was created.
  package let createdID: String?
  /// What the target said, for a failure; secrets taken out.
  package let message: String?
  /// A failure that says nothing about this one object: connection, 5xx, 429 after retries.
  ///
  /// Ten in a row end the run.
  package let isSystemic: Bool
  /// A failure of the credentials: ends the run at once.
  package let refusesCredentials: Bool
  /// A failure that does not say that nothing was done: the answer was lost, or what came instead proves nothing.
  package let mayHaveHappened: Bool

  package enum Result: String, Sendable {
    case done
    case failed
    case notAttempted
  }

  package init(
    _ number: Int,
    _ result: Result,
    createdID: String? = nil,
    message: String? = nil,
    isSystemic: Bool = false,
    refusesCredentials: Bool = false,
    mayHaveHappened: Bool = false
  ) {
    self.number = number
    self.result = result
    self.createdID = createdID
    self.message = message
    self.isSystemic = isSystemic
    self.refusesCredentials = refusesCredentials
    self.mayHaveHappened = mayHaveHappened
  }
}
