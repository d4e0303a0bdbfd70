internal import DirectoryModel

extension Explainer {
  /// Names of all groups on either side that `who` names by name or id.
  func groups(_ who: String) -> [String] {
    var names: Set<String> = []
    for row in world.directory.groups.ids.indices {
      let group = world.directory.group(row)
      if group.name == who || group.id == who { names.insert(group.name ?? who) }
    }
    for row in world.organization.groups.ids.indices {
      let group = world.organization.group(row)
      if group.name == who || group.id == who || group.externalID == who {
        names.insert(group.name)
      }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func explain(group name: String) -> Explanation {
    let sources = world.directory.groups.ids.indices.filter {
      (world.directory.group($0).name ?? world.directory.group($0).id) == name
    }
    let ids = Set(sources.compactMap { world.directory.group($0).id })
    let targets = world.organization.groups.ids.indices.filter { row in
      let group = world.organization.group(row)
      return group.name == name || group.externalID.map(ids.contains) ?? false
    }
    let targetIDs = Set(targets.map { world.organization.group($0).id })
    let changes = plan.changes.filter { change in
      guard let group = change.group else { return false }
      return group.id.map(targetIDs.contains) ?? group.externalID.map(ids.contains) ?? false
    }
    return Explanation(
      subject: name,
      sections: [
        .init(
          "directory",
          sources.isEmpty ? ["no such group in any source"] : sources.map(sourceLine)
        ),
        .init("organization", targets.isEmpty ? ["no such group"] : targets.map(targetLine)),
      ]
        + sections(changes, names: Set([name] + targets.map { world.organization.group($0).name }))
    )
  }

  private func sourceLine(_ row: Int) -> String {
    let group = world.directory.group(row)
    let place = group.place ?? group.name ?? ""
    let users = world.directory.members.range(row).count
    let nested = world.directory.subgroups.range(row).count
    return
      "\(group.reading.description.name): \(place) · id \(group.id ?? "none") · \(users) users and \(nested) groups directly · \(part(row))"
  }

  /// Whether the group takes part, and with how many people.
  private func part(_ row: Int) -> String {
    guard world.roster.syncsGroups else { return "groups are not changed (groups.sync)" }
    guard world.roster.groups.contains(row) else { return "left as it is" }
    var count = 0
    world.roster.memberships.forEachUser(ofGroup: row) { user in
      if world.roster.isMember(Int(user)) { count += 1 }
    }
    return "takes part with \(count) members, nested groups included"
  }

  private func targetLine(_ row: Int) -> String {
    let group = world.organization.group(row)
    let isHidden = world.organization.untouchableGroups[row] != nil
    let written = world.can.showsMemberships ? "" : " by what was last written"
    let members =
      isHidden ? "members not shown" : "\(world.memberships.range(row).count) members\(written)"
    return
      "\(group.id) · \(group.name) · external id \(group.externalID ?? "none") · \(members)"
  }
}
