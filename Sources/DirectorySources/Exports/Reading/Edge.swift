/// Somebody is in something: a membership as read, before anybody knows whether both ends exist.
struct Edge {
  /// The group, by id or another name of it.
  let container: UInt32
  let member: UInt32
  let kind: MemberKind
  let flags: Flags

  struct Flags: OptionSet {
    let rawValue: UInt8

    static let isLeftOut = Flags(rawValue: 1)
    static let isWorthTelling = Flags(rawValue: 2)
    static let mayBeOutsider = Flags(rawValue: 4)
    static let isIndirect = Flags(rawValue: 8)
    /// Says who contains whom, but not from a list whose length anybody counts.
    static let isUncounted = Flags(rawValue: 16)
    /// Read from the record of the member: a group that was not exported is no lack then.
    static let isFromMember = Flags(rawValue: 32)
  }
}

/// An element of a list that is not yet known to be of users, groups or members.
struct ListEntry {
  /// A version of a user or group, or the atom of a reference.
  let subject: UInt32
  let kind: Kind
  let memberKind: MemberKind
  let flags: Edge.Flags

  enum Kind: UInt8 {
    case user
    case group
    /// A reference without more: an id, or an object that has only one.
    case reference
  }
}
