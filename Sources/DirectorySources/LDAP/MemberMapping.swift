internal import LDAPClient

/// Tells what an entry is that a group names and that was not read under this name.
struct MemberMapping: Sendable {
  private(set) var attributes = AttributeList()
  private let userID: IDRule
  private let groupID: IDRule
  private let groupFilters: [LDAPFilter]
  private let numbers: [String: Int]
  private let members: [Int]
  private let objectClass: Int

  enum Kind: Sendable {
    /// With the id that would tell which one.
    case group(id: String?)
    /// A person, or whatever else has no members.
    case other(id: String?)
    /// The account may not even see what it is.
    case unknown
  }

  init(_ settings: LDAPSourceSettings, _ schema: LDAPSchema, _ groups: GroupMapping) {
    var list = AttributeList()
    userID = IDRule(settings.users.externalID, schema: schema.userIDs, &list)
    groupID = IDRule(settings.groups.externalID, schema: schema.groupIDs, &list)
    // A group that the configured filter leaves out is one all the same.
    groupFilters = [groups.filter, schema.groupFilter]
    var numbers: [String: Int] = [:]
    for name in groupFilters.flatMap(\.attributes) { numbers[name] = list.add(name) }
    self.numbers = numbers
    members = (groups.members + [groups.logins].compactMap(\.self)).map {
      list.add(groups.attributes.names[$0])
    }
    objectClass = list.add("objectClass")
    attributes = list
  }

  func kind(_ entry: LDAPEntry) -> Kind {
    let hasMembers = members.contains {
      !entry.values($0).isEmpty || entry.nextStart($0) != nil
    }
    let isGroup = groupFilters.contains { filter in
      filter.matches { name in entry.values(numbers[name] ?? -1) }
    }
    if hasMembers || isGroup { return .group(id: groupID.id(entry)) }
    return entry.values(objectClass).isEmpty ? .unknown : .other(id: userID.id(entry))
  }
}
