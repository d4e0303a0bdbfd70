import DirectoryModel

/// Everything that a snapshot says, as one text that does not depend on the order of reading.
enum Fingerprint {
  static func of(_ snapshot: DirectorySnapshot) -> String {
    let reading = snapshot.readings[0]
    var lines: [String] = []
    for row in 0..<snapshot.users.count {
      let user = snapshot.user(row)
      lines.append("user \(name(user)) \(user.state) \(user.marks.rawValue)")
    }
    for row in 0..<snapshot.groups.count {
      let group = snapshot.group(row)
      let members = snapshot.members[row].map { name(snapshot.user(Int($0))) }.sorted()
      let subgroups = snapshot.subgroups[row].map { snapshot.group(Int($0)).id ?? "" }.sorted()
      lines.append("group \(group.id ?? "") \(group.name ?? "") \(members) \(subgroups)")
    }
    lines += snapshot.advisories.map { "advisory \($0.kind.rawValue) \($0.subject)" }
    lines.sort()
    lines.append("\(reading.userCompleteness) \(String(describing: reading.groupCompleteness))")
    lines.append("\(String(describing: reading.membershipCompleteness)) \(reading.isStatusKnown)")
    return lines.joined(separator: "\n")
  }

  private static func name(_ user: DirectoryUser) -> String {
    "\(user.id ?? "-") \(user.email ?? "-") \(user.displayName ?? "-")"
  }
}
