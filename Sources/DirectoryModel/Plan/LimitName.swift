/// The safety limits of `DESIGN.md` section 5, by their names in the configuration.
package enum LimitName: String, Sendable, CaseIterable {
  case memberRemovals
  case disabledRemovals
  case sourceShrink
  case identityChange
  case lostAttribute
  case mustExist
  case membershipRemovals
  case groupShrink
  case groupDepartures
  case finalRemovals
  case invitations
  case restores
  case groupCreations
  case membershipAdditions
  case groupGrowth
  case seats

  /// Over a stop nothing at all is applied; over a hold the changes of that kind wait.
  package var consequence: Consequence {
    switch self {
    case .memberRemovals, .disabledRemovals, .sourceShrink, .identityChange, .lostAttribute,
      .mustExist:
      .stop
    case .membershipRemovals, .groupShrink, .groupDepartures, .finalRemovals, .invitations,
      .restores, .groupCreations, .membershipAdditions, .groupGrowth, .seats:
      .hold
    }
  }

  package enum Consequence: String, Sendable {
    case stop
    case hold
  }
}

/// What a limit said about a plan.
package struct LimitVerdict: Equatable, Sendable {
  package let name: LimitName
  /// The group, attribute, source or address that it is about, where there is one for each.
  package let subject: String?
  package let value: Int
  package let base: Int
  /// nil: no limit.
  package let allowed: Int?
  package let exceeded: Bool
  /// For the stop's first line: some of the people or things it is about.
  package let examples: [String]

  package init(
    name: LimitName,
    subject: String? = nil,
    value: Int,
    base: Int,
    allowed: Int?,
    exceeded: Bool,
    examples: [String] = []
  ) {
    self.name = name
    self.subject = subject
    self.value = value
    self.base = base
    self.allowed = allowed
    self.exceeded = exceeded
    self.examples = examples
  }

  package var consequence: LimitName.Consequence { name.consequence }
}
