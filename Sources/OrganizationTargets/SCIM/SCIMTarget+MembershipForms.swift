internal import JSONReader
internal import SCIMClient
internal import Synchronization

extension SCIMTarget {
  /// Sends what is open: removals first, then additions, each in the form that the service is known to take.
  func send(_ delta: inout MembershipDelta, group: String) async throws(SCIMError) {
    try await send(delta.removals, removing: true, &delta, group: group)
    try await send(delta.additions, removing: false, &delta, group: group)
  }

  private func send(
    _ items: [MembershipDelta.Item],
    removing: Bool,
    _ delta: inout MembershipDelta,
    group: String
  ) async throws(SCIMError) {
    var rest = items[...]
    // So many go one by one now.
    var singles = 0
    // The first of these was refused by itself, and went behind the second.
    var isSwapped = false
    var refusedAlone = 0
    while !rest.isEmpty {
      let (form, size, hasWorked, isNew) = session.withLock { session in
        removing
          ? (session.removalForm, session.removeChunk, session.removalsWork, false)
          : (
            session.additionForm, session.addChunk, session.additionsWork,
            session.patchFails && session.emptyGroups.contains(group)
          )
      }
      // What one PUT gave to a new group, the next would take away where it is not shown: one does for all.
      let isWhole = form == .replacement || form == .wholeGroup || isNew
      let chunk = isWhole ? rest : rest.prefix(singles > 0 ? 1 : size)
      do throws(SCIMError) {
        try await send(chunk.map(\.value), form, removing: removing, group: group)
        delta.accept(chunk)
        session.withLock { $0.noteAccepted(removing: removing, group: group) }
        rest = rest.dropFirst(chunk.count)
        singles -= 1
      } catch {
        switch error.kind {
        case .tooLarge where chunk.count > 1 && !isWhole:
          halve(removing: removing, from: chunk.count)
        case .refused
        where !isWhole && !hasWorked && !isSwapped && chunk.count == 1 && rest.count > 1:
          // This one may be at fault, or the form: another one tells.
          rest.swapAt(rest.startIndex, rest.startIndex + 1)
          isSwapped = true
        case .refused where isWhole || (!hasWorked && chunk.count == 1), .unsupported:
          if escalate(forRemovals: removing) { continue }
          if error.kind != .unsupported { startOver(forRemovals: removing) }
          refusedAlone += 1
          guard case .refused = error.kind, !isWhole, refusedAlone < Self.refusalsOfForm else {
            delta.fail(Array(rest), error)
            return
          }
          // Without another form to try, the next may be in order all the same.
          delta.fail(Array(chunk), error)
          rest = rest.dropFirst(chunk.count)
          singles = max(singles - 1, 1)
        case .refused, .notFound, .conflict, .serverError, .tooLarge:
          // One of them is at fault: which one, only single requests tell. Some of it may be done all the same.
          if chunk.count > 1, !isWhole {
            try await settleShown(&delta, group: group)
            let open = Set(delta.open.map(\.number))
            singles = chunk.count { open.contains($0.number) }
            rest = rest.filter { open.contains($0.number) }[...]
          } else {
            delta.fail(Array(chunk), error)
            rest = rest.dropFirst(chunk.count)
            singles -= 1
          }
        case .transport, .unauthorized, .forbidden, .changedMeanwhile, .unavailable, .redirected,
          .notSCIM, .incomplete, .ignored, .blocked:
          throw error
        }
      }
    }
  }

  /// So many refused one by one say that it is the form that a service does not take.
  private static let refusalsOfForm = 5

  /// Strikes out what the group shows as done already, where it shows its members.
  private func settleShown(
    _ delta: inout MembershipDelta,
    group: String
  ) async throws(SCIMError) {
    guard session.withLock(\.showsMembers) else { return }
    let members = try await client.resource(.groups, group).members ?? []
    let present = Set(members.map { folded($0.value) })
    _ = delta.settle { present.contains(folded($0)) }
  }

  private func halve(removing: Bool, from count: Int) {
    session.withLock { session in
      if removing {
        session.removeChunk = max(1, count / 2)
      } else {
        session.addChunk = max(1, count / 2)
      }
    }
  }

  private func send(
    _ values: [String],
    _ form: MembershipForm,
    removing: Bool,
    group: String
  ) async throws(SCIMError) {
    switch form {
    case .filterPath:
      _ = try await client.patch(.groups, group, values.map(PatchOperation.removeMember))
    case .list where removing:
      try await removeByValue(values, group: group)
    case .list:
      if session.withLock(\.patchFails) {
        try await putMembers(values, removing: false, group: group)
      } else {
        _ = try await client.patch(.groups, group, [.addMembers(values)])
      }
    case .replacement:
      guard session.withLock({ $0.knowsMembers(of: group) }) else { throw Self.hidesMembers }
      let current = try await client.resource(.groups, group)
      let entries = entries(of: current, values, removing: removing).map { entry in
        // A user is named as when it is added; what is something else stays whole.
        guard let member = SCIMMember(entry), !member.isGroup else { return entry }
        return ["value": JSONValue(.string(member.value))]
      }
      _ = try await client.patch(.groups, group, [.replaceMembers(entries)])
    case .wholeGroup:
      try await putMembers(values, removing: removing, group: group)
    }
  }

  /// Writes a whole group with other members; nested groups stay as they are.
  private func putMembers(
    _ values: [String],
    removing: Bool,
    group: String
  ) async throws(SCIMError) {
    _ = try await put(.groups, group) { current in
      let entries = self.entries(of: current, values, removing: removing)
      return current.json.setting("members", to: JSONValue(.array(entries)))
    }
  }

  /// A group's entries without some users, or with some more; what is no user of ours stays.
  private func entries(
    of group: SCIMResource,
    _ values: [String],
    removing: Bool
  ) -> [JSONValue] {
    let present = group.json.attribute("members")?.array ?? []
    let names = present.map { SCIMMember($0).map { folded($0.value) } }
    if removing {
      let folded = Set(values.map { self.folded($0) })
      return zip(present, names).filter { !folded.contains($0.1 ?? "") }.map(\.0)
    }
    let known = Set(names.compactMap(\.self))
    return present
      + values.filter { !known.contains(folded($0)) }.map { ["value": JSONValue(.string($0))] }
  }

  /// A service that does not know this form removes everybody: where that can be seen, the first use takes one user out
  /// and looks, before any other.
  private func removeByValue(_ values: [String], group: String) async throws(SCIMError) {
    var rest = values[...]
    if session.withLock({ $0.showsMembers && $0.valueRemoval != .works }) {
      await valueGate.enter()
      defer { valueGate.leave() }
      switch session.withLock(\.valueRemoval) {
      case .works: break
      case .takesOthers:
        throw .blocked(
          "nobody is removed by value any more, since that takes others out of a group as well. \(Self.filterCure)"
        )
      case .untried:
        guard let first = rest.popFirst() else { return }
        try await tryRemovalByValue(first, group: group)
      }
    }
    if !rest.isEmpty {
      _ = try await client.patch(.groups, group, [.removeMembersByValue(Array(rest))])
    }
  }

  private func tryRemovalByValue(_ value: String, group: String) async throws(SCIMError) {
    let before = try await client.resource(.groups, group).members ?? []
    _ = try await client.patch(.groups, group, [.removeMembersByValue([value])])
    let after = try await afterWrite { () throws(SCIMError) in
      try await client.resource(.groups, group).members ?? []
    }
    let left = Set(after.map { folded($0.value) })
    let others = before.map(\.value).filter { folded($0) != folded(value) }
    let lost = others.filter { !left.contains(folded($0)) }
    // A group without others proves nothing.
    if others.isEmpty { return }
    session.withLock { $0.valueRemoval = lost.isEmpty ? .works : .takesOthers }
    if !lost.isEmpty { throw await putBack(lost, group: group).afterWrite }
  }

  /// - Returns: What there is to tell.
  private func putBack(_ lost: [String], group: String) async -> SCIMError {
    let what = "the service took \(lost.count) others out of the group as well"
    var missing = lost[...]
    do throws(SCIMError) {
      while !missing.isEmpty {
        let piece = missing.prefix(session.withLock(\.addChunk))
        _ = try await client.patch(.groups, group, [.addMembers(Array(piece))])
        missing = missing.dropFirst(piece.count)
      }
    } catch {
      return .ignored(
        "\(what), and \(missing.count) of them could not be put back (\(error.summary)). \(Self.filterCure)"
      )
    }
    return .ignored("\(what); they were put back. \(Self.filterCure)")
  }

  private static let filterCure = "Set organization.options \"members.remove\" to \"filter\""
}
