internal import DirectoryModel

/// What takes one change back: its opposite, as long as the organization still shows what the change has left.
struct UndoRules {
  let present: UndoPresent
  let reason: ChangeReason

  enum Verdict: Equatable {
    case step(Change)
    /// The rest of a sentence that begins with the member or group.
    case cannot(String)
    /// Taken back already, or changed since.
    case gone
  }

  func verdict(on past: PastChange) -> Verdict {
    switch past.change.action {
    case .remove: return .cannot("was removed for good: only a new invitation helps")
    case .deleteGroup:
      return .cannot("was deleted with its access to collections: create it again by hand")
    case .createGroup:
      return present.group(of: past) == nil
        ? .gone
        : .cannot(
          "was created and stays, since what it was given meanwhile would be lost: delete it in the organization"
        )
    case .revoke, .restore, .invite, .link, .relink, .updateEmail, .updateName:
      return present.member(of: past).map { verdict(on: past.change, of: $0) } ?? .gone
    case .renameGroup, .linkGroup, .relinkGroup:
      return present.group(of: past).map { verdict(on: past.change, of: $0) } ?? .gone
    case .addToGroup, .removeFromGroup:
      guard let member = present.member(of: past), let group = present.group(of: past) else {
        return .gone
      }
      return verdict(on: past.change, of: member, in: group)
    }
  }

  private func verdict(on past: Change, of member: OrganizationMember) -> Verdict {
    switch past.action {
    case .revoke: return restore(member)
    case .restore, .invite: return revoke(member)
    case .link, .relink: return relink(past, member)
    case .updateEmail: return updateEmail(past, member)
    case .updateName: return updateName(past, member)
    case .remove, .removeFromGroup, .deleteGroup, .createGroup, .renameGroup, .linkGroup,
      .relinkGroup, .addToGroup:
      return .gone
    }
  }

  private func restore(_ member: OrganizationMember) -> Verdict {
    guard member.status == .revoked else { return .gone }
    guard present.isOwnRevocation(member) else {
      return .cannot(
        "is not known for certain to be revoked by that run: restore it in the organization if that is wanted"
      )
    }
    guard present.can.canRestore else { return .cannot("cannot be restored in this organization") }
    if let refusal = present.organization.restoreRefusals[member.index] {
      return .cannot("cannot be restored: \(refusal)")
    }
    let prior = member.priorStatus
    return step(
      .restore,
      member,
      before: ChangedFields(status: .revoked),
      after: prior == .unknown ? nil : ChangedFields(status: prior)
    )
  }

  /// Access that the run gave is suspended, not ended: that can be taken back again.
  private func revoke(_ member: OrganizationMember) -> Verdict {
    guard member.status != .revoked else { return .gone }
    guard present.can.canRevoke else {
      return .cannot("cannot be revoked in this organization: remove the member by hand")
    }
    guard member.status != .unknown || present.can.canTakeFromUnknown else {
      return .cannot("has a status that is not known: end its access in the organization by hand")
    }
    guard !present.isProtected(member) else { return .cannot(Self.isProtected) }
    return step(
      .revoke,
      member,
      before: ChangedFields(status: member.status),
      after: ChangedFields(status: .revoked)
    )
  }

  private func relink(_ past: Change, _ member: OrganizationMember) -> Verdict {
    guard member.externalID == past.after?.externalID else { return .gone }
    guard present.can.canLinkMembers, canWrite(past.before?.externalID) else {
      return .cannot("keeps its external id, which this organization does not let change")
    }
    guard !present.isProtected(member) else { return .cannot(Self.isProtected) }
    return step(
      .relink,
      member,
      before: ChangedFields(externalID: member.externalID),
      after: past.before?.externalID.map { ChangedFields(externalID: $0) }
    )
  }

  private func updateEmail(_ past: Change, _ member: OrganizationMember) -> Verdict {
    guard let old = past.before?.email, member.email == past.after?.email else { return .gone }
    guard present.can.emailChangeableIn.contains(member.status) else {
      return .cannot("keeps its address, which cannot be changed while it is \(member.status.word)")
    }
    guard !present.isProtected(member) else { return .cannot(Self.isProtected) }
    guard !present.hasAddress(old) else {
      return .cannot("keeps its address: another member has \(old)")
    }
    return step(
      .updateEmail,
      member,
      before: ChangedFields(email: member.email),
      after: ChangedFields(email: old)
    )
  }

  private func updateName(_ past: Change, _ member: OrganizationMember) -> Verdict {
    guard DisplayName.areEqual(member.name ?? "", past.after?.name ?? "") else { return .gone }
    guard present.can.canUpdateName, let old = past.before?.name else {
      return .cannot("keeps its name")
    }
    guard !present.isProtected(member) else { return .cannot(Self.isProtected) }
    return step(
      .updateName,
      member,
      before: ChangedFields(name: member.name),
      after: ChangedFields(name: old)
    )
  }

  private func verdict(on past: Change, of group: OrganizationGroup) -> Verdict {
    guard past.action != .renameGroup else {
      guard let old = past.before?.name, group.name == past.after?.name else { return .gone }
      guard present.can.canRenameGroups else { return .cannot("keeps its name") }
      return step(
        .renameGroup,
        group: group,
        before: ChangedFields(name: group.name),
        after: ChangedFields(name: old)
      )
    }
    guard group.externalID == past.after?.externalID else { return .gone }
    guard present.can.canLinkGroups, canWrite(past.before?.externalID) else {
      return .cannot("keeps its external id, which this organization does not let change")
    }
    return step(
      .relinkGroup,
      group: group,
      before: ChangedFields(externalID: group.externalID),
      after: past.before?.externalID.map { ChangedFields(externalID: $0) }
    )
  }

  private func verdict(
    on past: Change,
    of member: OrganizationMember,
    in group: OrganizationGroup
  ) -> Verdict {
    let isIn = present.isMember(member, of: group)
    guard isIn == (past.action == .addToGroup) else { return .gone }
    if let reason = present.organization.untouchableGroups[group.index] {
      return .cannot("cannot be changed: \(reason)")
    }
    guard present.can.canChangeMemberships else {
      return .cannot("cannot be changed: this organization keeps its memberships")
    }
    return step(isIn ? .removeFromGroup : .addToGroup, member, group: group)
  }

  private func canWrite(_ externalID: String?) -> Bool {
    externalID != nil || present.can.canClearExternalIDs
  }

  private static let isProtected = "is protected (protect): it stays as it is"

  private func step(
    _ action: ChangeAction,
    _ member: OrganizationMember? = nil,
    group: OrganizationGroup? = nil,
    before: ChangedFields? = nil,
    after: ChangedFields? = nil
  ) -> Verdict {
    .step(
      Change(
        action,
        reason: reason,
        hold: member.flatMap { hold(action, $0) },
        member: member.map {
          MemberReference(
            id: $0.id,
            externalID: $0.externalID,
            email: $0.email ?? "",
            name: $0.name
          )
        },
        group: group.map { GroupReference(id: $0.id, externalID: $0.externalID, name: $0.name) },
        before: before,
        after: after
      )
    )
  }

  /// Roles above user wait for a person here as in any plan; memberships do not.
  private func hold(_ action: ChangeAction, _ member: OrganizationMember) -> Hold? {
    if action == .restore, present.isInDoubt(member) {
      return Hold(.restoreInDoubt, cure: HoldTexts.restoreInDoubtCure)
    }
    guard member.role.isPrivileged else { return nil }
    switch action {
    case .revoke, .restore, .relink, .updateEmail:
      let article = member.role == .custom ? "has a custom role" : "is an \(member.role.word)"
      return Hold(.privileged, cure: "roles above user wait for a person", detail: article)
    case .remove, .removeFromGroup, .deleteGroup, .link, .updateName, .createGroup, .renameGroup,
      .linkGroup, .relinkGroup, .addToGroup, .invite:
      return nil
    }
  }
}
