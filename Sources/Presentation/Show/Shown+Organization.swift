package import DirectoryModel

extension Shown {
  /// An organization, in the form of a file organization.
  package static func json(_ snapshot: OrganizationSnapshot) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.array("groups") { json in
        let rows = Array(0..<snapshot.groups.count)
        for row in sorted(rows, by: [snapshot.groups.ids], snapshot.arena) {
          json.row { write(group: row, snapshot, &$0) }
        }
        json.endRows()
      }
      json.array("members") { json in
        let rows = Array(0..<snapshot.members.count)
        for row in sorted(rows, by: [snapshot.members.ids], snapshot.arena) {
          json.row { write(member: row, snapshot, &$0) }
        }
        json.endRows()
      }
      json.field("version", 1)
    }
    json.endLine()
    return json.bytes
  }

  private static func write(member: Int, _ snapshot: OrganizationSnapshot, _ json: inout JSONWriter)
  {
    let view = snapshot.member(member)
    json.field("email", orNull: view.email)
    json.field("externalId", orNull: view.externalID)
    json.field("id", view.id)
    json.field("name", orNull: view.name)
    if view.status == .revoked, view.priorStatus != .unknown {
      json.field("priorStatus", view.priorStatus.word)
    }
    json.field("role", view.role.word)
    json.field("status", view.status.word)
  }

  private static func write(group: Int, _ snapshot: OrganizationSnapshot, _ json: inout JSONWriter)
  {
    let view = snapshot.group(group)
    json.field("externalId", orNull: view.externalID)
    json.field("id", view.id)
    json.array("members") { json in
      let members = snapshot.memberships[group].map(Int.init)
      for member in sorted(members, by: [snapshot.members.ids], snapshot.arena) {
        json.element(snapshot.member(member).id)
      }
    }
    json.field("name", view.name)
  }
}
