package import DirectoryModel

/// A source in a few readable lines.
package struct PlainDirectory: Sendable {
  package var name = "hq"
  package var kind = SourceDescription.Kind.export
  package var users: [User] = []
  package var groups: [Group]? = []
  package var completeness = Completeness.proven
  package var membershipCompleteness: Completeness?
  package var isStatusKnown = true
  package var attributeCounts: [String: Int] = [:]
  package var modifiedAt: Timestamp?
  package var files: [FileReading] = []
  package var advisories: [Advisory] = []

  package init() {}

  package struct User: Sendable {
    package var id: String
    package var email: String?
    package var name: String?
    package var state = EntryState.active
    package var marks: EntryMarks = []
    package var preferences: UInt32 = 0
    package var changeTime: Int64 = 0

    package init(
      _ id: String,
      _ email: String?,
      name: String? = nil,
      state: EntryState = .active,
      marks: EntryMarks = [],
      preferences: UInt32 = 0,
      changeTime: Int64 = 0
    ) {
      self.id = id
      self.email = email
      self.name = name
      self.state = state
      self.marks = marks
      self.preferences = preferences
      self.changeTime = changeTime
    }
  }

  package struct Group: Sendable {
    package var id: String
    package var name: String
    package var members: [String]
    package var subgroups: [String]
    package var isDoubtful = false

    package init(
      _ id: String,
      _ name: String,
      members: [String] = [],
      subgroups: [String] = [],
      isDoubtful: Bool = false
    ) {
      self.id = id
      self.name = name
      self.members = members
      self.subgroups = subgroups
      self.isDoubtful = isDoubtful
    }
  }

  package func snapshot() throws -> DirectorySnapshot {
    var builder = DirectorySnapshotBuilder()
    builder.advisories = advisories
    var rows: [String: [Int]] = [:]
    for user in users {
      var row = DirectorySnapshotBuilder.User()
      row.id = try builder.texts.append(user.id)
      row.email = try builder.texts.append(user.email.flatMap(EmailAddress.normalized))
      row.name = try builder.texts.append(user.name)
      row.state = user.state
      row.marks = user.marks
      row.preferences = user.preferences
      row.changeTime = user.changeTime
      rows[user.id, default: []].append(builder.add(row))
    }
    var groupRows: [String: Int] = [:]
    for group in groups ?? [] {
      groupRows[group.id] = builder.addGroup(
        id: try builder.texts.append(group.id),
        name: try builder.texts.append(group.name),
        doubtful: group.isDoubtful
      )
    }
    for group in groups ?? [] {
      guard let row = groupRows[group.id] else { continue }
      for member in group.members {
        if let user = rows[member]?.first { builder.addMember(user: user, toGroup: row) }
      }
      for child in group.subgroups {
        if let child = groupRows[child] { builder.addSubgroup(child, toGroup: row) }
      }
    }
    return builder.build(
      description: SourceDescription(name: name, kind: kind, provider: nil, place: "test"),
      users: completeness,
      groups: groups == nil ? nil : completeness,
      memberships: groups == nil ? nil : membershipCompleteness ?? completeness,
      isStatusKnown: isStatusKnown,
      entryCount: users.count { !$0.marks.contains(.located) },
      attributeCounts: attributeCounts,
      modifiedAt: modifiedAt,
      files: files
    )
  }
}
