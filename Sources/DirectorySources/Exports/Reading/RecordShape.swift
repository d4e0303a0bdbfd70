/// What a record is.
enum RecordShape {
  case user
  case group
  /// Somebody or something in a group, with no more than that.
  case member
  /// Who is in a group, or one such pair (M4, M6, M7): it names its group itself.
  case membership
  /// A group that a user or another group is in.
  case containingGroup
  /// Of a kind that is not asked for.
  case ignored
  /// Says something about the records around it: the first or last line of a file.
  case notice
}

/// What a dialect makes of the record of a user; pointers last as long as the record.
struct UserDraft {
  var id: Bytes?
  /// What the organization is to know the user by.
  var externalID = DraftID.own
  /// The id is the key under which the record stands.
  var hasIDInKey = false
  var email: Bytes?
  /// Read one after the other with a blank between.
  var name: Bytes?
  var secondName: Bytes?
  var state = DraftState.active
  /// The record says something about being active.
  var hasStatus = false
  /// Seconds since 1970 of the last change, or 0.
  var changed: Int64 = 0
  /// Other names by which groups refer to the user.
  var keys: [Bytes] = []
  /// A robot account: no person, and skipped as a member without a word.
  var isService = false
  /// A guest, who is left out unless asked for.
  var isGuest = false
  /// Groups that the record names outside a list.
  var groups: [Bytes] = []
  /// The record would name its groups, had it any.
  var hasGroups = false

  enum DraftState {
    case active
    case disabled
    case deleted
    /// The record has a word for it that we do not know: nothing is given, nothing taken.
    case unknown
  }

  enum DraftID {
    /// The provider's own id.
    case own
    /// Another attribute, if the record has it.
    case chosen(Bytes?)
  }

  mutating func setName(_ first: Bytes?, _ second: Bytes?) {
    name = first ?? second
    secondName = first == nil ? nil : second
  }
}

/// What a dialect makes of the record of a group.
struct GroupDraft {
  var id: Bytes?
  var name: Bytes?
  /// How many members the group itself claims to have.
  var memberCount: Int?
  /// How many groups directly in it.
  var subgroupCount: Int?
  /// Other names by which memberships refer to the group.
  var keys: [Bytes] = []
  /// The group that this one is in.
  var parent: Bytes?
  /// Built in, and left out unless asked for.
  var isBuiltIn = false
  /// Whoever it was asked for is in it through another group.
  var isIndirect = false
  /// Members that the record names outside a list.
  var members: [Bytes] = []
  /// The record would name its members, had it any.
  var hasMembers = false
}

/// What a dialect makes of an entry of a member list.
struct MemberDraft {
  var id: Bytes?
  /// The address, where ids are not enough to find or judge the member.
  var email: Bytes?
  var kind = MemberKind.unknown
  /// Listed, but no member: suspended in the group, not assigned.
  var isLeftOut = false
  /// The left out one is worth telling.
  var isWorthTelling = false
  /// Says nothing about whether it belongs to the organization; Google leaves the status of outsiders out.
  var mayBeOutsider = false
  /// Comes through another group: not counted among the direct members.
  var isIndirect = false
}

/// What a member is.
enum MemberKind: UInt8 {
  /// A user, or, if there is no such user, a group.
  case unknown
  case user
  case group
  /// Every active user.
  case everyone
  /// A device, a service, a contact.
  case thing
}
