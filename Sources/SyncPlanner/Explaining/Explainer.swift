package import DirectoryModel

/// Answers why: the entries, the rule that decided, the match, the changes and the limits they count under.
package struct Explainer {
  let world: World
  let plan: Plan
  let matching: Matching

  package init(_ input: PlannerInput, plan: Plan) {
    world = World(input)
    self.plan = plan
    matching = Matching(world)
  }

  /// Explains every person and group that fits, people first.
  ///
  /// - Parameter who: An address (without case), an external id, an id of the organization, or a name.
  /// - Returns: None if nobody fits.
  package func explain(_ who: String) -> [Explanation] {
    people(who).map(explain(person:)) + groups(who).map(explain(group:))
  }

  /// Entries of the directory and members that are one person.
  struct Person {
    /// All entries with the person's external id; the one that decides comes first.
    var entries: [Int] = []
    var members: [Int] = []
  }

  private func people(_ who: String) -> [Person] {
    var people: [Person] = []
    var toldEntries: Set<Int> = []
    var toldMembers: Set<Int> = []
    for row in users(who) where !toldEntries.contains(row) {
      let person = person(ofEntry: row)
      toldEntries.formUnion(person.entries)
      toldMembers.formUnion(person.members)
      people.append(person)
    }
    for member in members(who) where !toldMembers.contains(member) {
      let row = Int(matching.personOfMember[member])
      let entry = row < 0 ? entryToLink(member) : row
      let found = entry.map { person(ofEntry: $0) } ?? Person(members: [member])
      toldMembers.formUnion(found.members)
      people.append(found)
    }
    return people
  }

  private func person(ofEntry row: Int) -> Person {
    let id = world.bytes(ofUser: world.directory.users.ids[row])
    let rows = id.isEmpty ? [row] : world.directory.usersByID.rows(id)
    let decisive = Matching.representative(rows, world)
    let linked = membersToLink(world.directory.user(decisive).id)
    let members = world.members.ids.indices.filter {
      Int(matching.personOfMember[$0]) == decisive
        || !linked.isEmpty && linked.contains(world.organization.member($0).id)
    }
    return Person(entries: [decisive] + rows.filter { $0 != decisive }, members: members)
  }

  /// Members on whom the plan writes this external id: one person with its entry, as soon as that is done.
  private func membersToLink(_ id: String?) -> Set<String> {
    guard let id else { return [] }
    let links = plan.changes.filter { $0.action.links && $0.after?.externalID == id }
    return Set(links.compactMap { $0.member?.id })
  }

  /// The entry whose id the plan writes on a member.
  private func entryToLink(_ member: Int) -> Int? {
    let id = world.organization.member(member).id
    let link = plan.changes.first { $0.action.links && $0.member?.id == id }
    guard let externalID = link?.after?.externalID else { return nil }
    return world.directory.users.ids.indices.first {
      world.directory.user($0).id == externalID
    }
  }

  private func users(_ who: String) -> [Int] {
    let address = EmailAddress.normalized(who)
    return world.directory.users.ids.indices.filter { row in
      let user = world.directory.user(row)
      return user.id == who || user.displayName == who || (address != nil && user.email == address)
    }
  }

  private func members(_ who: String) -> [Int] {
    let address = EmailAddress.normalized(who)
    return world.members.ids.indices.filter { row in
      let member = world.organization.member(row)
      return member.id == who || member.externalID == who || member.name == who
        || (address != nil && member.email == address)
    }
  }

  /// What is told of every subject: its changes, the advisories about it, the limits.
  func sections(_ changes: [Change], names: Set<String>) -> [Explanation.Section] {
    var sections = [Explanation.Section("changes", changes: changes)]
    let told = plan.advisories.filter { names.contains($0.subject) }
    if !told.isEmpty {
      sections.append(.init("worth knowing", told.map { "\($0.subject): \($0.message)" }))
    }
    return sections + [.init("limits", limitLines(changes))]
  }

  /// Exceeded stops, and the limits that the changes count under.
  private func limitLines(_ changes: [Change]) -> [String] {
    var counted: Set<String> = []
    for change in changes {
      for limit in change.countedLimits {
        let subject = limit.perGroup ? change.group?.name : nil
        counted.insert("\(limit.name.rawValue)\u{1f}\(subject ?? "")")
      }
      if change.hold?.limit == .seats { counted.insert("seats\u{1f}") }
    }
    let lines = plan.limits.compactMap { limit -> String? in
      let isStop = limit.exceeded && limit.consequence == .stop
      let isCounted = counted.contains("\(limit.name.rawValue)\u{1f}\(limit.subject ?? "")")
      return isStop || isCounted ? line(limit) : nil
    }
    return lines.isEmpty ? ["none reached"] : lines
  }

  private func line(_ limit: LimitVerdict) -> String {
    let name = limit.name.rawValue + (limit.subject.map { " of \($0)" } ?? "")
    let allowed = limit.allowed.map { "\($0) allowed" } ?? "without limit"
    let figures = "\(name): \(limit.value) of \(limit.base), \(allowed)"
    guard limit.exceeded else { return figures }
    switch limit.consequence {
    case .stop: return "\(figures): exceeded, nothing at all is applied"
    case .hold: return "\(figures): exceeded, these changes wait for a person"
    }
  }
}
