internal import DirectoryModel
internal import LDAPClient

/// How entries become groups of a snapshot.
struct GroupMapping: Sendable {
  private(set) var attributes = AttributeList()
  let filter: LDAPFilter
  let id: IDRule
  private let name: Int
  /// Attributes with names of members; empty if memberships come from the users.
  let members: [Int]
  /// An attribute with names of the groups that a group is in, where memberships come from those who have them.
  let memberOf: Int?
  /// An attribute with logins of members.
  let logins: Int?
  /// `objectSid` or `gidNumber`: what users name their primary group by.
  let primaryKey: (number: Int, kind: LDAPSchema.PrimaryGroup)?
  private let systemObject: Int?
  private let memberURL: Int
  private(set) var counts: EntryCounts

  init(_ settings: LDAPSourceSettings, _ schema: LDAPSchema) throws(LDAPSourceFailure) {
    let groups = settings.groups
    let configured = try LDAPSourceFailure.filter(groups.filter, "groups.filter")
    filter = schema.combined(schema.groupFilter, configured)
    var list = AttributeList()
    id = IDRule(groups.externalID, schema: schema.groupIDs, &list)
    name = list.add(groups.name ?? schema.groupName)
    let login = settings.namesMembersByLogin(schema) ? groups.member ?? schema.memberLogins : nil
    if settings.readsMembershipsFromUsers {
      members = []
    } else if let member = groups.member {
      members = login == nil ? [list.add(member)] : []
    } else {
      members = schema.memberNames.map { list.add($0) }
    }
    memberOf = settings.readsMembershipsFromUsers ? list.add(schema.memberOf) : nil
    logins = login.map { list.add($0) }
    primaryKey = schema.primaryGroup.map { kind in
      (list.add(kind == .securityIdentifier ? "objectSid" : "gidNumber"), kind)
    }
    systemObject = schema.systemObject.map { list.add($0) }
    memberURL = list.add("memberURL")
    attributes = list
    counts = EntryCounts(
      [name] + members + [logins, primaryKey?.number].compactMap(\.self),
      in: list
    )
  }

  /// Adds the group that an entry is.
  mutating func add(
    _ entry: LDAPEntry,
    includingSystemObjects: Bool,
    _ builder: inout DirectorySnapshotBuilder
  ) throws(ArenaFull) -> Int {
    counts.add(entry)
    let isSystem = systemObject.flatMap { entry.text($0)?.lowercased() } == "true"
    return builder.addGroup(
      id: try builder.texts.append(id.id(entry)),
      name: try entry.first(name).map { value throws(ArenaFull) in try builder.append(value) }
        ?? .none,
      place: try builder.append(entry.dn),
      leftOut: isSystem && !includingSystemObjects
    )
  }

  /// Whether the server makes up the members by a search that we do not run (`groupOfURLs`).
  func isDynamic(_ entry: LDAPEntry) -> Bool {
    guard !entry.values(memberURL).isEmpty else { return false }
    // Some servers fill `member` in when they are asked.
    return members.allSatisfy { entry.values($0).isEmpty }
  }
}
