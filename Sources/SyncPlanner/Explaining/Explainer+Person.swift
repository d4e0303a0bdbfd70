internal import DirectoryModel

extension Explainer {
  func explain(person: Person) -> Explanation {
    let entry = person.entries.first.map { world.directory.user($0) }
    let members = person.members.map { world.organization.member($0) }
    let subject = entry?.subject ?? members.first?.email ?? members.first?.id ?? ""
    let ids = Set(members.map(\.id))
    let changes = plan.changes.filter { change in
      if let id = change.member?.id, ids.contains(id) { return true }
      // Invited, or a link that writes the entry's id.
      guard let id = entry?.id else { return false }
      return change.member?.externalID == id || change.after?.externalID == id
    }
    let names = [subject, entry?.email] + members.map(\.email) + members.map(\.id)
    return Explanation(
      subject: subject,
      sections: [
        .init("directory", directoryLines(person)),
        .init("scope", person.entries.map(scopeLine) + (entry == nil ? ["nothing to judge"] : [])),
        .init("organization", organizationLines(person)),
        .init("match", [matchLine(person, changes)]),
      ] + sections(changes, names: Set(names.compactMap(\.self)))
    )
  }

  private func directoryLines(_ person: Person) -> [String] {
    guard !person.entries.isEmpty else { return ["no entry in any source"] }
    var lines = person.entries.map { row in
      let entry = world.directory.user(row)
      let place = entry.place ?? entry.email ?? "no address"
      return
        "\(entry.reading.description.name): \(place) · \(entry.state.word) · id \(entry.id ?? "none")"
    }
    let groups = GroupPaths.groups(ofUsers: person.entries, in: world.directory)
    if !groups.isEmpty { lines.append("groups \(groups.joined(separator: ", "))") }
    return lines
  }

  private func scopeLine(_ row: Int) -> String {
    let entry = world.directory.user(row)
    switch world.roster.standings[row] {
    case .member: return "in: " + ScopeWords.passed(world.policy.users, entry)
    case .outOfScope: return "out: " + ScopeWords.failed(world.roster.scopeRules[row], entry, world)
    case .blocked: return "blocked: entries contradict each other; nothing is given"
    case .merged: return "another entry stands for this person"
    case .unusable: return "in, but without an address or id that can be used; nothing is given"
    case .undecided: return "its state is not known; nothing is given, nothing taken"
    case .disabled: return "disabled in the directory"
    case .deleted: return "deleted in the directory"
    }
  }

  private func organizationLines(_ person: Person) -> [String] {
    guard !person.members.isEmpty else { return ["no member"] }
    let hidden = world.organization.untouchableGroups.keys
    return person.members.flatMap { row in
      let member = world.organization.member(row)
      let groups = world.organization.groups.ids.indices
        .filter { !hidden.contains($0) && world.memberships[$0].contains(UInt32(row)) }
        .map { world.organization.group($0).name }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let line =
        "\(member.id) · \(member.email ?? "no address") · \(member.status.word) · \(member.role.word) · external id \(member.externalID ?? "none")"
      var lines = [line]
      if !groups.isEmpty { lines.append("groups \(groups.joined(separator: ", "))") }
      if !hidden.isEmpty {
        lines.append("groups whose members are not shown, and so perhaps in them: \(hidden.count)")
      }
      return lines
    }
  }

  /// How entry and member came together, or why they did not.
  private func matchLine(_ person: Person, _ changes: [Change]) -> String {
    if changes.contains(where: { $0.action == .link }) { return "by address, if the link is made" }
    if changes.contains(where: { $0.action == .relink }) {
      return "by address, if the external id is replaced"
    }
    guard let member = person.members.first else {
      return changes.contains { $0.action == .invite }
        ? "no member has this id or address" : "no member has this id"
    }
    guard person.entries.isEmpty else { return "by external id" }
    guard world.isManagedColumn(member) else { return "unmanaged: carries no external id" }
    let id = world.bytes(ofMember: world.members.externalIDs[member])
    let knew = world.readingsThatKnew(id).map { world.name(ofReading: $0) }
    guard knew.isEmpty else { return "managed: seen before in \(knew.joined(separator: ", "))" }
    return world.memory.loss == nil
      ? "foreign: no good run has seen this id in a configured source"
      : "foreign: what earlier runs have seen is lost, and no source has this id now"
  }
}

extension EntryState {
  fileprivate var word: String {
    switch self {
    case .active: "active"
    case .disabled: "disabled"
    case .deleted: "deleted"
    case .unknown: "state unknown"
    }
  }
}
