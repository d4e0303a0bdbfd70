/// What the configuration decides about people: who takes part, what is given, taken, held, stopped.
///
/// Every default is the one of `DESIGN.md`.
package struct SyncPolicy: Equatable, Sendable {
  package var users = UserRules()
  package var groups = GroupRules()
  package var adoptsMembersByEmail = true
  package var adoptsGroupsByName = true
  package var restore = Restore.own
  package var departures = Departures()
  package var absence = AbsenceRules()
  package var protection = Protection()
  package var limits = LimitSettings()
  /// What concerns a single source, by its name.
  package var sources: [String: SourceRules] = [:]
  /// Canonical JSON of the keys that decide who is read and who takes part.
  package var fingerprint = ""

  package init() {}

  /// `users`: who takes part.
  ///
  /// Globs on the e-mail, without case.
  package struct UserRules: Equatable, Sendable {
    package var include: [String] = []
    package var exclude: [String] = []
    /// Names (with case) or `id:…` of groups of the source.
    package var groups: [String] = []
    package var domains: [String] = []
    /// The filters of `users.prefer`, as written: readers judge them, the resolver needs only their order.
    package var prefer: [String] = []

    package init() {}
  }

  /// `groups`: which groups take part.
  ///
  /// Globs on the name, with case, or `id:…`.
  package struct GroupRules: Equatable, Sendable {
    package var isSynced = true
    package var include: [String] = []
    package var exclude: [String] = []
    package var departed = Departed.empty

    package init() {}

    package enum Departed: String, Sendable, CaseIterable {
      case empty
      case keep
      case delete
    }
  }

  package enum Restore: String, Sendable, CaseIterable {
    case own
    case always
    case never
  }

  package struct Departures: Equatable, Sendable {
    package var disabled = Action.revoke
    package var deleted = Action.revoke
    package var absent = Action.revoke
    package var outOfScope = Action.revoke
    /// Seconds; nil: never.
    package var removeAfter: Int64?

    package init() {}

    package enum Action: String, Sendable, CaseIterable {
      case revoke
      case remove
      case keep
    }
  }

  package struct AbsenceRules: Equatable, Sendable {
    package var confirm = Confirm.unproven
    /// Seconds between the two exports.
    package var age: Int64 = 3600

    package init() {}

    package enum Confirm: String, Sendable, CaseIterable {
      case unproven
      case always
    }
  }

  package struct Protection: Equatable, Sendable {
    package var roles: Set<MemberRole> = [.owner]
    /// False if `protect.roles` was left out: a target that shows no roles then needs `protect.members`.
    package var rolesAreGiven = false
    /// Addresses, without case, or `id:…` of the organization.
    package var members: [String] = []
    package var minimumOwners = 1

    package init() {}
  }

  package struct SourceRules: Equatable, Sendable {
    /// Domains that the source speaks for; nil: all.
    package var domains: [String]?
    package var doubtful = Doubtful.stop
    package var requiresProof = false

    package init() {}

    package enum Doubtful: String, Sendable, CaseIterable {
      case stop
      case additionsOnly
    }
  }
}
