internal import DirectoryModel
internal import LDAPClient

extension LDAPReading {
  /// Counts what each base gives, and keeps nothing of it; goes on after a base that fails.
  ///
  /// - Throws: ``LDAPSourceFailure`` if it cannot be told which bases there are.
  mutating func probe() async throws(LDAPSourceFailure) -> [LDAPReach.Base] {
    var bases: [LDAPReach.Base] = []
    for base in try userBases() {
      let finding = await count(userRequest(base), users.id, members: [])
      bases.append(LDAPReach.Base(key: "users.base", name: base, finding: finding))
    }
    guard let groups else { return bases }
    for base in settings.groups.bases {
      let members = groups.members + [groups.logins].compactMap(\.self)
      let finding = await count(groupRequest(base, groups), groups.id, members: members)
      bases.append(LDAPReach.Base(key: "groups.base", name: base, finding: finding))
    }
    return bases
  }

  private mutating func count(
    _ request: LDAPSearchRequest,
    _ id: IDRule,
    members: [Int]
  ) async -> LDAPReach.Finding {
    var count = LDAPReach.Count()
    var withMembers = 0
    do throws(LDAPSourceFailure) {
      try await search(request) { _, entry in
        count.entries += 1
        if id.id(entry) == nil { count.withoutID += 1 }
        let hasMembers = members.contains { number in
          !entry.values(number).isEmpty || entry.nextStart(number) != nil
        }
        if hasMembers { withMembers += 1 }
      }
    } catch {
      return .failed(error.sourceError(settings))
    }
    if !members.isEmpty { count.withMembers = withMembers }
    return .counted(count)
  }
}
