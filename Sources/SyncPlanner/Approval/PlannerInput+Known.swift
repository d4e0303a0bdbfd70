internal import DirectoryModel

extension PlannerInput {
  /// Whether `who` names anybody or anything on either side, as `--only` does, with a change or without one.
  package func knows(_ who: String) -> Bool {
    isUser(who) || isMember(who) || isGroup(who)
  }

  private func isUser(_ who: String) -> Bool {
    let directory = roster.directory
    if directory.usersByID.first(who) != nil { return true }
    return EmailAddress.normalized(who).flatMap { directory.usersByAddress.first($0) } != nil
  }

  private func isMember(_ who: String) -> Bool {
    let address = EmailAddress.normalized(who)
    return organization.members.ids.indices.contains { row in
      let member = organization.member(row)
      return member.id == who || member.externalID == who
        || (address != nil && member.email == address)
    }
  }

  private func isGroup(_ who: String) -> Bool {
    let isOfDirectory = roster.directory.groups.ids.indices.contains { row in
      let group = roster.directory.group(row)
      return group.id == who || group.name == who
    }
    return isOfDirectory
      || organization.groups.ids.indices.contains { row in
        let group = organization.group(row)
        return group.id == who || group.externalID == who || group.name == who
      }
  }
}
