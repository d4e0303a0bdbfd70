internal import DirectoryModel

/// The fields that a change alters, as they are and as they will be.
extension PlanAssembly {
  func fields(_ draft: Draft) -> (before: ChangedFields?, after: ChangedFields?) {
    switch draft.action {
    case .addToGroup, .removeFromGroup: (nil, nil)
    case .createGroup, .renameGroup, .linkGroup, .relinkGroup, .deleteGroup: groupFields(draft)
    case .invite, .link, .relink, .restore, .revoke, .remove, .updateEmail, .updateName:
      memberFields(draft)
    }
  }

  private func memberFields(_ draft: Draft) -> (before: ChangedFields?, after: ChangedFields?) {
    let member = draft.member >= 0 ? world.organization.member(Int(draft.member)) : nil
    switch draft.action {
    case .invite:
      return (
        nil,
        ChangedFields(
          email: user(draft, \.emails),
          name: user(draft, \.names),
          externalID: user(draft, \.ids)
        )
      )
    case .link, .relink:
      return (
        member?.externalID.map { ChangedFields(externalID: $0) },
        ChangedFields(externalID: user(draft, \.ids))
      )
    case .restore:
      let prior = member?.priorStatus ?? .unknown
      return (Self.revoked, prior == .unknown ? nil : ChangedFields(status: prior))
    case .revoke: return (ChangedFields(status: member?.status), Self.revoked)
    case .remove: return (ChangedFields(status: member?.status), nil)
    case .updateEmail:
      return (ChangedFields(email: member?.email), ChangedFields(email: user(draft, \.emails)))
    case .updateName:
      return (
        member?.name.map { ChangedFields(name: $0) }, ChangedFields(name: user(draft, \.names))
      )
    case .createGroup, .renameGroup, .linkGroup, .relinkGroup, .deleteGroup, .addToGroup,
      .removeFromGroup:
      return (nil, nil)
    }
  }

  private static let revoked = ChangedFields(status: .revoked)

  private func groupFields(_ draft: Draft) -> (before: ChangedFields?, after: ChangedFields?) {
    let group = draft.group >= 0 ? world.organization.group(Int(draft.group)) : nil
    let source = draft.rosterGroup >= 0 ? world.directory.group(Int(draft.rosterGroup)) : nil
    switch draft.action {
    case .createGroup:
      return (nil, ChangedFields(name: source?.name, externalID: source?.id))
    case .renameGroup: return (ChangedFields(name: group?.name), ChangedFields(name: source?.name))
    case .linkGroup, .relinkGroup:
      return (
        group?.externalID.map { ChangedFields(externalID: $0) },
        ChangedFields(externalID: source?.id)
      )
    case .deleteGroup: return (ChangedFields(name: group?.name), nil)
    case .invite, .link, .relink, .restore, .revoke, .remove, .updateEmail, .updateName,
      .addToGroup, .removeFromGroup:
      return (nil, nil)
    }
  }
}
