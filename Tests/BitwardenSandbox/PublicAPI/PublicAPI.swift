internal import JSONReader

/// Serves `/public/…` on an organization (contract, sections 6 to 9).
struct PublicAPI {
  let settings: SandboxSettings
  let request: SandboxRequest

  /// Serves what comes after `/public`.
  func answer(
    _ path: [String],
    _ organization: inout SandboxOrganization,
    _ generator: inout SandboxGenerator
  ) throws(SandboxRefusal) -> SandboxAnswer {
    switch path.first {
    case "members": try members(Array(path.dropFirst()), &organization, &generator)
    case "groups": try groups(Array(path.dropFirst()), &organization, &generator)
    case "organization": try wholeOrganization(Array(path.dropFirst()), &organization)
    case "policies": try policies(Array(path.dropFirst()), organization)
    case "collections": try collections(Array(path.dropFirst()), organization)
    default: throw .empty(404)
    }
  }

  // MARK: - Members

  private func members(
    _ path: [String],
    _ organization: inout SandboxOrganization,
    _ generator: inout SandboxGenerator
  ) throws(SandboxRefusal) -> SandboxAnswer {
    guard let first = path.first else {
      switch request.method {
      case "GET":
        let members = ordered(organization.sortedMembers, &generator)
        return PublicJSON.list(members) { member, writer in
          let collections = settings.listsCollections ? member.collections : nil
          PublicJSON.member(member, collections: collections, &writer)
        }
      case "POST":
        let model = try MemberModel(RequestModel(request), isNew: true)
        let member = try organization.invite(model, settings)
        let collections = model.collections ?? (settings.hasNewInviteFlow ? nil : [])
        return PublicJSON.single { PublicJSON.member(member, collections: collections, &$0) }
      default: throw .empty(405)
      }
    }
    let id = try checkedID(first)
    if path.count == 1 { return try member(id, &organization) }
    guard path.count == 2 else { throw .empty(404) }
    return try memberAction(id, path[1], &organization, &generator)
  }

  private func member(
    _ id: String,
    _ organization: inout SandboxOrganization
  ) throws(SandboxRefusal) -> SandboxAnswer {
    guard ["GET", "PUT", "DELETE"].contains(request.method) else { throw .empty(405) }
    if request.method == "PUT" {
      let model = try MemberModel(RequestModel(request), isNew: false)
      guard organization.members[id] != nil else { throw .unknownID }
      try organization.update(id, model)
      guard let updated = organization.members[id] else { throw .unknownID }
      return PublicJSON.single {
        PublicJSON.member(updated, collections: model.collections, &$0)
      }
    }
    guard let member = organization.members[id] else { throw .unknownID }
    if request.method == "DELETE" {
      try organization.remove(id)
      return .done
    }
    return PublicJSON.single { PublicJSON.member(member, collections: member.collections, &$0) }
  }

  private func memberAction(
    _ id: String,
    _ action: String,
    _ organization: inout SandboxOrganization,
    _ generator: inout SandboxGenerator
  ) throws(SandboxRefusal) -> SandboxAnswer {
    switch (request.method, action) {
    case ("GET", "group-ids"):
      guard organization.members[id] != nil else { throw .unknownID }
      let groups = organization.sortedGroups.filter { $0.members.contains(id) }
      return PublicJSON.ids(ordered(groups.map(\.id), &generator))
    case ("PUT", "group-ids"):
      guard organization.members[id] != nil else { throw .unknownID }
      let present = Set(organization.groups.values.filter { $0.members.contains(id) }.map(\.id))
      let ids = try RequestModel(request).ids("groupIds")
      let known = { organization.groups[$0] != nil }
      let (result, fails) = SandboxOrganization.replaced(present, by: ids, known: known, settings)
      organization.setGroups(of: id, to: result)
      if fails { throw .unhandled }
      return .done
    case ("POST", "reinvite"): try organization.reinvite(id)
    case ("POST", "revoke") where settings.canRevoke: try organization.revoke(id)
    case ("POST", "restore") where settings.canRevoke: try organization.restore(id, settings)
    case (_, "group-ids"), ("GET", "reinvite"): throw .empty(405)
    default: throw .empty(404)
    }
    return .done
  }

  // MARK: - Groups

  private func groups(
    _ path: [String],
    _ organization: inout SandboxOrganization,
    _ generator: inout SandboxGenerator
  ) throws(SandboxRefusal) -> SandboxAnswer {
    guard let first = path.first else {
      switch request.method {
      case "GET":
        return PublicJSON.list(ordered(organization.sortedGroups, &generator)) { group, writer in
          PublicJSON.group(group, collections: group.collections, &writer)
        }
      case "POST":
        let model = try GroupModel(RequestModel(request))
        let group = try organization.create(model)
        return PublicJSON.single {
          PublicJSON.group(group, collections: model.collections, &$0)
        }
      default: throw .empty(405)
      }
    }
    let id = try checkedID(first)
    if path.count == 1 { return try group(id, &organization) }
    guard path == [first, "member-ids"] else { throw .empty(404) }
    return try memberIDs(id, &organization, &generator)
  }

  private func group(
    _ id: String,
    _ organization: inout SandboxOrganization
  ) throws(SandboxRefusal) -> SandboxAnswer {
    guard ["GET", "PUT", "DELETE"].contains(request.method) else { throw .empty(405) }
    if request.method == "PUT" {
      let model = try GroupModel(RequestModel(request))
      guard organization.groups[id] != nil else { throw .unknownID }
      try organization.updateGroup(id, to: model)
      guard let updated = organization.groups[id] else { throw .unknownID }
      return PublicJSON.single {
        PublicJSON.group(updated, collections: model.collections, &$0)
      }
    }
    guard let group = organization.groups[id] else { throw .unknownID }
    if request.method == "DELETE" {
      organization.deleteGroup(id)
      return .done
    }
    return PublicJSON.single { PublicJSON.group(group, collections: group.collections, &$0) }
  }

  private func memberIDs(
    _ id: String,
    _ organization: inout SandboxOrganization,
    _ generator: inout SandboxGenerator
  ) throws(SandboxRefusal) -> SandboxAnswer {
    guard let group = organization.groups[id] else { throw .unknownID }
    switch request.method {
    case "GET": return PublicJSON.ids(ordered(group.members.sorted(), &generator))
    case "PUT":
      let ids = try RequestModel(request).ids("memberIds")
      let known = { organization.members[$0] != nil }
      let (result, fails) = SandboxOrganization.replaced(
        group.members,
        by: ids,
        known: known,
        settings
      )
      organization.updateGroup(id) { $0.members = result }
      if fails { throw .unhandled }
      return .done
    default: throw .empty(405)
    }
  }

  private func checkedID(_ text: String) throws(SandboxRefusal) -> String {
    guard GUIDText.isValid(text) else {
      throw .invalid([("id", "The value '\(text)' is not valid.")])
    }
    return text.lowercased()
  }

  private func ordered<Element>(
    _ elements: [Element],
    _ generator: inout SandboxGenerator
  ) -> [Element] {
    settings.shufflesLists ? elements.shuffled(using: &generator) : elements
  }
}
