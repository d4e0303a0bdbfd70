extension FailureCategory {
  /// The place among failures that meet before anything was changed; the least decides the exit code.
  ///
  /// The order is that of `DESIGN.md` section 6; what nobody thought of comes before it.
  package var precedence: Int {
    switch self {
    case .unexpected: 0
    case .usage: 1
    case .configuration: 2
    case .locked: 3
    case .interrupted: 4
    case .deadline: 5
    case .credentials: 6
    case .source: 7
    case .organization: 8
    case .staleApproval: 9
    case .state: 10
    case .stopped: 11
    case .partlyApplied: 12
    }
  }
}
