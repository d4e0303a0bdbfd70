package import DirectoryModel

extension Change {
  /// The limits that the change counts under, together with those of the last 20 hours.
  ///
  /// `perGroup` says that the count is kept for the change's group alone.
  package var countedLimits: [(name: LimitName, perGroup: Bool)] {
    switch action {
    case .revoke, .remove: departureLimits
    case .invite: [(.invitations, false)]
    case .restore: [(.restores, false)]
    case .createGroup: [(.groupCreations, false)]
    case .deleteGroup: [(.groupDepartures, false), (.finalRemovals, false)]
    case .removeFromGroup:
      reason.code == .groupDeparted
        ? [(.groupDepartures, false), (.membershipRemovals, false)]
        : [(.membershipRemovals, false), (.groupShrink, true)]
    case .addToGroup:
      // A group that is yet to be created counts as a creation.
      group?.id == nil ? [] : [(.membershipAdditions, false), (.groupGrowth, true)]
    case .link, .relink, .linkGroup, .relinkGroup, .updateEmail, .updateName, .renameGroup: []
    }
  }

  private var departureLimits: [(name: LimitName, perGroup: Bool)] {
    let final: [(name: LimitName, perGroup: Bool)] =
      action == .remove ? [(.finalRemovals, false)] : []
    if before?.status == .revoked { return final }
    switch reason.code {
    case .absent, .outOfScope, .takenBack: return [(.memberRemovals, false)] + final
    case .disabled, .deleted: return [(.disabledRemovals, false)] + final
    case .disabledByAddress, .removeAfter, .inDirectory, .sameAddress, .sameName,
      .externalIDReplaced, .backInDirectory, .addressChanged, .nameChanged, .memberInDirectory,
      .notMemberInDirectory, .groupDeparted:
      return final
    }
  }
}
