internal import DirectoryModel

/// Ends a run when failures say nothing about single objects: ten in a row, or refused credentials.
struct CircuitBreaker {
  /// Failures in a row (connection, 5xx, 429 after retries) after which nothing new starts.
  static let threshold = 10

  private var inARow = 0
  private(set) var isOpen = false

  mutating func record(_ outcome: ChangeOutcome) {
    if outcome.refusesCredentials { isOpen = true }
    switch outcome.result {
    case .failed where outcome.isSystemic:
      inARow += 1
      if inARow >= Self.threshold { isOpen = true }
    case .done, .failed: inARow = 0
    case .notAttempted: break
    }
  }
}
