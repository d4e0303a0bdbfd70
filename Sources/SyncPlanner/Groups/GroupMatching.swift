internal import DirectoryModel

/// Which group of the organization each group of the roster is: by external id, then by name, else a new one.
struct GroupMatching {
  private let world: World
  /// The organization's group of each group of the roster, by its position in ``Roster/groups``, or -1.
  private(set) var groupOfRoster: [Int]
  /// The link, relink or creation that a group's memberships hang on, by the same position, or -1.
  private(set) var gate: [Int32]
  /// Groups of the roster that are left as they are.
  private(set) var isLeftOut: [Bool]
  /// Groups of the organization that a group of the roster is or will be.
  private(set) var taken: Set<Int> = []
  private let byID: RowIndex
  private let byName: RowIndex
  private let directoryIDs: RowIndex

  init(_ world: World) {
    self.world = world
    let count = world.roster.groups.count
    groupOfRoster = [Int](repeating: -1, count: count)
    gate = [Int32](repeating: -1, count: count)
    isLeftOut = [Bool](repeating: false, count: count)
    byID = RowIndex(world.organization.groups.externalIDs, arena: world.organization.arena)
    byName = RowIndex(world.organization.groups.names, arena: world.organization.arena)
    directoryIDs = RowIndex(world.directory.groups.ids, arena: world.directory.arena)
  }

  /// Whether any source has a group with this id now, in scope or not.
  func isInDirectory(_ group: Int) -> Bool {
    let id = world.organization.groups.externalIDs[group]
    return directoryIDs.first(world.organization.arena.bytes(id)) != nil
  }

  mutating func plan(_ drafts: inout Drafts) {
    var open: [Int] = []
    for (position, group) in world.roster.groups.enumerated() {
      if isTooLong(group, &drafts) {
        isLeftOut[position] = true
        continue
      }
      let rows = byID.rows(world.directory.arena.bytes(world.directory.groups.ids[group]))
      taken.formUnion(rows)
      if rows.count > 1 {
        isLeftOut[position] = true
        drafts.tell(
          "groupNameConflict",
          world.directory.group(group).name ?? "",
          "several groups of the organization carry its external id: left as they are"
        )
      } else if let row = rows.first {
        groupOfRoster[position] = row
        planRename(group, row, &drafts)
      } else {
        open.append(position)
      }
    }
    matchNames(open, &drafts)
  }

  /// Groups that no external id has found.
  private mutating func matchNames(_ open: [Int], _ drafts: inout Drafts) {
    var wanted: [String: [Int]] = [:]
    for position in open {
      wanted[world.directory.group(world.roster.groups[position]).name ?? "", default: []]
        .append(position)
    }
    var known: [Int: Namesakes] = [:]
    for position in open {
      let group = world.roster.groups[position]
      let name = world.directory.group(group).name ?? ""
      let bytes = world.directory.arena.bytes(world.directory.groups.names[group])
      // Once for each name: many groups can share one.
      let first = byName.first(bytes) ?? -1
      let namesakes = known[first] ?? namesakes(bytes)
      known[first] = namesakes
      let (unmanaged, unknown) = (namesakes.unmanaged, namesakes.unknown)
      let rivals = wanted[name]?.count ?? 1
      if unmanaged.isEmpty, unknown.isEmpty {
        planCreation(position, &drafts)
      } else if rivals > 1 || unmanaged.count > 1 || (unmanaged.isEmpty && unknown.count > 1) {
        isLeftOut[position] = true
        drafts.tell(
          "groupNameConflict",
          name,
          "several groups of the directory or of the organization have this name: nothing is linked or created; rename all but one, or write the external id in the organization"
        )
      } else if let row = unmanaged.first {
        planLink(position, row, &drafts)
      } else if let row = unknown.first {
        planRelink(position, row, &drafts)
      }
    }
    for draft in drafts.list where draft.action == .linkGroup || draft.action == .relinkGroup {
      taken.insert(Int(draft.group))
    }
  }

  /// Groups of the organization that have a name and are nobody's yet.
  private struct Namesakes {
    /// Without external id.
    var unmanaged: [Int] = []
    /// With one that no source knows.
    var unknown: [Int] = []
  }

  private func namesakes(_ name: UnsafeRawBufferPointer) -> Namesakes {
    var namesakes = Namesakes()
    for row in byName.rows(name) where !taken.contains(row) {
      if world.organization.groups.externalIDs[row].isNone {
        namesakes.unmanaged.append(row)
      } else if !isInDirectory(row) {
        namesakes.unknown.append(row)
      }
    }
    return namesakes
  }

  private mutating func planLink(_ position: Int, _ row: Int, _ drafts: inout Drafts) {
    guard world.policy.adoptsGroupsByName, world.can.canLinkGroups else {
      isLeftOut[position] = true
      drafts.tell(
        "groupNameTaken",
        world.organization.group(row).name,
        "a group of the organization without external id has this name and stays as it is (adopt.groups); no second one is made"
      )
      return
    }
    add(.linkGroup, .sameName, .groupLink, position, row, &drafts)
  }

  private mutating func planRelink(_ position: Int, _ row: Int, _ drafts: inout Drafts) {
    guard world.relinks, world.can.canLinkGroups else {
      isLeftOut[position] = true
      drafts.tell(
        "groupNameTaken",
        world.organization.group(row).name,
        "a group of the organization with this name carries an external id that no source knows: no second one is made; 'rollcall plan --relink' replaces the id"
      )
      return
    }
    add(.relinkGroup, .externalIDReplaced, .relink, position, row, &drafts)
  }

  /// One decision has to show what the members of a group gain and lose, so they must be known.
  private mutating func add(
    _ action: ChangeAction,
    _ reason: ChangeReason.Code,
    _ hold: Hold.Why,
    _ position: Int,
    _ row: Int,
    _ drafts: inout Drafts
  ) {
    guard !UntouchableGroups.tell(row, world, &drafts) else {
      isLeftOut[position] = true
      return
    }
    var draft = Draft(action, reason: reason)
    draft.rosterGroup = Int32(world.roster.groups[position])
    draft.group = Int32(row)
    draft.hold = hold
    groupOfRoster[position] = row
    gate[position] = drafts.add(draft)
  }

  private mutating func planCreation(_ position: Int, _ drafts: inout Drafts) {
    guard world.can.canCreateGroups else {
      isLeftOut[position] = true
      drafts.tell(
        "cannotCreateGroup",
        world.directory.group(world.roster.groups[position]).name ?? "",
        world.can.limitationNote ?? "the organization cannot create groups"
      )
      return
    }
    var draft = Draft(.createGroup, reason: .inDirectory)
    draft.rosterGroup = Int32(world.roster.groups[position])
    gate[position] = drafts.add(draft)
  }

  private func planRename(_ group: Int, _ row: Int, _ drafts: inout Drafts) {
    let isSame =
      SeenIDs.compare(
        world.directory.arena.bytes(world.directory.groups.names[group]),
        world.organization.arena.bytes(world.organization.groups.names[row])
      ) == 0
    if isSame { return }
    guard world.can.canRenameGroups else {
      drafts.tell(
        "cannotRenameGroup",
        world.organization.group(row).name,
        world.can.limitationNote
          ?? "is \(world.directory.group(group).name ?? "") in the directory: rename it in the organization by hand"
      )
      return
    }
    var draft = Draft(.renameGroup, reason: .nameChanged)
    draft.rosterGroup = Int32(group)
    draft.group = Int32(row)
    drafts.add(draft)
  }

  private func isTooLong(_ group: Int, _ drafts: inout Drafts) -> Bool {
    let view = world.directory.group(group)
    let isLong =
      (view.name ?? "").unicodeScalars.count > world.can.maximumGroupNameLength
      || (view.id ?? "").unicodeScalars.count > world.can.maximumExternalIDLength
    if isLong {
      drafts.tell(
        "groupLeftOut",
        view.name ?? "",
        "its name or id is longer than the organization takes (\(world.can.maximumGroupNameLength) and \(world.can.maximumExternalIDLength) characters): left as it is"
      )
    }
    return isLong
  }
}
