internal import DirectoryModel
internal import HTTPTransport
internal import HTTPTypes
internal import JSONReader

/// Changes of groups and of who is in them.
extension BitwardenTarget {
  func createGroup(_ step: ApplyStep) async throws(BitwardenFailure) -> ChangeOutcome {
    let change = step.change
    let externalID = change.after?.externalID ?? change.group?.externalID
    let body: JSONValue = [
      "name": .optional(change.after?.name ?? change.group?.name),
      "externalId": .optional(externalID),
    ]
    let created = try await create("/public/groups", body) { () throws(BitwardenFailure) in
      try await self.findGroup(externalID: externalID)
    }
    return ChangeOutcome(step.number, .done, createdID: created.id.description)
  }

  /// Renames or links; left-out collections stay as they are, a left-out external id would be lost.
  func updateGroup(_ change: Change) async throws(BitwardenFailure) {
    let path = "/public/groups/\(try groupID(change))"
    let group = try BitwardenGroup(try await connection.json(path))
    let isLink = change.action != .renameGroup
    let name = isLink ? group.name : change.after?.name ?? group.name
    let externalID = isLink ? change.after?.externalID : group.externalID
    if group.name == name, group.externalID == externalID { return }
    if isLink {
      guard group.name == change.group?.name else {
        throw .changedMeanwhile("the group's name")
      }
      guard group.externalID ?? "" == change.before?.externalID ?? "" else {
        throw .changedMeanwhile("the group's external id")
      }
    } else if group.externalID != change.group?.externalID {
      throw .changedMeanwhile("the group's external id")
    }
    _ = try await connection.call(
      .put,
      path,
      body: ["name": .optional(name), "externalId": .optional(externalID)]
    )
  }

  /// That it is gone already is as good as done.
  func deleteGroup(_ change: Change) async throws(BitwardenFailure) {
    do {
      _ = try await connection.call(.delete, "/public/groups/\(try groupID(change))")
    } catch {
      guard error == .missing else { throw error }
    }
  }

  /// Changes who is in one group: reads it, and writes the whole of it at once.
  ///
  /// Members that this tool does not know of, or that were added a moment ago, stay.
  func applyMemberships(_ steps: [ApplyStep]) async -> [ChangeOutcome] {
    do throws(BitwardenFailure) {
      guard let first = steps.first else { return [] }
      let group = try groupID(first.change)
      let present = try await connection.memberIDs(of: group)
      let before = Set(present)
      var members = before
      var outcomes: [ChangeOutcome] = []
      for step in steps {
        guard let member = step.change.member?.id.flatMap({ GUID($0) }),
          step.change.group?.id == first.change.group?.id
        else {
          outcomes.append(
            ChangeOutcome(step.number, .changedMeanwhile("the member or group has no id"))
          )
          continue
        }
        if step.change.action == .addToGroup {
          members.insert(member)
        } else {
          members.remove(member)
        }
        outcomes.append(ChangeOutcome(step.number, .done))
      }
      if members != before {
        let ids = members.sorted { $0.description < $1.description }
        _ = try await connection.call(
          .put,
          "/public/groups/\(group)/member-ids",
          body: ["memberIds": .ids(ids)]
        )
      }
      return outcomes
    } catch {
      return steps.map { ChangeOutcome($0.number, error) }
    }
  }

  private func findGroup(externalID: String?) async throws(BitwardenFailure) -> GUID? {
    let reply = try await connection.call(.get, "/public/groups")
    var found: GUID?
    try BitwardenList.read(reply.body) { value throws(BitwardenFailure) in
      let group = try BitwardenGroup(value)
      if let externalID, group.externalID == externalID { found = group.id }
    }
    return found
  }

  private func groupID(_ change: Change) throws(BitwardenFailure) -> GUID {
    guard let id = change.group?.id.flatMap({ GUID($0) }) else {
      throw .changedMeanwhile("'\(change.group?.id ?? "")' is no id of a group")
    }
    return id
  }
}
