/// An error that people see: what happened, and what to do next.
package protocol DiagnosableError: Error, Sendable {
  /// Decides the exit code, nothing else.
  var category: FailureCategory { get }

  /// What we were doing, to what, what came back: lower case, no final period.
  var summary: String { get }

  /// The next thing to try, in whole sentences, when one is known.
  var hint: String? { get }
}

/// Why a run ended; each has one exit code (`DESIGN.md` section 6).
package enum FailureCategory: Sendable, Equatable {
  case unexpected
  case stopped
  case partlyApplied
  case source
  case organization
  case locked
  case deadline
  case staleApproval
  case usage
  case state
  case credentials
  case configuration
  case interrupted(signal: Int32)
}
