extension SandboxOrganization {
  /// The import, step by step and not in one transaction: what is done before a failure stays (contract, section 8).
  mutating func importAll(
    _ model: ImportModel,
    _ settings: SandboxSettings
  ) throws(SandboxRefusal) {
    let active = model.members.filter { !$0.isDeleted }
    if settings.isCloud, !model.isLarge, model.groups.count > 2000 || active.count > 2000 {
      throw .badRequest("You cannot import this much data at once.")
    }
    guard usesDirectory else {
      throw .badRequest("Organization cannot use directory syncing.")
    }
    try refuseDuplicateExternalIDs()
    let activeIDs = Set(active.map(\.externalID))
    deleteListed(model.members, keeping: activeIDs)
    if model.isOverwriting { try overwrite(keeping: activeIDs) }
    try link(active)
    try add(active, stages: !model.invites && settings.canStage && hasStagedFlag, settings)
    if !model.groups.isEmpty { try importGroups(model.groups) }
  }

  private func refuseDuplicateExternalIDs() throws(SandboxRefusal) {
    var ids: Set<String> = []
    for member in members.values {
      guard let id = member.externalID, !id.isEmpty else { continue }
      guard ids.insert(id).inserted else { throw .unhandled }
    }
  }

  private mutating func deleteListed(
    _ listed: [ImportModel.Member],
    keeping active: Set<String>
  ) {
    let deleted = Set(listed.filter(\.isDeleted).map(\.externalID)).subtracting(active)
    for member in members.values {
      if let id = member.externalID, deleted.contains(id), member.type != SandboxMember.Role.owner {
        deleteMember(member.id)
      }
    }
  }

  private mutating func overwrite(keeping active: Set<String>) throws(SandboxRefusal) {
    let candidates = members.values.filter { member in
      guard let id = member.externalID, !id.isEmpty else { return false }
      return member.type != SandboxMember.Role.owner && !active.contains(id)
    }
    guard candidates.allSatisfy({ $0.hasMasterPassword && $0.userID != nil }) else {
      throw .badRequest(
        "Sync failed. To proceed, disable the 'Remove and re-add users during next sync' setting and try again."
      )
    }
    for member in candidates { deleteMember(member.id) }
  }

  private mutating func link(_ active: [ImportModel.Member]) throws(SandboxRefusal) {
    var byEmail: [String: String] = [:]
    for person in active {
      guard byEmail.updateValue(person.externalID, forKey: person.email ?? "") == nil else {
        throw .unhandled
      }
    }
    let blank = members.values.filter { ($0.externalID ?? "").isEmpty }
    guard Set(blank.map(\.email)).count == blank.count else { throw .unhandled }
    let taken = Set(members.values.compactMap(\.externalID))
    let matches = blank.compactMap { member in byEmail[member.email].map { (member.id, $0) } }
    guard matches.allSatisfy({ !taken.contains($0.1) }) else { throw .unhandled }
    for (id, externalID) in matches { updateMember(id) { $0.externalID = externalID } }
  }

  private mutating func add(
    _ active: [ImportModel.Member],
    stages: Bool,
    _ settings: SandboxSettings
  ) throws(SandboxRefusal) {
    let known = Set(members.values.compactMap(\.externalID))
    let emails = Set(
      members.values.filter { settings.database == .sqlServer || $0.userID != nil }.map(\.email)
    )
    let new = active.filter { !known.contains($0.externalID) }
    if !stages || !new.isEmpty || seats != nil {
      try takeSeats(
        stages ? 0 : new.filter { !emails.contains($0.email ?? "") }.count,
        settings,
        selfHosted: "Cannot autoscale on self-hosted instance."
      )
    }
    if let seats, occupiedSeats > seats {
      throw .badRequest("Seat limit has been reached.")
    }
    for person in new {
      guard let email = person.email, !emails.contains(email) else { continue }
      addMember(
        email: email,
        externalID: person.externalID,
        status: stages ? SandboxMember.Status.staged : SandboxMember.Status.invited
      )
      if !stages { outbox.append(SandboxMail(kind: .invitation, email: email)) }
    }
  }

  private mutating func importGroups(_ listed: [ImportModel.Group]) throws(SandboxRefusal) {
    guard usesGroups else { throw .badRequest("Organization cannot use groups.") }
    var byExternalID: [String: String] = [:]
    for group in groups.values {
      guard let id = group.externalID, !id.isEmpty else { continue }
      guard byExternalID.updateValue(group.id, forKey: id) == nil else { throw .unhandled }
    }
    guard Set(listed.map(\.externalID)).count == listed.count,
      listed.allSatisfy({ $0.memberExternalIDs != nil })
    else { throw .unhandled }
    var memberIDs: [String: String] = [:]
    for member in members.values {
      if let id = member.externalID { memberIDs[id] = member.id }
    }
    for group in listed {
      let wanted = Set((group.memberExternalIDs ?? []).compactMap { memberIDs[$0] })
      if let id = byExternalID[group.externalID] {
        updateGroup(id) { present in
          present.name = group.name
          present.members = wanted
        }
      } else {
        addGroup(name: group.name, externalID: group.externalID, members: wanted)
      }
    }
  }
}
