extension FailureCategory {
  /// The process's exit code (`DESIGN.md` section 6); nothing that failed is ever 0.
  package var exitCode: Int32 {
    switch self {
    case .unexpected: 1
    case .stopped: 3
    case .partlyApplied: 4
    case .source: 5
    case .organization: 6
    case .locked: 7
    case .deadline: 8
    case .staleApproval: 9
    case .usage: 64
    case .state: 74
    case .credentials: 77
    case .configuration: 78
    case .interrupted(let signal): 128 &+ signal
    }
  }

  /// What the last line on stderr calls it.
  package var name: String {
    switch self {
    case .unexpected: "unexpected"
    case .stopped: "stopped"
    case .partlyApplied: "applied in part"
    case .source: "source unreadable or incomplete"
    case .organization: "organization unreadable, or it refused the run"
    case .locked: "another run holds the lock"
    case .deadline: "deadline"
    case .staleApproval: "saved plan or digest stale or edited"
    case .usage: "usage"
    case .state: "state or journal cannot be read or written"
    case .credentials: "credentials refused"
    case .configuration: "configuration"
    case .interrupted: "interrupted"
    }
  }
}
