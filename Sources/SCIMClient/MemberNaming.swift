/// What stands in `members[].value`: ids of users as RFC 7643 has it, or with some services their user names.
package struct MemberNaming: Sendable {
  /// The values are user names, compared without case.
  package let usesUserNames: Bool
  private let rows: [String: Int]

  package struct User: Sendable {
    let id: String
    let userName: String?

    package init(id: String, userName: String?) {
      self.id = id
      self.userName = userName
    }
  }

  /// Judges by what the groups show: no value is a known id, and some are known user names.
  ///
  /// - Parameters:
  ///   - users: Ids and user names.
  ///   - groups: Members of all groups.
  ///   - usesUserNames: Decided already; nil: by the groups.
  package init(
    users: [User],
    groups: [GroupMembers],
    usesUserNames: Bool? = nil
  ) {
    var ids: [String: Int] = [:]
    var names: [String: Int] = [:]
    ids.reserveCapacity(users.count)
    for (row, user) in users.enumerated() {
      ids[user.id] = row
      if let name = user.userName { names[name.lowercased()] = row }
    }
    let decided = usesUserNames ?? Self.judge(groups, ids, names)
    self.usesUserNames = decided
    rows = decided ? names : ids
  }

  private static func judge(
    _ groups: [GroupMembers],
    _ ids: [String: Int],
    _ names: [String: Int]
  ) -> Bool {
    var hasNames = false
    for group in groups {
      guard case .shown(let members) = group else { continue }
      for member in members where !member.isGroup {
        if ids[member.value] != nil { return false }
        if names[member.value.lowercased()] != nil { hasNames = true }
      }
    }
    return hasNames
  }

  /// The row of the user that an entry means; nil if it is none of them.
  package func row(of member: SCIMMember) -> Int? {
    rows[usesUserNames ? member.value.lowercased() : member.value]
  }
}
