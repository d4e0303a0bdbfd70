internal import DirectoryModel

/// Whom, and which groups, a word names on either side, by the ids that changes carry.
struct NamedSubjects {
  private var people = IDs()
  private var groups = IDs()

  private struct IDs {
    /// The organization's.
    var own: Set<String> = []
    /// The directory's, as members and groups carry them or will.
    var external: Set<String> = []

    var isEmpty: Bool { own.isEmpty && external.isEmpty }

    func contains(_ id: String?, _ externalID: String?) -> Bool {
      id.map(own.contains) ?? false || externalID.map(external.contains) ?? false
    }
  }

  /// - Parameters:
  ///   - who: An address (without case), an external id, an id of the organization, or a group's name.
  ///   - input: Both sides.
  ///   - plan: Made from them; its links tell who will carry an id of the directory.
  init(_ who: String, _ input: PlannerInput, _ plan: Plan) {
    let address = EmailAddress.normalized(who)
    let directory = input.roster.directory
    let entries =
      directory.usersByID.rows(who) + (address.map { directory.usersByAddress.rows($0) } ?? [])
    // An entry without id is known, too: no change has a blank one.
    people.external = Set(entries.map { directory.user($0).id ?? "" })
    for row in directory.groups.ids.indices {
      let group = directory.group(row)
      if group.id == who || group.name == who { groups.external.insert(group.id ?? "") }
    }
    let organization = input.organization
    for row in organization.members.ids.indices {
      let member = organization.member(row)
      let hasAddress = address != nil && member.email == address
      if member.id == who || member.externalID == who || hasAddress { people.own.insert(member.id) }
    }
    for row in organization.groups.ids.indices {
      let group = organization.group(row)
      if group.id == who || group.externalID == who || group.name == who {
        groups.own.insert(group.id)
      }
    }
    takeLinks(plan)
  }

  /// Whoever will carry one of the ids is named as well, with all other changes about the same member or group.
  private mutating func takeLinks(_ plan: Plan) {
    for change in plan.changes where change.action.links {
      guard let written = change.after?.externalID else { continue }
      if let id = change.member?.id, people.external.contains(written) { people.own.insert(id) }
      if let id = change.group?.id, groups.external.contains(written) { groups.own.insert(id) }
    }
  }

  /// Neither side knows the word.
  var isEmpty: Bool { people.isEmpty && groups.isEmpty }

  /// Whether the change is about one of them.
  func contains(_ change: Change) -> Bool {
    people.contains(change.member?.id, change.member?.externalID)
      || groups.contains(change.group?.id, change.group?.externalID)
  }
}
