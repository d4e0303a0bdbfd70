internal import LDAPClient

/// How a kind of directory says what a user and a group is (contract: one preset a vendor, every key can be overridden).
struct LDAPSchema: Sendable, Equatable {
  let name: String
  /// Which entries are users; holds besides a configured filter that names no class itself.
  var userFilter: LDAPFilter
  /// ``userFilter`` and ``groupFilter`` hold besides any configured filter.
  var filtersAlwaysHold = false
  /// The immutable id: the first of these that an entry has.
  var userIDs: [String]
  var emails = ["mail"]
  var displayNames = ["displayName", "cn"]
  /// Fits disabled entries.
  var disabled: LDAPFilter
  /// Without it an entry's state is unknown, since every entry has it that we may fully read.
  var stateAttribute: String?
  var expiry: Expiry?
  /// True on what a fresh installation brings along.
  var systemObject: String?
  var groupFilter: LDAPFilter
  var groupIDs: [String]
  var groupName = "cn"
  /// Attributes of a group with names of its members.
  var memberNames: [String]
  /// An attribute of a group with `uid`s of its members.
  var memberLogins: String?
  /// An attribute of a user with names of groups, for memberships from the users' side.
  var memberOf = "memberOf"
  var primaryGroup: PrimaryGroup?
  /// Beginnings of the names of parts that other servers have and that hold no people.
  var harmlessReferrals: [String] = []
  /// Fits what the server keeps of deleted entries.
  var tombstone: LDAPFilter?
  /// Subtrees below a naming context that hold copies, drafts and leftovers of users.
  var shadowSubtrees: [String] = []

  /// An attribute with the moment when the account ends.
  struct Expiry: Sendable, Equatable {
    let attribute: String
    let format: Format

    enum Format: Sendable {
      /// 100 nanoseconds since 1601; 0 and the largest number mean never.
      case windowsTicks
      /// `20261231235959Z`
      case generalizedTime
    }
  }

  /// How a user names the one group that does not list it.
  enum PrimaryGroup: Sendable {
    /// `primaryGroupID` is the last part of the group's `objectSid`.
    case securityIdentifier
    /// `gidNumber` of both.
    case groupNumber
  }
}
