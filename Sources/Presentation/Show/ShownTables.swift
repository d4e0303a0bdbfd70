package import DirectoryModel

extension Shown {
  /// Every entry of a source as an aligned table.
  package static func text(
    _ snapshot: DirectorySnapshot,
    memberships: MembershipSets,
    style: TextStyle
  ) -> String {
    let groups = snapshot.hasGroups ? Array(0..<snapshot.groups.count) : nil
    return table(snapshot, memberships, groups, style) { _ in
      true
    } isMember: {
      snapshot.users.states[$0] != .deleted
    }
  }

  /// The roster as an aligned table.
  package static func text(_ roster: Roster, style: TextStyle) -> String {
    let groups = roster.syncsGroups ? roster.groups : nil
    return table(roster.directory, roster.memberships, groups, style) {
      roster.isMember($0)
    } isMember: {
      roster.isMember($0)
    }
  }

  private static func table(
    _ directory: DirectorySnapshot,
    _ memberships: MembershipSets,
    _ groups: [Int]?,
    _ style: TextStyle,
    shows: (Int) -> Bool,
    isMember: (Int) -> Bool
  ) -> String {
    var users = AlignedTable(header: ["EMAIL", "STATE", "EXTERNAL ID", "NAME"])
    let rows = (0..<directory.users.count).filter(shows)
    for row in sorted(rows, by: directory.users.order, directory.arena) {
      let user = directory.user(row)
      users.add([user.email ?? "-", word(user.state), user.id ?? "-", user.displayName ?? ""])
    }
    var text = users.text(style)
    guard let groups else { return text + "\nno groups\n" }
    var table = AlignedTable(header: ["GROUP", "MEMBERS", "EXTERNAL ID"])
    for group in sorted(groups, by: directory.groups.order, directory.arena) {
      let view = directory.group(group)
      let members = members(of: group, directory, memberships, isMember)
      table.add([view.name ?? "-", style.number(members.count), view.id ?? "-"])
    }
    text += "\n" + table.text(style)
    return text
  }

  /// An organization as an aligned table.
  package static func text(_ snapshot: OrganizationSnapshot, style: TextStyle) -> String {
    var members = AlignedTable(header: ["EMAIL", "STATUS", "ROLE", "EXTERNAL ID", "ID"])
    let rows = Array(0..<snapshot.members.count)
    for row in sorted(rows, by: [snapshot.members.emails, snapshot.members.ids], snapshot.arena) {
      let view = snapshot.member(row)
      members.add([
        view.email ?? "-", view.status.word, view.role.word, view.externalID ?? "-", view.id,
      ])
    }
    var groups = AlignedTable(header: ["GROUP", "MEMBERS", "EXTERNAL ID", "ID"])
    let groupRows = Array(0..<snapshot.groups.count)
    for row in sorted(groupRows, by: [snapshot.groups.names, snapshot.groups.ids], snapshot.arena) {
      let view = snapshot.group(row)
      groups.add([
        view.name, style.number(snapshot.memberships.range(row).count), view.externalID ?? "-",
        view.id,
      ])
    }
    return members.text(style) + "\n" + groups.text(style)
  }

  private static func word(_ state: EntryState) -> String {
    switch state {
    case .active: "active"
    case .disabled: "disabled"
    case .deleted: "deleted"
    case .unknown: "unknown"
    }
  }
}
