internal import DirectoryModel

/// Why a managed or foreign member should no longer be one.
enum DepartureCause {
  /// Still in the source and in scope, or not to be judged: nothing departs.
  case none
  case disabled
  case deleted
  case outOfScope(ScopeRule)
  case absent

  /// Taken from the entry that stands for the member's external id.
  init(person: Int, in roster: Roster) {
    switch roster.standings[person] {
    case .member, .merged, .blocked, .unusable, .undecided: self = .none
    case .disabled: self = .disabled
    case .deleted: self = .deleted
    case .outOfScope: self = .outOfScope(roster.scopeRules[person])
    }
  }

  /// The directory says so about that very id.
  var isPositive: Bool {
    switch self {
    case .disabled, .deleted: true
    case .none, .outOfScope, .absent: false
    }
  }

  /// The rule that put the person out of scope, for ``outOfScope(_:)``.
  var scopeRule: ScopeRule {
    if case .outOfScope(let rule) = self { return rule }
    return .none
  }

  var code: ChangeReason.Code {
    switch self {
    case .disabled: .disabled
    case .deleted: .deleted
    case .outOfScope: .outOfScope
    case .absent, .none: .absent
    }
  }

  func action(in departures: SyncPolicy.Departures) -> SyncPolicy.Departures.Action {
    switch self {
    case .none: .keep
    case .disabled: departures.disabled
    case .deleted: departures.deleted
    case .outOfScope: departures.outOfScope
    case .absent: departures.absent
    }
  }
}
