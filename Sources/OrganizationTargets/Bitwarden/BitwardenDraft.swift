internal import DirectoryModel

/// A snapshot of a Bitwarden organization while it is being read.
struct BitwardenDraft: ~Copyable {
  var builder = OrganizationSnapshotBuilder()
  private let requiresTwoFactor: Bool
  private var rows: [GUID: Int] = [:]
  private var seen: [GUID: SeenMember] = [:]
  private var seatsUsed = 0
  private var waiting = WaitingMembers()

  init(requiresTwoFactor: Bool) {
    self.requiresTwoFactor = requiresTwoFactor
  }

  /// Members and groups so far.
  var count: Int { builder.members.count + builder.groups.count }

  mutating func add(_ member: BitwardenMember) throws(BitwardenFailure) {
    guard rows[member.id] == nil else { throw .unreadable("member \(member.id) is listed twice") }
    let row: Int
    do throws(ArenaFull) {
      var entry = OrganizationSnapshotBuilder.Member(
        id: try builder.texts.append(member.id.description),
        status: member.memberStatus,
        role: member.role
      )
      entry.externalID = try builder.texts.append(member.externalID)
      entry.email = try builder.texts.append(member.email)
      entry.name = try builder.texts.append(member.name)
      row = builder.add(entry)
    } catch {
      throw .unreadable(error.summary)
    }
    rows[member.id] = row
    seen[member.id] = SeenMember(member)
    waiting.count(member)
    switch member.memberStatus {
    case .invited, .accepted, .confirmed: seatsUsed += 1
    case .staged, .revoked, .unknown: break
    }
    if requiresTwoFactor, member.isHeldByTwoFactor {
      builder.restoreRefusals[row] =
        "the organization requires two-step login, which this account does not have"
    }
  }

  mutating func add(_ group: BitwardenGroup) throws(BitwardenFailure) {
    do throws(ArenaFull) {
      builder.addGroup(
        id: try builder.texts.append(group.id.description),
        externalID: try builder.texts.append(group.externalID),
        name: try builder.texts.append(group.name)
      )
    } catch {
      throw .unreadable(error.summary)
    }
  }

  /// Ids of members who came after the list of members was read are left out; a write keeps them.
  mutating func addMembers(_ ids: [GUID], toGroup group: Int) {
    for id in Set(ids) {
      if let row = rows[id] { builder.addMembership(member: row, group: group) }
    }
  }

  consuming func finish(
    _ identity: OrganizationIdentity,
    _ capabilities: TargetCapabilities,
    seats: Int?
  ) -> BitwardenReader.Result {
    builder.seats = OrganizationSnapshot.Seats(total: seats, used: seatsUsed)
    builder.advisories = waiting.advisories
    return BitwardenReader.Result(
      snapshot: builder.build(identity: identity, capabilities: capabilities),
      seen: seen
    )
  }
}

extension BitwardenMember {
  /// A restore checks who had accepted before, and neither owners nor admins (the contract's section 6.10).
  fileprivate var isHeldByTwoFactor: Bool {
    memberStatus == .revoked && hasAccount && !hasTwoFactor && role != .owner && role != .admin
  }
}

extension SeenMember {
  init(_ member: BitwardenMember) {
    type = Int8(truncatingIfNeeded: member.type)
    status = Int8(truncatingIfNeeded: member.status)
  }
}
