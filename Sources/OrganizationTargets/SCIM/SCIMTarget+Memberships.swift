internal import DirectoryModel
internal import SCIMClient
internal import Synchronization

extension SCIMTarget {
  /// Changes who is in one group, and looks whether it came to pass; what did not is sent once more, or in another form.
  func applyMemberships(_ steps: [ApplyStep], group: String) async -> [ChangeOutcome] {
    let (usesUserNames, userNames) = session.withLock { ($0.usesUserNames, $0.userNames) }
    var delta = MembershipDelta(steps) { id in
      usesUserNames ? userNames[id].flatMap { $0.isEmpty ? nil : $0 } : id
    }
    do throws(SCIMError) {
      var repeats = 0
      while !delta.open.isEmpty {
        try await send(&delta, group: group)
        guard try await settle(&delta, group: group, after: &repeats) else { break }
      }
    } catch {
      delta.failOpen(error)
    }
    return delta.outcomes
  }

  /// Reads the group back.
  ///
  /// - Parameters:
  ///   - delta: What was sent.
  ///   - group: The group's id.
  ///   - repeats: Rounds that brought something, but not everything.
  /// - Returns: Whether another round can bring more.
  /// - Throws: ``SCIMError``
  private func settle(
    _ delta: inout MembershipDelta,
    group: String,
    after repeats: inout Int
  ) async throws(SCIMError) -> Bool {
    if delta.open.isEmpty { return false }
    guard let present = try await present(delta.open, in: group) else {
      delta.settleAll()
      return false
    }
    let hasMoved = delta.settle { present.contains(folded($0)) }
    if delta.open.isEmpty { return false }
    // Whoever is still shown may go by another form. Whoever is not shown after an addition may be there all the
    // same, on a service that cuts its lists: a whole list made of a cut one would take others out.
    if !hasMoved, !delta.removals.isEmpty, escalate(forRemovals: true) { return true }
    repeats += 1
    if repeats < (hasMoved ? 3 : 2) { return true }
    delta.fail(
      delta.removals,
      .ignored("the service accepted the change of the group's members and does not show it")
    )
    delta.failOpen(
      .ignored(
        "the service accepted the member twice and does not show it in the group: it may show only some of the members"
      )
    )
    return false
  }

  /// - Returns: False if there is no other form that can be tried without harm.
  func escalate(forRemovals: Bool) -> Bool {
    session.withLock { session in
      let form = forRemovals ? session.removalForm : session.additionForm
      // Whole lists may only be written where the present list can be seen.
      guard session.showsMembers, let next = nextForm(form, forRemovals, session) else {
        return false
      }
      if forRemovals {
        session.removalForm = next
        session.removalsWork = false
      } else {
        session.additionForm = next
        session.additionsWork = false
      }
      return true
    }
  }

  /// What is refused in every form is not the form's fault: the next group begins with the first again.
  func startOver(forRemovals: Bool) {
    session.withLock { session in
      if !forRemovals { session.additionForm = .list }
      if forRemovals, session.removalForm != .list { session.removalForm = .filterPath }
    }
  }

  private func nextForm(
    _ form: MembershipForm,
    _ forRemovals: Bool,
    _ session: borrowing SCIMSession
  ) -> MembershipForm? {
    let canReplace = traits.replacesMembers && !session.patchFails
    switch form {
    // The configured form is the only one that its service knows.
    case .list where forRemovals: return nil
    case .filterPath, .list:
      return canReplace ? .replacement : session.putFails ? nil : .wholeGroup
    case .replacement: return session.putFails ? nil : .wholeGroup
    case .wholeGroup: return nil
    }
  }

  /// Who of those in question is in the group now.
  ///
  /// - Returns: `members[].value`, folded; nil if this service does not show it.
  private func present(
    _ items: [MembershipDelta.Item],
    in group: String
  ) async throws(SCIMError) -> Set<String>? {
    switch traits.membersRead {
    case .none: return nil
    case .filter: return try await presentByFilter(items, in: group)
    case .resource, .listing: break
    }
    let (isProven, isHidden) = session.withLock {
      ($0.showsMembers, $0.memory.showsMembers == false)
    }
    if isHidden { return nil }
    let wanted = Set(items.filter(\.isAddition).map { folded($0.value) })
    let unwanted = Set(items.filter { !$0.isAddition }.map { folded($0.value) })
    let seen = try await look(.groups, group, shown: nil) { resource in
      let values = Set((resource?.members ?? []).map { self.folded($0.value) })
      return values.isSuperset(of: wanted) && values.isDisjoint(with: unwanted)
    }
    guard let seen else { throw .blocked("the group is gone; the next run makes it again") }
    let values = Set((seen.members ?? []).map { folded($0.value) })
    if !values.isEmpty {
      session.withLock { session in
        session.showsMembers = true
        session.hasShownMembers = true
      }
      try remember(.showsMembers(true))
    } else if !isProven, !wanted.isEmpty {
      try remember(.showsMembers(false))
      return nil
    }
    return values
  }

  /// AWS lists nobody, and answers whether one user is in one group.
  private func presentByFilter(
    _ items: [MembershipDelta.Item],
    in group: String
  ) async throws(SCIMError) -> Set<String> {
    var present: Set<String> = []
    for item in items {
      let filter =
        "\(EqualityFilter("id", group).text) and \(EqualityFilter("members", item.value).text)"
      let page = try await client.find(.groups, filter)
      if page.resources.contains(where: { $0.id == group }) { present.insert(folded(item.value)) }
    }
    return present
  }

  /// User names compare without case, ids as they are.
  func folded(_ value: String) -> String {
    session.withLock(\.usesUserNames) ? value.lowercased() : value
  }
}
