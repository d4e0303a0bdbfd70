internal import DirectoryModel

/// One way in which an export describes a user.
///
/// The same person can stand in a list of users, again on the next page, and in the lists of ten groups; equal
/// descriptions are one version.
struct UserVersion {
  /// Of its id, by which memberships name it.
  let atom: UInt32
  /// What the organization is to know it by: the same, unless the configuration chooses otherwise.
  let externalID: Text
  /// Another version of the same id, or ``none``.
  let next: UInt32
  let email: Text
  let name: Text
  let changed: Int64
  let preferences: UInt32
  let state: EntryState
  let marks: EntryMarks
  var flags: Flags

  static let none = UInt32.max

  struct Flags: OptionSet {
    let rawValue: UInt8

    /// Stands in a list of users rather than only in one of members.
    static let isListed = Flags(rawValue: 1)
    static let isService = Flags(rawValue: 2)
    static let hasStatus = Flags(rawValue: 4)
    static let hasEmail = Flags(rawValue: 8)
    static let hasName = Flags(rawValue: 16)
    /// Says which groups the user is in, be it none.
    static let namesGroups = Flags(rawValue: 32)
  }
}
