package import DirectoryModel

/// Answers why: the entry, the rule that decided, the match, the changes and the limits they count under.
package struct Explainer {
  private let world: World
  private let plan: Plan
  private let matching: Matching

  package init(_ input: PlannerInput, plan: Plan) {
    world = World(input)
    self.plan = plan
    matching = Matching(world)
  }

  /// Explains one person or group.
  ///
  /// - Parameter who: An address (without case), an external id, an id of the organization, or a name.
  /// - Returns: One explanation for each person and group that fits; none if nobody does.
  package func explain(_ who: String) -> [Explanation] {
    let users = self.users(who)
    var members = self.members(who)
    var explanations: [Explanation] = []
    for user in users {
      let member = self.member(of: user)
      if let member { members.removeAll { $0 == member } }
      explanations.append(person(user: user, member: member))
    }
    for member in members {
      let row = Int(matching.personOfMember[member])
      explanations.append(person(user: row >= 0 ? row : nil, member: member))
    }
    return explanations + groups(who)
  }

  private func users(_ who: String) -> [Int] {
    let address = EmailAddress.normalized(who)
    return (0..<world.directory.users.count).filter { row in
      let user = world.directory.user(row)
      return user.id == who || user.displayName == who || (address != nil && user.email == address)
    }
  }

  private func members(_ who: String) -> [Int] {
    let address = EmailAddress.normalized(who)
    return (0..<world.members.count).filter { row in
      let member = world.organization.member(row)
      return member.id == who || member.externalID == who || member.name == who
        || (address != nil && member.email == address)
    }
  }

  private func member(of user: Int) -> Int? {
    let matched = Int(matching.memberOfPerson[user])
    if matched >= 0 { return matched }
    return (0..<world.members.count).first { Int(matching.personOfMember[$0]) == user }
  }

  private func person(user: Int?, member: Int?) -> Explanation {
    let entry = user.map { world.directory.user($0) }
    let view = member.map { world.organization.member($0) }
    let subject = entry?.subject ?? view?.email ?? view?.id ?? ""
    let changes = plan.changes.filter { change in
      guard let about = change.member else { return false }
      return about.id != nil && about.id == view?.id
        || about.externalID != nil && about.externalID == entry?.id
        || about.id == nil && about.email == entry?.email
    }
    var sections: [Explanation.Section] = [
      .init("directory", directoryLines(user)), .init("scope", scopeLines(user)),
      .init("organization", organizationLines(member)), .init("match", matchLines(user, member)),
      .init("changes", changes: changes),
    ]
    let names = [entry?.email, view?.email, entry?.subject].compactMap(\.self)
    let told = plan.advisories.filter { names.contains($0.subject) }
    if !told.isEmpty {
      sections.append(.init("worth knowing", told.map { "\($0.kind.rawValue): \($0.message)" }))
    }
    sections.append(.init("limits", limitLines(changes)))
    return Explanation(subject: subject, sections: sections)
  }

  private func directoryLines(_ user: Int?) -> [String] {
    guard let user else { return ["no entry in any source"] }
    let entry = world.directory.user(user)
    let source = entry.reading.description.name
    let place = entry.place ?? entry.email ?? ""
    var lines = ["\(source): \(place) · \(entry.state.word) · id \(entry.id ?? "none")"]
    let direct = Set(
      (0..<world.directory.groups.count).filter {
        world.directory.members[$0].contains(UInt32(user))
      }
    )
    var names: [String] = []
    if world.roster.memberships.groupCount > 0 {
      for group in 0..<world.directory.groups.count
      where world.roster.memberships.users(ofGroup: group).contains(UInt32(user)) {
        let name = world.directory.group(group).name ?? ""
        names.append(direct.contains(group) ? name : "\(name) (through a nested group)")
      }
    }
    if !names.isEmpty { lines.append("groups \(names.sorted().joined(separator: ", "))") }
    return lines
  }

  private func scopeLines(_ user: Int?) -> [String] {
    guard let user else { return ["nothing to judge"] }
    let rule = world.roster.scopeRules[user]
    switch world.roster.standings[user] {
    case .member: return ["in: every rule of users passes"]
    case .outOfScope: return ["out: \(rule.key)"]
    case .blocked: return ["blocked: another entry contradicts it; nothing is given"]
    case .merged: return ["another entry stands for this person"]
    case .unusable: return ["in, but without an address or id that can be used; nothing is given"]
    case .undecided: return ["its state is not known; nothing is given, nothing taken"]
    case .disabled: return ["disabled in the directory"]
    case .deleted: return ["deleted in the directory"]
    }
  }

  private func organizationLines(_ member: Int?) -> [String] {
    guard let member else { return ["no member"] }
    let view = world.organization.member(member)
    var lines = [
      "\(view.id) · \(view.email ?? "no address") · \(view.status.word) · \(view.role.word) · external id \(view.externalID ?? "none")"
    ]
    let names = (0..<world.organization.groups.count)
      .filter { world.organization.memberships[$0].contains(UInt32(member)) }
      .map { world.organization.group($0).name }
    if !names.isEmpty { lines.append("groups \(names.sorted().joined(separator: ", "))") }
    return lines
  }

  private func matchLines(_ user: Int?, _ member: Int?) -> [String] {
    guard let member else { return [user == nil ? "nobody" : "no member has this id"] }
    guard user == nil else {
      return [world.isManagedColumn(member) ? "by external id" : "by address"]
    }
    guard world.isManagedColumn(member) else { return ["unmanaged: carries no external id"] }
    let id = world.bytes(ofMember: world.members.externalIDs[member])
    let knew = world.readingsThatKnew(id).map { world.name(ofReading: $0) }
    return [
      knew.isEmpty
        ? "foreign: no good run has seen this id in a configured source"
        : "managed: seen before in \(knew.joined(separator: ", "))"
    ]
  }

  private func groups(_ who: String) -> [Explanation] {
    var names: Set<String> = []
    for row in 0..<world.directory.groups.count {
      let group = world.directory.group(row)
      if group.name == who || group.id == who { names.insert(group.name ?? who) }
    }
    for row in 0..<world.organization.groups.count {
      let group = world.organization.group(row)
      if group.name == who || group.id == who || group.externalID == who {
        names.insert(group.name)
      }
    }
    return names.sorted().map(group)
  }

  private func group(_ name: String) -> Explanation {
    let sources = (0..<world.directory.groups.count)
      .filter { world.directory.group($0).name == name }
      .map { row in
        let group = world.directory.group(row)
        let takesPart = world.roster.groups.contains(row) ? "takes part" : "left as it is"
        return
          "\(group.reading.description.name): \(group.place ?? name) · id \(group.id ?? "none") · \(takesPart)"
      }
    let targets = (0..<world.organization.groups.count)
      .filter { world.organization.group($0).name == name }
      .map { row in
        let group = world.organization.group(row)
        return
          "\(group.id) · external id \(group.externalID ?? "none") · \(world.organization.memberships.range(row).count) members"
      }
    let changes = plan.changes.filter { $0.group?.name == name }
    return Explanation(
      subject: name,
      sections: [
        .init("directory", sources.isEmpty ? ["no such group in any source"] : sources),
        .init("organization", targets.isEmpty ? ["no such group"] : targets),
        .init("changes", changes: changes),
        .init("limits", limitLines(changes)),
      ]
    )
  }

  private func limitLines(_ changes: [Change]) -> [String] {
    let names = Set(changes.compactMap { $0.hold?.limit } + plan.stops.map(\.name))
    let reached = plan.limits.filter { names.contains($0.name) && $0.exceeded }
    guard !reached.isEmpty else { return ["none reached"] }
    return reached.map { limit in
      "\(limit.name.rawValue)\(limit.subject.map { " (\($0))" } ?? ""): \(limit.value) of \(limit.base), allowed \(limit.allowed.map(String.init) ?? "any number")"
    }
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
