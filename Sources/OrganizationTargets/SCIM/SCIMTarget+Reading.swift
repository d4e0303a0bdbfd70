package import DirectoryModel
internal import SCIMClient
internal import Synchronization

extension SCIMTarget {
  /// Reads users first, then groups, then the members of each group.
  package func read(
    progress: @escaping @Sendable (Int) -> Void
  ) async throws(TargetError) -> OrganizationSnapshot {
    let identity = try await identify()
    try loadMemory()
    do throws(SCIMError) {
      let discovery = try await client.discover()
      let users = try await client.list(.init(.users), progress: progress) { SCIMUserRecord($0) }
      let groups = try await groups(discovery) { progress(users.count + $0) }
      let memory = session.withLock(\.memory)
      var assembler = SCIMSnapshotAssembler(users, groups, memory, traits)
      let showsMembers = assembler.showsMembers
      session.withLock { $0.note(users, groups, assembler) }
      return try assembler.snapshot(
        identity,
        capabilities(discovery, showsMembers: showsMembers),
        clockSkew: client.clockSkew
      )
    } catch {
      throw TargetError(reading: error)
    }
  }

  private func groups(
    _ discovery: SCIMDiscovery,
    _ progress: @escaping @Sendable (Int) -> Void
  ) async throws(SCIMError) -> [SCIMGroupRecord] {
    guard traits.hasGroups, discovery.hasGroups else { return [] }
    var listing = SCIMClient.Listing(.groups)
    listing.leavesMembersOut = traits.membersRead != .listing
    let groups = try await client.list(listing) { SCIMGroupRecord($0) }
    switch traits.membersRead {
    case .listing: return groups
    case .filter, .none: return groups.map { $0.with(.none) }
    case .resource:
      let members = try await client.members(
        ofGroups: groups.map(\.id),
        concurrency: concurrency,
        progress: progress
      )
      return zip(groups, members).map { $0.with($1) }
    }
  }

  /// What can be changed here, as far as anything tells beforehand.
  func capabilities(_ discovery: SCIMDiscovery, showsMembers: Bool) -> TargetCapabilities {
    let schema = traits.heedsSchema ? discovery.userSchema : nil
    let groupSchema = traits.heedsSchema ? discovery.groupSchema : nil
    let notKept = session.withLock(\.memory.notKept)
    var can = TargetCapabilities()
    var notes: [String] = []
    can.showsRoles = false
    can.canClearExternalIDs = false
    can.showsMemberships = showsMembers
    can.maximumExternalIDLength = traits.maximumExternalIDLength
    can.maximumGroupNameLength = traits.maximumGroupNameLength
    can.canRevoke = traits.canRevoke && schema?.declares("active") != false
    can.canRestore = can.canRevoke
    can.canTakeFromUnknown = true
    if !can.canRevoke {
      notes.append("this service cannot suspend anybody; 'departures' can say \"remove\"")
    }
    can.canUpdateName =
      SCIMUserBody(traits, discovery).sendsNames && !notKept.contains("displayName")
    let changesAddresses =
      traits.changesAddresses && schema?.isChangeable("userName") != false
      && !notKept.contains("email")
    if changesAddresses {
      can.emailChangeableIn = [.confirmed]
    } else {
      let cure = "this service lets no address change: change it there by hand"
      can.emailChangeCures = [.confirmed: cure, .revoked: cure, .unknown: cure]
    }
    if !traits.hasGroups || !discovery.hasGroups {
      can.canCreateGroups = false
      can.canRenameGroups = false
      can.canDeleteGroups = false
      can.canLinkGroups = false
      can.canChangeMemberships = false
      notes.append("this service has no groups")
    } else if groupSchema?.isChangeable("displayName") == false {
      can.canRenameGroups = false
    }
    can.limitationNote = notes.isEmpty ? nil : notes.joined(separator: "; ")
    return can
  }
}

extension SCIMGroupRecord {
  func with(_ members: GroupMembers) -> SCIMGroupRecord {
    SCIMGroupRecord(id: id, externalID: externalID, name: name, members: members)
  }

  private init(id: String, externalID: String?, name: String, members: GroupMembers) {
    self.id = id
    self.externalID = externalID
    self.name = name
    self.members = members
  }
}

extension SCIMSession {
  fileprivate mutating func note(
    _ users: [SCIMUserRecord],
    _ groups: [SCIMGroupRecord],
    _ assembler: SCIMSnapshotAssembler
  ) {
    userNames = [:]
    userNames.reserveCapacity(users.count)
    for user in users { userNames[user.id] = user.userName ?? user.email ?? "" }
    knownGroups = Set(groups.map(\.id))
    listing = nil
    showsMembers = assembler.showsMembers
    hasShownMembers = assembler.hasShownMembers
    emptyGroups = []
    usesUserNames = assembler.usesUserNames
    sample = nil
    for user in users where sample == nil { offerSample(user) }
  }

  /// Keeps somebody whose values can be put into a filter.
  mutating func offerSample(_ user: SCIMUserRecord) {
    guard sample == nil, let externalID = user.externalID, let name = user.userName,
      EqualityFilter.isTrustworthy(externalID), EqualityFilter.isTrustworthy(name)
    else { return }
    sample = (user.id, externalID, name)
  }
}
