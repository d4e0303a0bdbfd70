internal import DirectoryModel
internal import HTTPTransport
internal import HTTPTypes
internal import JSONReader

/// Reads a whole organization: members, groups, who is in which, and what a preview needs to know besides.
struct BitwardenReader {
  let connection: BitwardenConnection
  let isCloud: Bool
  let concurrency: Int
  let clock: TransportClock
  let progress: @Sendable (Int) -> Void

  struct Result {
    let snapshot: OrganizationSnapshot
    let seen: [GUID: SeenMember]
  }

  func read(
    _ identity: OrganizationIdentity,
    _ capabilities: TargetCapabilities
  ) async throws(TargetError) -> Result {
    let requiresTwoFactor = try await requiresTwoFactor()
    let seats = isCloud ? try await seats() : nil
    var draft = BitwardenDraft(requiresTwoFactor: requiresTwoFactor)
    try await readMembers(into: &draft)
    progress(draft.count)
    let groups = try await readGroups(into: &draft)
    progress(draft.count)
    try await readMemberships(of: groups, into: &draft)
    return draft.finish(identity, capabilities, seats: seats)
  }

  private func readMembers(into draft: inout BitwardenDraft) async throws(TargetError) {
    do {
      let reply = try await connection.call(.get, "/public/members")
      if let date = reply.date { draft.builder.clockSkew = date - clock.wallSeconds() }
      try BitwardenList.read(reply.body) { value throws(BitwardenFailure) in
        try draft.add(try BitwardenMember(value))
      }
    } catch {
      throw error.targetError("read the organization's members")
    }
  }

  private func readGroups(
    into draft: inout BitwardenDraft
  ) async throws(TargetError) -> [GUID] {
    var groups: [GUID] = []
    do {
      let reply = try await connection.call(.get, "/public/groups")
      try BitwardenList.read(reply.body) { value throws(BitwardenFailure) in
        let group = try BitwardenGroup(value)
        try draft.add(group)
        groups.append(group.id)
      }
    } catch {
      throw error.targetError("read the organization's groups")
    }
    guard Set(groups).count == groups.count else {
      throw BitwardenFailure.unreadable("a group is listed twice")
        .targetError("read the organization's groups")
    }
    return groups
  }

  private typealias Members = (row: Int, ids: Swift.Result<[GUID], BitwardenFailure>)

  private func readMemberships(
    of groups: [GUID],
    into draft: inout BitwardenDraft
  ) async throws(TargetError) {
    var failure: BitwardenFailure?
    await withTaskGroup(of: Members.self) { tasks in
      var pending = groups.enumerated().makeIterator()
      func startNext() {
        guard failure == nil, let (row, group) = pending.next() else { return }
        tasks.addTask { (row, await memberIDs(of: group)) }
      }
      for _ in 0..<concurrency { startNext() }
      for await (row, ids) in tasks {
        switch ids {
        case .success(let ids): draft.addMembers(ids, toGroup: row)
        case .failure(let error) where error.isSystemic || error.refusesCredentials:
          failure = error
        case .failure(let error):
          draft.builder.untouchableGroups[row] = "its members cannot be read: \(error.message)"
        }
        startNext()
      }
    }
    if let failure { throw failure.targetError("read the members of a group") }
  }

  private func memberIDs(of group: GUID) async -> Swift.Result<[GUID], BitwardenFailure> {
    do throws(BitwardenFailure) {
      return .success(try await connection.memberIDs(of: group))
    } catch {
      return .failure(error)
    }
  }

  /// Whether a policy demands two-step login of members.
  private func requiresTwoFactor() async throws(TargetError) -> Bool {
    var isRequired = false
    do {
      let reply = try await connection.call(.get, "/public/policies")
      try BitwardenList.read(reply.body) { policy throws(BitwardenFailure) in
        if policy["type"]?.int == 0, policy["enabled"]?.bool == true { isRequired = true }
      }
    } catch {
      throw error.targetError("read the organization's policies")
    }
    return isRequired
  }

  /// The total of seats; nil if there are as many as wanted, or the server does not tell.
  private func seats() async throws(TargetError) -> Int? {
    do {
      let subscription = try await connection.json("/public/organization/subscription")
      return subscription["passwordManager"]?["seats"]?.int
    } catch {
      switch error {
      case .missing, .refused(400, _): return nil
      default: throw error.targetError("read the organization's seats")
      }
    }
  }
}

extension BitwardenConnection {
  /// The ids of a group's members.
  func memberIDs(of group: GUID) async throws(BitwardenFailure) -> [GUID] {
    let answer = try await json("/public/groups/\(group)/member-ids")
    guard let elements = answer.array else { throw .unreadable("the ids are no list") }
    var ids: [GUID] = []
    ids.reserveCapacity(elements.count)
    for element in elements {
      guard let id = element.string.flatMap({ GUID($0) }) else {
        throw .unreadable("a member's id is no GUID")
      }
      ids.append(id)
    }
    return ids
  }
}
