internal import DirectoryModel

/// Managed groups that are gone from the source: emptied, kept or deleted, by `groups.departed`.
enum GroupDepartures {
  static func plan(
    _ world: World,
    _ matching: Matching,
    _ groups: GroupMatching,
    _ drafts: inout Drafts
  ) {
    guard world.policy.groups.departed != .keep, !world.isAdditionsOnly else { return }
    let withoutID = readingsWithoutIDs(world)
    for row in 0..<world.organization.groups.count {
      let id = world.organization.groups.externalIDs[row]
      if id.isNone || groups.taken.contains(row) || groups.isInDirectory(row) { continue }
      let bytes = world.organization.arena.bytes(id)
      let readings = world.readingsThatKnewGroup(bytes)
      // A foreign group is never touched, nor one of a source that gives no groups now.
      if readings.isEmpty
        || readings.contains(where: {
          world.directory.readings[$0].groups == nil || withoutID.contains($0)
        })
      {
        continue
      }
      depart(row, String(decoding: bytes, as: UTF8.self), readings, world, matching, &drafts)
    }
  }

  /// Readings with a group whose id was not readable: it may be any of those that seem to be gone.
  private static func readingsWithoutIDs(_ world: World) -> Set<Int> {
    let ids = world.directory.groups.ids
    return Set(
      ids.indices.filter { ids[$0].isBlank }.map { world.directory.reading(ofGroup: $0) }
    )
  }

  private static func depart(
    _ row: Int,
    _ id: String,
    _ readings: [Int],
    _ world: World,
    _ matching: Matching,
    _ drafts: inout Drafts
  ) {
    let verdict = Absence.judge(
      "group:" + id,
      from: .groups,
      readings: readings,
      world,
      &drafts.observations
    )
    var hold: Hold.Why?
    switch verdict {
    case .unknowable: return
    case .waits: hold = .absentUnproven
    case .certain, .confirmed: break
    }
    if world.isFingerprintChanged { hold = .fingerprintChanged }
    if UntouchableGroups.tell(row, world, &drafts) { return }
    if world.policy.groups.departed == .delete {
      delete(row, hold, world, &drafts)
    } else {
      empty(row, hold, world, matching, &drafts)
    }
  }

  private static func delete(
    _ row: Int,
    _ hold: Hold.Why?,
    _ world: World,
    _ drafts: inout Drafts
  ) {
    guard world.can.canDeleteGroups else {
      drafts.tell(
        "cannotDeleteGroup",
        world.organization.group(row).name,
        world.can.limitationNote ?? "the organization cannot delete groups: delete it there by hand"
      )
      return
    }
    var draft = Draft(.deleteGroup, reason: .groupDeparted)
    draft.group = Int32(row)
    draft.hold = hold
    drafts.add(draft)
  }

  /// Takes those members out that may lose memberships.
  private static func empty(
    _ row: Int,
    _ hold: Hold.Why?,
    _ world: World,
    _ matching: Matching,
    _ drafts: inout Drafts
  ) {
    guard world.can.canChangeMemberships else { return }
    for member in world.memberships[row] {
      switch drafts.fates[Int(member)] {
      case .stays, .onlyLoses, .restored: break
      case .keeps, .linked, .departs: continue
      }
      var draft = Draft(.removeFromGroup, reason: .groupDeparted)
      draft.member = Int32(member)
      draft.person = matching.personOfMember[Int(member)]
      draft.group = Int32(row)
      draft.hold = hold
      drafts.add(draft)
    }
  }
}
